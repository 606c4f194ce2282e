// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace eardrum::target {

/// What of a name counts when people type it: its letters (lower case) and digits. "Harman OE 2018" -> "harmanoe2018".
std::string name_key(std::string_view name);

}  // namespace eardrum::target
