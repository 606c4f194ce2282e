// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "markup_check.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <string_view>

namespace eardrum::test {

std::string well_formed(const std::string& markup) {
  constexpr std::array<std::string_view, 5> kVoid = {"meta", "br", "hr", "img", "link"};
  constexpr std::array<std::string_view, 5> kEntities = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
  std::vector<std::string> open;
  const auto wrong = [&](const std::string& what, std::size_t at) {
    return what + " at " + std::to_string(at) + ": " + markup.substr(at, 60);
  };
  const auto entity_ok = [&](std::size_t at) {
    return std::any_of(kEntities.begin(), kEntities.end(),
                       [&](std::string_view e) { return markup.compare(at, e.size(), e) == 0; });
  };
  for (std::size_t at = 0; at < markup.size();) {
    const char c = markup[at];
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') return wrong("control character", at);
    if (c == '&' && !entity_ok(at)) return wrong("unknown entity", at);
    if (c != '<') {
      if (c == '>' && (open.empty() || open.back() != "style")) return wrong("stray >", at);
      ++at;
      continue;
    }
    if (markup.compare(at, 9, "<!doctype") == 0 || markup.compare(at, 5, "<?xml") == 0) {
      at = markup.find('>', at) + 1;
      continue;
    }
    const std::size_t start = at;
    const bool closing = markup[at + 1] == '/';
    at += closing ? 2 : 1;
    std::string name;
    while (at < markup.size() && (std::isalnum(static_cast<unsigned char>(markup[at])) != 0)) name += markup[at++];
    if (name.empty()) return wrong("no element name", start);
    bool self_closing = false;
    while (at < markup.size() && markup[at] != '>') {
      if (markup[at] == '/') {
        self_closing = true;
        ++at;
        continue;
      }
      if (std::isspace(static_cast<unsigned char>(markup[at])) != 0) {
        ++at;
        continue;
      }
      const std::size_t attribute = at;
      while (at < markup.size() && (std::isalnum(static_cast<unsigned char>(markup[at])) != 0 || markup[at] == '-'))
        ++at;
      if (at == attribute) return wrong("bad attribute", at);
      if (markup[at] != '=') continue;  // HTML's boolean attribute
      if (markup[at + 1] != '"') return wrong("unquoted attribute", at);
      for (at += 2; at < markup.size() && markup[at] != '"'; ++at) {
        if (markup[at] == '<') return wrong("< in attribute", at);
        if (markup[at] == '&' && !entity_ok(at)) return wrong("unknown entity", at);
      }
      ++at;
    }
    ++at;
    if (closing) {
      if (open.empty() || open.back() != name) return wrong("closes nothing open: " + name, start);
      open.pop_back();
    } else if (!self_closing && std::find(kVoid.begin(), kVoid.end(), name) == kVoid.end()) {
      open.push_back(name);
    }
  }
  return open.empty() ? "" : "left open: " + open.back();
}

std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> numbers;
  const char* at = text.c_str();
  const char* const end = at + text.size();
  while (at < end) {
    char* after = nullptr;
    const double value = std::strtod(at, &after);
    if (after != at) {
      numbers.push_back(value);
      at = after;
    } else {
      ++at;
    }
  }
  return numbers;
}

}  // namespace eardrum::test
