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

TypedName::TypedName(std::string_view name) : words_(fold(name)), key_(join(words_)) {}

Fit TypedName::fit(std::string_view brand, std::string_view model) const {
  if (words_.empty()) return {};
  const auto brand_words = fold(brand);
  std::size_t of_brand = 0;
  while (of_brand < words_.size() &&
         std::find(brand_words.begin(), brand_words.end(), words_[of_brand]) != brand_words.end())
    ++of_brand;
  const std::span<const std::string> rest = std::span(words_).subspan(of_brand);
  if (rest.empty()) return {Fit::Kind::kMeans, 0};  // only the brand: all of it is meant

  const auto core = fold(without_parentheses(model));
  const auto whole = fold(model);
  if (!core.empty() && is_subsequence(rest, whole) && std::find(rest.begin(), rest.end(), core.back()) != rest.end()) {
    return {Fit::Kind::kMeans, 0};
  }
  if (is_subsequence(rest, whole)) return {Fit::Kind::kResembles, 1};
  const std::string typed = join(rest);
  const std::string name = join(core);
  // "hd56" is the beginning of "hd560s"; the fewer letters are missing, the likelier.
  if (typed.size() >= 2 && name.starts_with(typed)) return {Fit::Kind::kResembles, 1};
  const std::size_t limit = std::max<std::size_t>(1, typed.size() / 3);
  const std::size_t distance = edit_distance(typed, name, limit);
  if (distance <= limit) return {Fit::Kind::kResembles, distance};
  const std::size_t whole_limit = std::max<std::size_t>(1, key_.size() / 4);
  const std::size_t whole_distance = edit_distance(key_, join(brand_words) + name, whole_limit);
  if (whole_distance <= whole_limit) return {Fit::Kind::kResembles, whole_distance};
  return {};
}

}  // namespace eardrum::catalogue
