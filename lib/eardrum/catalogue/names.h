// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace eardrum::catalogue {

/// The words of a name as people vary them: lower case, accents dropped, split at everything that is neither letter nor
/// digit and between a letter and a digit; '+' is a word. "HD 650", "hd650" and "HD-650" all give hd, 650.
std::vector<std::string> fold(std::string_view name);
/// The words of fold() in one: "hd650".
std::string folded_key(std::string_view name);
/// The name without what stands in parentheses: "Utopia (2016)" gives "Utopia".
std::string without_parentheses(std::string_view name);

/// "A, B or C", of many the first ones: "A, B, C, D, E, F and 4 more". Safe to print.
std::string one_of(const std::vector<std::string>& names);

}  // namespace eardrum::catalogue
