// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "prose.h"

#include <algorithm>

namespace eardrum::cli {
namespace {

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string lines;
  while (true) {
    const auto paragraph = text.substr(0, text.find("\n\n"));
    std::size_t used = 0;
    for (std::size_t at = 0; at < paragraph.size();) {
      const auto begin = paragraph.find_first_not_of(" \n", at);
      if (begin == std::string_view::npos) break;
      at = std::min(paragraph.find_first_of(" \n", begin), paragraph.size());
      const auto word = paragraph.substr(begin, at - begin);
      if (used > 0 && used + 1 + columns(word) > width) {
        lines += '\n';
        used = 0;
      }
      if (used == 0) {
        lines.append(indent, ' ');
        used = indent;
      } else {
        lines += ' ';
        ++used;
      }
      lines += word;
      used += columns(word);
    }
    lines += '\n';
    if (paragraph.size() == text.size()) return lines;
    text.remove_prefix(paragraph.size() + 2);
    lines += '\n';
  }
}

std::string two_columns(const std::vector<Entry>& entries, std::size_t width) {
  std::size_t widest = 0;
  for (const auto& entry : entries) widest = std::max(widest, columns(entry.term));
  const std::size_t second = std::min<std::size_t>(widest, 24) + 4;
  std::string text;
  for (const auto& entry : entries) {
    std::string line = "  " + entry.term;
    const std::size_t used = 2 + columns(entry.term);
    if (used + 2 > second) {
      line += '\n' + std::string(second, ' ');
    } else {
      line.append(second - used, ' ');
    }
    text += line + wrapped(entry.meaning, width, second).substr(second);
  }
  return text;
}

}  // namespace eardrum::cli
