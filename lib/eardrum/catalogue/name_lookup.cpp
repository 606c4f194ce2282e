// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/name_lookup.h>

#include <algorithm>
#include <limits>
#include <optional>

#include <eardrum/catalogue/name_match_internal.h>
#include <eardrum/catalogue/names.h>

namespace eardrum::catalogue {
namespace {

constexpr std::size_t kNearest = 5;
constexpr std::size_t kFar = std::numeric_limits<std::size_t>::max();

/// How much of a name is left out; the first is the best.
enum class Left { kNothing, kBeginningOrParentheses, kWords, kTooMuch };

std::string joined(std::span<const std::string> words) {
  std::string key;
  for (const auto& word : words) key += word;
  return key;
}

bool ends_with(const std::vector<std::string>& words, const std::vector<std::string>& end) {
  return words.size() >= end.size() && std::equal(end.rbegin(), end.rend(), words.rbegin());
}

Left left_out(const TypedName& typed, const std::string& name, const std::vector<std::string>& words) {
  if (joined(words) == typed.key()) return Left::kNothing;
  if (ends_with(words, typed.words()) || folded_key(without_parentheses(name)) == typed.key())
    return Left::kBeginningOrParentheses;
  return typed.means({}, name) ? Left::kWords : Left::kTooMuch;
}

// To the name, or to what is left of it without its first words: a brand that is not typed is no slip. An end that
// begins with digits is as near to any other number.
std::size_t distance(const TypedName& typed, const std::vector<std::string>& words) {
  std::size_t nearest = kFar;
  for (std::size_t from = 0; from < words.size(); ++from) {
    if (from > 0 && words[from].front() >= '0' && words[from].front() <= '9') continue;
    if (const auto one = typed.distance_to(joined(std::span(words).subspan(from)))) nearest = std::min(nearest, *one);
  }
  return nearest;
}

struct Ranked {
  std::size_t thing;
  std::size_t distance;
  std::size_t length;
};

std::vector<std::size_t> in_order(std::vector<Ranked> ranked) {
  std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.length < b.length;
  });
  std::vector<std::size_t> things;
  for (const Ranked& one : ranked) things.push_back(one.thing);
  return things;
}

}  // namespace

std::vector<std::size_t> NameMatch::nearest() const {
  std::vector<std::size_t> out;
  for (const auto* some : {&similar, &holding}) {
    for (const std::size_t thing : *some) {
      if (out.size() < kNearest && std::find(out.begin(), out.end(), thing) == out.end()) out.push_back(thing);
    }
  }
  return out;
}

NameMatch match_names(std::string_view typed_name, std::span<const Names> things) {
  NameMatch match;
  const TypedName typed(typed_name);
  if (typed.key().empty()) {  // a name without a letter or a digit is itself or nothing
    for (std::size_t i = 0; i < things.size(); ++i) {
      if (std::find(things[i].begin(), things[i].end(), typed_name) != things[i].end()) match.found.push_back(i);
    }
    match.whole = !match.found.empty();
    return match;
  }
  Left least = Left::kWords;
  std::vector<std::vector<std::vector<std::string>>> words_of(things.size());
  for (std::size_t i = 0; i < things.size(); ++i) {
    Left left = Left::kTooMuch;
    for (const std::string& name : things[i]) {
      words_of[i].push_back(fold(name));
      left = std::min(left, left_out(typed, name, words_of[i].back()));
    }
    if (left > least) continue;
    if (left < least) match.found.clear();
    least = left;
    match.found.push_back(i);
  }
  match.whole = !match.found.empty() && least == Left::kNothing;
  if (!match.found.empty()) return match;
  std::vector<Ranked> holding, similar;
  for (std::size_t i = 0; i < things.size(); ++i) {
    Ranked near{i, kFar, kFar}, holds{i, kFar, kFar};
    for (const auto& words : words_of[i]) {
      const std::size_t length = joined(words).size();
      if (const std::size_t one = distance(typed, words); one < near.distance) near = {i, one, length};
      if (typed.is_held_by(words)) holds = {i, 0, std::min(holds.length, length)};
    }
    if (near.distance != kFar) similar.push_back(near);
    if (holds.distance != kFar) holding.push_back(holds);
  }
  match.similar = in_order(std::move(similar));
  match.holding = in_order(std::move(holding));
  return match;
}

}  // namespace eardrum::catalogue
