// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::cli {

/// The words of `text` in lines of at most `width` columns, every line behind `indent` blanks; empty lines part
/// paragraphs. Ends with a line feed. Counts code points as columns.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent = 0);

/// Terms and what they mean, in two columns: "  match        Do these two get along?".
struct Entry {
  std::string term;
  std::string meaning;
};
std::string two_columns(const std::vector<Entry>& entries, std::size_t width);

}  // namespace eardrum::cli
