// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/printable.h>

#include <cstdint>

namespace eardrum {
namespace {

struct Decoded {
  char32_t code = 0;
  std::size_t bytes = 0;  // 0: not UTF-8
};

// RFC 3629: shortest form only, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return {};
  char32_t code = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3Fu);
  }
  constexpr char32_t kShortest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kShortest[length] || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) return {};
  return {code, length};
}

bool is_hostile(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool turns_direction = code == 0x061C || code == 0x200E || code == 0x200F ||
                               (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  const bool breaks_line = code == 0x2028 || code == 0x2029;
  return control || turns_direction || breaks_line;
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

std::string printable(std::string_view text, std::size_t max_bytes) {
  std::string out;
  while (!text.empty()) {
    if (out.size() >= max_bytes) return out + "...";
    const Decoded next = decode(text);
    if (next.bytes == 1 && (text[0] == '\n' || text[0] == '\t')) {
      out += ' ';
    } else if (next.bytes == 0 || is_hostile(next.code)) {
      out += kReplacement;
    } else {
      out += text.substr(0, next.bytes);
    }
    text.remove_prefix(next.bytes == 0 ? 1 : next.bytes);
  }
  return out;
}

bool is_printable(std::string_view text, bool lines) {
  while (!text.empty()) {
    const Decoded next = decode(text);
    if (next.bytes == 0) return false;
    const bool line_or_tab = next.code == '\n' || next.code == '\t';
    if (is_hostile(next.code) && !(lines && line_or_tab)) return false;
    text.remove_prefix(next.bytes);
  }
  return true;
}

}  // namespace eardrum
