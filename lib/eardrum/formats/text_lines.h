// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum {

/// A file's text as UTF-8 without byte order mark, and which encoding it was in.
struct DecodedText {
  std::string text;
  std::string_view encoding;  ///< "UTF-8", "UTF-16LE", "UTF-16BE" or "windows-1252".
};

/// Decodes what measurement programs write: UTF-8 with or without a mark, UTF-16 with a mark, and else Windows-1252
/// (bytes that are no valid UTF-8). Never fails: a byte without meaning becomes U+FFFD.
DecodedText decode_text(std::string_view bytes);

bool is_valid_utf8(std::string_view bytes);

/// The lines of a text, found as they are asked for: millions of them take no memory.
class Lines {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = std::string_view;

    explicit Iterator(std::string_view rest) : rest_(rest) { find_end(); }
    std::string_view operator*() const { return rest_.substr(0, end_); }
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return rest_.size() == other.rest_.size(); }

   private:
    void find_end() { end_ = std::min(rest_.find_first_of("\r\n"), rest_.size()); }

    std::string_view rest_;
    std::size_t end_ = 0;
  };

  explicit Lines(std::string_view text) : text_(text) {}
  Iterator begin() const { return Iterator(text_); }
  Iterator end() const { return Iterator(text_.substr(text_.size())); }

 private:
  std::string_view text_;
};

/// CRLF, LF and lone CR all end a line. A text that ends with a line end has no empty last line.
Lines split_lines(std::string_view text);

std::string_view trimmed(std::string_view text);
/// ASCII letters only.
std::string lower_case(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);
bool contains_ignoring_case(std::string_view text, std::string_view part);
/// The words between runs of blanks and tabs.
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace eardrum
