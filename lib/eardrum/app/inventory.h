// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/base/result.h>
#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/measurement_store.h>
#include <eardrum/target/target_library.h>

/// Use cases: one function each, from a request to an answer. They know neither terminal nor HTTP; the command line and
/// the page call the same ones.
namespace eardrum::app {

/// What the use cases draw on: the gear that is known, the targets, and imported measurements.
struct Inventory {
  catalogue::Catalogue gear;
  target::TargetLibrary targets;
  catalogue::MeasurementStore measurements;  ///< what the user imported

  /// From the places where an installation or a build has put them (catalogue/paths.h).
  static Result<Inventory> open();
};

}  // namespace eardrum::app
