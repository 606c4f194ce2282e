// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/names.h>

#include <algorithm>
#include <cstdint>

#include <eardrum/base/printable.h>

namespace eardrum::catalogue {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

// U+00C0..U+00FF without their accents, so that "Verite" finds "Vérité"; '\0' keeps the character as it is.
using namespace std::string_view_literals;
constexpr auto kLatin1 = "aaaaaaaceeeeiiii\0nooooo\0ouuuuy\0saaaaaaaceeeeiiii\0nooooo\0ouuuuy\0y"sv;
static_assert(kLatin1.size() == 64);

// Lower case without accents; other letters beyond ASCII stay as their bytes.
std::string lowered(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if (static_cast<std::uint8_t>(c) == 0xC3 && i + 1 < name.size() &&
               (static_cast<std::uint8_t>(name[i + 1]) & 0xC0) == 0x80) {
      const char plain = kLatin1[static_cast<std::uint8_t>(name[i + 1]) & 0x3F];
      if (plain != '\0') {
        out += plain;
      } else {
        out += name.substr(i, 2);
      }
      ++i;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> fold(std::string_view name) {
  std::vector<std::string> words;
  enum class Class { kNone, kLetter, kDigit };
  Class last = Class::kNone;
  for (const char c : lowered(name)) {
    const bool letter = is_letter(c) || (static_cast<std::uint8_t>(c) & 0x80) != 0;
    const Class now = letter ? Class::kLetter : is_digit(c) ? Class::kDigit : Class::kNone;
    if (c == '+') words.emplace_back("+");
    if (now != Class::kNone) {
      if (now != last) words.emplace_back();
      words.back() += c;
    }
    last = now;
  }
  return words;
}

std::string folded_key(std::string_view name) {
  std::string key;
  for (const auto& word : fold(name)) key += word;
  return key;
}

std::string without_parentheses(std::string_view name) {
  std::string out;
  int depth = 0;
  for (const char c : name) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  const auto last = out.find_last_not_of(' ');
  out.resize(last == std::string::npos ? 0 : last + 1);
  return out;
}

std::string one_of(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 6;
  const std::size_t shown = std::min(names.size(), kShown);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += printable(names[i], 80);
  }
  if (shown < names.size()) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

}  // namespace eardrum::catalogue
