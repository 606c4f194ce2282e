// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <eardrum/base/printable.h>
#include <eardrum/base/table_reader.h>
#include <eardrum/catalogue/gear_value_internal.h>
#include <eardrum/catalogue/words_internal.h>

namespace eardrum::catalogue {

/// The numbers that make sense, and what they are called in messages.
struct Range {
  double low = 0.0;
  double high = 0.0;
  std::string_view what;  ///< "a number of ohms"
  bool low_is_allowed = false;

  bool holds(double number) const { return (low_is_allowed ? number >= low : number > low) && number <= high; }
};

/// Confidence and source of the figures in a table that give none of their own.
struct Provenance {
  Confidence confidence = Confidence::kUser;
  std::string source = "entered by hand";

  bool operator==(const Provenance&) const = default;
};

/// A table of a gear text: what TableReader reads, and figures with their provenance, ranges and words of enumerations.
class GearTable : public TableReader {
 public:
  GearTable(const Value& table, const ReadContext& context, std::string path, Provenance inherited = {});

  /// Reads "confidence" with "cite" or "source"; call it before the figures of the table.
  void read_provenance();
  const Provenance& provenance() const { return provenance_; }
  const ReadContext& context() const { return context_; }

  std::optional<bool> maybe_flag(std::string_view key);
  std::optional<double> number(std::string_view key, const Range& range, bool required = false);
  /// A bare number or { value, at_most, confidence, cite | source, by, note }.
  std::optional<Claim<double>> figure(std::string_view key, const Range& range);
  /// One such figure or an array of them.
  Claims<double> figures(std::string_view key, const Range& range);
  template <class Enum>
  std::optional<Enum> choice(std::string_view key, bool required = false);

 private:
  std::optional<double> checked(std::string_view key, const Value& value, const Range& range);
  std::optional<Claim<double>> one_figure(std::string_view key, const Value& value, const Range& range);

  const ReadContext& context_;
  Provenance provenance_;
};

/// "over-ear, on-ear, in-ear or earbud"
template <class Enum>
std::string all_words() {
  std::string out;
  const auto& list = Words<Enum>::list;
  for (std::size_t i = 0; i < list.size(); ++i) {
    out += (i == 0 ? "" : i + 1 == list.size() ? " or " : ", ");
    out += list[i].second;
  }
  return out;
}

template <class Enum>
std::optional<Enum> GearTable::choice(std::string_view key, bool required) {
  const std::string chosen = required ? required_text(key) : text(key);
  if (chosen.empty()) return std::nullopt;
  for (const auto& [value, name] : Words<Enum>::list) {
    if (name == chosen) return value;
  }
  fail(key, *find(key), "Expected " + all_words<Enum>() + ", found \"" + printable(chosen, 60) + "\"");
  return std::nullopt;
}

}  // namespace eardrum::catalogue
