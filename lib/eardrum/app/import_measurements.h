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

struct ImportAnswer {
  std::size_t files_read = 0;
  catalogue::StoreReport stored;
  std::size_t without_rig = 0;    ///< kept, but can't be compared with a target until a rig is said
  std::size_t not_responses = 0;  ///< impedances and microphone calibrations, which are not kept yet
  std::vector<Refusal> refused;   ///< what could not be read, each with its reason
};

/// `done` of `total` files are read.
using ReadProgress = std::function<void(std::size_t done, std::size_t total)>;

/// Reads everything, then stores it in one transaction: a bad file is listed and stops nothing, a kill leaves the
/// catalogue as it was. Importing again changes nothing. Fails when the path can't be listed or the catalogue can't be
/// written.
Result<ImportAnswer> import_measurements(const ImportRequest& request, Inventory& inventory,
                                         const ReadProgress& progress = {});

}  // namespace eardrum::app
