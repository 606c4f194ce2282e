// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/names.h>

#include <algorithm>
#include <array>
#include <cstdint>

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

// Optimal string alignment (Damerau-Levenshtein without repeated edits), three rows.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > limit) return limit + 1;
  constexpr std::size_t kMax = 64;
  // Names that long are compared by their beginnings.
  a = a.substr(0, kMax);
  b = b.substr(0, kMax);
  std::array<std::array<std::size_t, kMax + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i - 1) % 3];
    row[0] = i;
    std::size_t best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], rows[(i - 2) % 3][j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& words) {
  std::size_t limit = std::max<std::size_t>(1, word.size() / 3);
  std::string nearest;
  for (const auto& candidate : words) {
    const std::size_t distance = edit_distance(word, candidate, limit);
    if (distance > limit) continue;
    nearest = candidate;
    if (distance == 0) break;
    limit = distance - 1;
  }
  return nearest;
}

}  // namespace eardrum::catalogue
