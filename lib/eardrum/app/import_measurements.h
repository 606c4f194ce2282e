// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <eardrum/app/inventory.h>
#include <eardrum/catalogue/measurement_store.h>
#include <eardrum/formats/import_measurements.h>

namespace eardrum::app {

/// Take in measurements: a file, or a folder and the folders in it.
struct ImportRequest {
  std::string path;
  std::optional<std::string> rig;   ///< where neither file nor folder says it
  std::optional<std::string> form;  ///< "over-ear", "in-ear": likewise
};

/// An impedance that was kept.
struct ImportedImpedanceUse {
  std::string name;
  std::string headphone;                ///< match and chain use it for this one; empty: for none that is known
  std::vector<std::string> candidates;  ///< those of which its name is a name, when there are several
};

/// A target that was kept.
struct ImportedTargetUse {
  std::string name;
  bool hidden = false;  ///< a built-in target is called so and goes before: it is taken by its file
};

struct ImportAnswer {
  std::size_t files_read = 0;
  catalogue::StoreReport stored;
  std::size_t without_rig = 0;                   ///< kept, but can't be compared with a target until a rig is said
  std::vector<std::string> unknown_rigs;         ///< rigs by no name that is known: nothing can be compared on them
  std::vector<ImportedImpedanceUse> impedances;  ///< what becomes of each
  std::vector<std::string> calibrations;         ///< by name: score and eq take them on request
  std::size_t equalizers = 0;                    ///< equaliser settings that were read and are not kept
  std::vector<ImportedTargetUse> targets;        ///< score, eq and match take them by name
  std::vector<std::string> notes;                ///< what a graph-tool site's phone book holds that nobody can use
  std::vector<Refusal> refused;                  ///< what could not be read, each with its reason
};

/// `done` of `total` files are read.
using ReadProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Reads everything, then stores it in one transaction: a bad file is listed and stops nothing, a kill leaves the
/// catalogue as it was. Importing again changes nothing. Fails when the path can't be listed or the catalogue can't be
/// written.
Result<ImportAnswer> import_measurements(const ImportRequest& request, Inventory& inventory,
                                         const ReadProgress& progress = {});

}  // namespace eardrum::app
