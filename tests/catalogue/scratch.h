// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <doctest/doctest.h>

#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/compile.h>

#include "data_folder.h"
#include "support/temporary_folder.h"

namespace eardrum::test {

using Scratch = TemporaryFolder;

/// data/ compiled once for all tests of the program.
inline const std::string& compiled_catalogue() {
  static const Scratch folder;
  static const std::string file = [] {
    std::string name = folder / "catalogue.sqlite";
    const auto compiled = catalogue::compile_catalogue(data_folder(), name);
    if (!compiled) FAIL(compiled.error().to_string());
    return name;
  }();
  return file;
}

/// The built-in catalogue with an empty user's file in `folder`.
inline catalogue::Catalogue open_in(const Scratch& folder) {
  auto opened = catalogue::Catalogue::open({compiled_catalogue(), folder / "own/catalogue.sqlite"});
  if (!opened) FAIL(opened.error().to_string());
  return *std::move(opened);
}

/// The least that a headphone is.
inline catalogue::HeadphoneGear plain_headphone(const std::string& brand, const std::string& model) {
  catalogue::HeadphoneGear gear;
  gear.brand = brand;
  gear.model = model;
  gear.form = catalogue::Form::kOverEar;
  gear.impedance.push_back(
      {{{catalogue::ImpedanceAt::kNominal, Ohms(32.0), {}}, Confidence::kUser, "box"}, "", "", false});
  gear.sensitivity.push_back(
      {{{{100.0, SensitivityUnit::kDbPerMilliwatt, milliamperes(1.0)}, {}, {}}, Confidence::kUser, "box"},
       "",
       "",
       false});
  return gear;
}

}  // namespace eardrum::test
