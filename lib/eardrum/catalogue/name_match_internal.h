// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::catalogue {

/// A name that somebody typed, to be held against many items.
class TypedName {
 public:
  explicit TypedName(std::string_view name);

  const std::vector<std::string>& words() const { return words_; }
  const std::string& key() const { return key_; }

  /// Whether it is that item and no other: the words after the brand are words of the model in its order, the last one
  /// included, so that "zx507" is the NW-ZX507 but "hd800" is not the HD 800 S. The brand alone means all of the brand.
  bool means(std::string_view brand, std::string_view model) const;
  /// Whether each of its words is the beginning of one of those.
  bool is_held_by(const std::vector<std::string>& words) const;
  /// How far it is from a folded name, if it resembles it: the letters to change, at most a third of them; 1 when the
  /// name only goes on ("hd56", "hd560s").
  std::optional<std::size_t> distance_to(std::string_view folded_name) const;

 private:
  std::optional<std::size_t> distance_to_beginning(std::string_view folded_name) const;

  std::vector<std::string> words_;
  std::string key_;
  std::array<std::int16_t, 256> letters_{};  // how often each byte is in key_
};

}  // namespace eardrum::catalogue
