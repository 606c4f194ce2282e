// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eardrum::target {

/// The text after "field:" in the first comment that begins with it; empty when there is none.
std::string comment_field(const std::vector<std::string>& comments, std::string_view field);

}  // namespace eardrum::target
