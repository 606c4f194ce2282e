// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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

/// How many letters must be inserted, dropped, replaced or swapped with their neighbour to get from a to b; stops
/// counting above `limit` and then returns limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);
/// The nearest of `words` within a third of the word's letters, else "".
std::string nearest_word(std::string_view word, const std::vector<std::string>& words);

}  // namespace eardrum::catalogue
