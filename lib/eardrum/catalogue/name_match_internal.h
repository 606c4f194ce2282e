// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::catalogue {

/// How well a name fits an item; lower is better.
struct Fit {
  enum class Kind { kMeans, kResembles, kNot };
  Kind kind = Kind::kNot;
  std::size_t distance = 0;  ///< Among those that resemble: letters to change, and a word left out counts one.
};

/// A name that somebody typed, to be held against many items.
class TypedName {
 public:
  explicit TypedName(std::string_view name);
  /// Means: the words after the brand are words of the model in its order, the last one included, so that "zx507" is
  /// the NW-ZX507 but "hd800" is not the HD 800 S. Resembles: the beginning of the model, or some letters off.
  Fit fit(std::string_view brand, std::string_view model) const;
  const std::string& key() const { return key_; }

 private:
  std::vector<std::string> words_;
  std::string key_;
};

}  // namespace eardrum::catalogue
