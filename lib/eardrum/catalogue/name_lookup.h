// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::catalogue {

/// The names of one thing: a file's and its author's, a microphone's and its serial number.
using Names = std::vector<std::string>;

/// Which of many things a typed name stands for, as indices.
struct NameMatch {
  /// Those that it stands for: of a whole name all that are called so, else all of which it is a name as
  /// Catalogue::find takes one. Several of different names: it is ambiguous.
  std::vector<std::size_t> found;
  bool whole = false;  ///< `found` are called so, with nothing left out
  /// Where there is no such: those that hold each of its words as the beginning of one of theirs, the shortest first.
  std::vector<std::size_t> holding;
  /// And those whose names are near it, the nearest first.
  std::vector<std::size_t> similar;

  /// What may have been meant: the similar ones, then those that hold its words; at most five.
  std::vector<std::size_t> nearest() const;
};

/// Forgiving as Catalogue::find is, for names without a known brand: any words before the last may be left out, and
/// what stands in parentheses. A whole name goes before its end and before it without its parentheses, those before one
/// with words left out between.
NameMatch match_names(std::string_view typed, std::span<const Names> things);

}  // namespace eardrum::catalogue
