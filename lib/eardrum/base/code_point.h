// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace eardrum {

/// A character of Unicode, and how many bytes of UTF-8 it took.
struct CodePoint {
  char32_t code = 0;
  std::size_t bytes = 0;  ///< 0: the text does not begin with UTF-8 (RFC 3629: shortest form, no surrogates)
};

/// The first character of a text that is not empty.
CodePoint first_code_point(std::string_view text);

/// Controls (C0, C1, DEL), what turns the direction of writing or can't be seen (marks of direction, joiners, invisible
/// operators, soft hyphens, tags), separators of lines, and what is no character: none of it may go to a terminal or
/// into a name. Newlines and tabs are controls too.
bool is_unprintable(char32_t code);

}  // namespace eardrum
