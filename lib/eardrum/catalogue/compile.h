// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/result.h>

namespace eardrum::catalogue {

/// Makes the built-in catalogue `file` of the data folder: what the build does once, so that no program has to read
/// text to start. An older `file` is replaced when all is written. The same data give the same file. Fails like
/// read_gear_folder().
Result<void> compile_catalogue(const std::string& folder, const std::string& file);

}  // namespace eardrum::catalogue
