// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/catalogue/gear_folder.h>

namespace eardrum::test {

inline std::string data_folder() {
  return std::string(EARDRUM_SOURCE_DIR) + "/data";
}

/// The project's data/, read once; aborts when it can't be read.
const catalogue::GearFolder& built_in();
/// The headphone or source of that name in data/; aborts when there is none.
const catalogue::HeadphoneGear& headphone(const std::string& full_name);
const catalogue::SourceGear& source(const std::string& full_name);

}  // namespace eardrum::test
