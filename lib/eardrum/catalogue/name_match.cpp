// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/name_match_internal.h>

#include <algorithm>
#include <span>

#include <eardrum/base/spelling.h>
#include <eardrum/catalogue/names.h>

namespace eardrum::catalogue {
namespace {

std::string join(std::span<const std::string> words) {
  std::string out;
  for (const auto& word : words) out += word;
  return out;
}

bool is_subsequence(std::span<const std::string> part, std::span<const std::string> whole) {
  std::size_t found = 0;
  for (const auto& word : whole) {
    if (found < part.size() && part[found] == word) ++found;
  }
  return found == part.size();
}

}  // namespace

TypedName::TypedName(std::string_view name) : words_(fold(name)), key_(join(words_)) {
  for (const char c : key_) ++letters_[static_cast<std::uint8_t>(c)];
}

bool TypedName::means(std::string_view brand, std::string_view model) const {
  if (words_.empty()) return false;
  const auto brand_words = fold(brand);
  std::size_t of_brand = 0;
  while (of_brand < words_.size() &&
         std::find(brand_words.begin(), brand_words.end(), words_[of_brand]) != brand_words.end())
    ++of_brand;
  const std::span<const std::string> rest = std::span(words_).subspan(of_brand);
  if (rest.empty()) return true;
  const auto core = fold(without_parentheses(model));
  return !core.empty() && is_subsequence(rest, fold(model)) &&
         std::find(rest.begin(), rest.end(), core.back()) != rest.end();
}

bool TypedName::is_held_by(const std::vector<std::string>& words) const {
  return !words_.empty() && std::all_of(words_.begin(), words_.end(), [&](const std::string& part) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word.starts_with(part); });
  });
}

// "senheiser" is a slip from the beginning of "sennheiserhd650".
std::optional<std::size_t> TypedName::distance_to_beginning(std::string_view folded_name) const {
  constexpr std::size_t kShortest = 5;
  if (key_.size() < kShortest || folded_name.size() <= key_.size() + 1) return std::nullopt;
  const std::size_t limit = std::max<std::size_t>(1, key_.size() / 5);
  std::size_t nearest = limit + 1;
  for (std::size_t size = key_.size() - 1; size <= key_.size() + 1; ++size)
    nearest = std::min(nearest, edit_distance(key_, folded_name.substr(0, size), limit));
  if (nearest > limit) return std::nullopt;
  return nearest + 1;  // after a name that is as near all to its end
}

std::optional<std::size_t> TypedName::distance_to(std::string_view folded_name) const {
  if (key_.size() >= 2 && folded_name.starts_with(key_)) return 1;
  if (const auto slip = distance_to_beginning(folded_name)) return slip;
  const std::size_t limit = std::max<std::size_t>(1, key_.size() / 3);
  // Each letter of the name that the key has not got takes an edit: most names are too far by that alone.
  auto left = letters_;
  std::size_t foreign = 0;
  for (const char c : folded_name) foreign += left[static_cast<std::uint8_t>(c)]-- <= 0 ? 1u : 0u;
  if (foreign > limit) return std::nullopt;
  const std::size_t distance = edit_distance(key_, folded_name, limit);
  if (distance > limit) return std::nullopt;
  return distance;
}

}  // namespace eardrum::catalogue
