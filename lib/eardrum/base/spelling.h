// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum {

/// How many letters must be inserted, dropped, replaced or swapped with their neighbour to get from a to b; stops
/// counting above `limit` and then returns limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);
/// The nearest of `words` within a third of the word's letters, else "".
std::string nearest_word(std::string_view word, const std::vector<std::string>& words);

}  // namespace eardrum
