// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/gear.h>
#include <eardrum/catalogue/load_models.h>

namespace eardrum::catalogue {

/// What a data folder holds: the gear with its loads and responses attached, and the load models that belong to none of
/// it.
struct GearFolder {
  GearSet gear;
  LoadModels models;
};

/// Reads gear/headphones/*.toml, gear/sources/*.toml, impedance/*.csv and responses.csv of the project's data folder.
/// Fails on the first thing that is wrong, a response of an unknown headphone and gear described twice included.
Result<GearFolder> read_gear_folder(const std::string& folder);

}  // namespace eardrum::catalogue
