// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/inventory.h>
#include <eardrum/catalogue/paths.h>

namespace eardrum::app {

Result<Inventory> Inventory::open() {
  EARDRUM_TRY(const auto folder, catalogue::data_directory());
  EARDRUM_TRY(const auto paths, catalogue::standard_paths());
  EARDRUM_TRY(auto gear, catalogue::Catalogue::open(paths));
  EARDRUM_TRY(auto targets, target::TargetLibrary::open(folder + "/targets"));
  EARDRUM_TRY(auto measurements, catalogue::MeasurementStore::open(paths));
  return Inventory{std::move(gear), std::move(targets), std::move(measurements)};
}

}  // namespace eardrum::app
