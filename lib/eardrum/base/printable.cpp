// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/printable.h>

#include <eardrum/base/code_point.h>

namespace eardrum {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

}  // namespace

std::string printable(std::string_view text, std::size_t max_bytes) {
  std::string out;
  while (!text.empty()) {
    if (out.size() >= max_bytes) return out + "...";
    const CodePoint next = first_code_point(text);
    if (next.bytes == 1 && (text[0] == '\n' || text[0] == '\t')) {
      out += ' ';
    } else if (next.bytes == 0 || is_unprintable(next.code)) {
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
    const CodePoint next = first_code_point(text);
    if (next.bytes == 0) return false;
    const bool line_or_tab = next.code == '\n' || next.code == '\t';
    if (is_unprintable(next.code) && !(lines && line_or_tab)) return false;
    text.remove_prefix(next.bytes);
  }
  return true;
}

}  // namespace eardrum
