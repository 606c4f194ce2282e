// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/xml_tags.h>

#include <algorithm>

#include <eardrum/formats/text_lines.h>

namespace eardrum {

std::string_view XmlTag::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes) {
    if (key == wanted) return value;
  }
  return {};
}

std::vector<XmlTag> xml_tags(std::string_view text) {
  std::vector<XmlTag> tags;
  int line = 1;
  std::size_t counted = 0;
  for (std::size_t open = text.find('<'); open != std::string_view::npos; open = text.find('<', open + 1)) {
    line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                        text.begin() + static_cast<std::ptrdiff_t>(open), '\n'));
    counted = open;
    if (open + 1 >= text.size() || text[open + 1] == '/' || text[open + 1] == '?' || text[open + 1] == '!') continue;
    XmlTag tag;
    tag.line = line;
    std::size_t i = open + 1;
    std::size_t word = i;
    bool ended = false;
    while (i < text.size()) {
      if (text[i] == '>') {
        ended = true;
        break;
      }
      if (text[i] == '<') break;
      if (text[i] == '=' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\'')) {
        const auto close = text.find(text[i + 1], i + 2);
        if (close == std::string_view::npos) break;
        const auto before = trimmed(text.substr(word, i - word));
        const auto blank = before.find_last_of(" \t\r\n");
        const auto key = blank == std::string_view::npos ? before : before.substr(blank + 1);
        if (tag.attributes.empty() && blank != std::string_view::npos) tag.name = trimmed(before.substr(0, blank));
        tag.attributes.emplace_back(key, text.substr(i + 2, close - i - 2));
        i = close + 1;
        word = i;
        continue;
      }
      ++i;
    }
    if (!ended) continue;
    if (tag.attributes.empty()) tag.name = trimmed(text.substr(open + 1, i - open - 1));
    tags.push_back(std::move(tag));
  }
  return tags;
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace eardrum
