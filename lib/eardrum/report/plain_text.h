// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::report {

/// How many columns a gear's name may take in a report.
inline constexpr std::size_t kNameColumns = 80;

/// `text` as one line that is safe to print anywhere: valid UTF-8 (what is not becomes U+FFFD), no control characters
/// (C0, DEL, C1), no marks that turn the direction of writing or that hide, white space as single spaces, and at most
/// `max_columns` wide, the rest as an ellipsis.
std::string clean(std::string_view text, std::size_t max_columns = 2000);

/// The columns that clean text takes on a terminal: 2 for wide East Asian characters and emoji, 0 for combining marks.
std::size_t columns(std::string_view text);

/// Clean text in lines of at most `width` columns, broken at spaces; a longer word is cut. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Clean text filled up with spaces to `width` columns; longer text is left as it is.
std::string pad_right(std::string_view text, std::size_t width);
std::string pad_left(std::string_view text, std::size_t width);

}  // namespace eardrum::report
