// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/plain_text.h>

#include <algorithm>
#include <array>

#include <eardrum/base/code_point.h>

namespace eardrum::report {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kEllipsis = "\u2026";

/// The code point at `at`, which moves past it. A byte that is no UTF-8 gives U+FFFD.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const CodePoint next = first_code_point(text.substr(at));
  at += std::max<std::size_t>(1, next.bytes);
  return next.bytes == 0 ? kReplacement : next.code;
}

void append(std::string& text, char32_t code) {
  const auto push = [&](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xC0 | (code >> 6));
    push(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    push(0xE0 | (code >> 12));
    push(0x80 | ((code >> 6) & 0x3F));
    push(0x80 | (code & 0x3F));
  } else {
    push(0xF0 | (code >> 18));
    push(0x80 | ((code >> 12) & 0x3F));
    push(0x80 | ((code >> 6) & 0x3F));
    push(0x80 | (code & 0x3F));
  }
}

struct Range {
  char32_t from, to;
};

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(), [&](Range r) { return code >= r.from && code <= r.to; });
}

constexpr std::array<Range, 6> kCombining = {
    {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE00, 0xFE2F}}};
// The wide blocks of Unicode's EastAsianWidth.txt, whole.
constexpr std::array<Range, 10> kWide = {{{0x1100, 0x115F},
                                          {0x2E80, 0x303E},
                                          {0x3041, 0xA4CF},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF01, 0xFF60},
                                          {0xFFE0, 0xFFE6},
                                          {0x1F300, 0x1FAFF},
                                          {0x20000, 0x3FFFD}}};

bool is_space(char32_t code) {
  return code == ' ' || (code >= 0x09 && code <= 0x0D) || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

std::size_t columns_of(char32_t code) {
  if (code < 0x300) return 1;
  if (in(kCombining, code)) return 0;
  return in(kWide, code) ? 2 : 1;
}

}  // namespace

std::string clean(std::string_view text, std::size_t max_columns) {
  // One mark on a letter is an accent, a pile of them an attack on the lines above.
  constexpr int kMaxMarksInARow = 2;
  std::string result;
  std::size_t width = 0, end_before_ellipsis = 0;
  int marks = 0;
  bool space_due = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t code = next_code_point(text, at);
    if (is_space(code)) {
      space_due = !result.empty();
      continue;
    }
    if (is_unprintable(code)) continue;
    const std::size_t extra = columns_of(code);
    marks = extra == 0 ? marks + 1 : 0;
    if (marks > kMaxMarksInARow) continue;
    if (width + (space_due ? 1 : 0) + extra > max_columns) {
      result.resize(end_before_ellipsis);
      while (!result.empty() && result.back() == ' ') result.pop_back();
      return result.append(kEllipsis);
    }
    if (space_due) {
      result.push_back(' ');
      ++width;
      space_due = false;
    }
    append(result, code);
    width += extra;
    if (width < max_columns) end_before_ellipsis = result.size();
  }
  return result;
}

std::size_t columns(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += columns_of(next_code_point(text, at));
  return width;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  width = std::max<std::size_t>(width, 1);
  std::vector<std::string> lines(1);
  std::size_t line_width = 0;
  const auto new_line = [&] {
    lines.emplace_back();
    line_width = 0;
  };
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    const std::size_t word_width = columns(word);
    if (line_width > 0 && line_width + 1 + word_width > width) new_line();
    if (line_width > 0) {
      lines.back().push_back(' ');
      ++line_width;
    }
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t from = at;
      const std::size_t extra = columns_of(next_code_point(word, at));
      if (line_width + extra > width && line_width > 0) new_line();
      lines.back().append(word.substr(from, at - from));
      line_width += extra;
    }
  }
  return lines;
}

std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  return std::string(text).append(width > used ? width - used : 0, ' ');
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  return std::string(width > used ? width - used : 0, ' ').append(text);
}

}  // namespace eardrum::report
