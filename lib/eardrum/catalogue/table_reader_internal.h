// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/value.h>
#include <eardrum/catalogue/gear_value_internal.h>
#include <eardrum/catalogue/words_internal.h>

namespace eardrum::catalogue {

/// The numbers that make sense, and what they are called in messages.
struct Range {
  double low = 0.0;
  double high = 0.0;
  std::string_view what;  ///< "a number of ohms"
  bool low_is_allowed = false;
};

/// Confidence and source of the figures in a table that give none of their own.
struct Provenance {
  Confidence confidence = Confidence::kUser;
  std::string source = "entered by hand";

  bool operator==(const Provenance&) const = default;
};

/// Reads the members of one table, strictly. The first thing that is wrong sticks, and finish() returns it; until then
/// the readers return defaults, so that reading a table is a list of its fields.
class TableReader {
 public:
  TableReader(const Value& table, const ReadContext& context, std::string path, Provenance inherited = {});

  /// Reads "confidence" with "cite" or "source"; call it before the figures of the table.
  void read_provenance();
  const Provenance& provenance() const { return provenance_; }
  const ReadContext& context() const { return context_; }
  const std::string& path() const { return path_; }

  bool has(std::string_view key);
  std::string text(std::string_view key, bool required = false);
  std::vector<std::string> texts(std::string_view key);
  std::optional<bool> flag(std::string_view key);
  std::optional<double> number(std::string_view key, const Range& range, bool required = false);
  /// A bare number or { value, at_most, confidence, cite | source, by, note }.
  std::optional<Claim<double>> figure(std::string_view key, const Range& range);
  /// One such figure or an array of them.
  Claims<double> figures(std::string_view key, const Range& range);
  template <class Enum>
  std::optional<Enum> choice(std::string_view key, bool required = false);
  /// The tables of an array of tables.
  std::vector<const Value*> tables(std::string_view key);
  /// The member itself, for the caller to read.
  const Value* raw(std::string_view key) { return take(key); }

  void fail(std::string_view key, const Value* at, std::string message);
  void adopt(const Error& error);
  bool failed() const { return error_.has_value(); }
  /// The first error, or an unknown key.
  Result<void> finish();

 private:
  const Value* take(std::string_view key);
  std::optional<double> checked_number(std::string_view key, const Value& value, const Range& range);
  std::optional<Claim<double>> one_figure(std::string_view key, const Value& value, const Range& range);
  std::string field(std::string_view key) const;

  const Value& table_;
  const ReadContext& context_;
  std::string path_;
  Provenance provenance_;
  std::vector<std::string> known_;
  std::optional<Error> error_;
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
std::optional<Enum> TableReader::choice(std::string_view key, bool required) {
  const std::string chosen = text(key, required);
  if (chosen.empty()) return std::nullopt;
  for (const auto& [value, name] : Words<Enum>::list) {
    if (name == chosen) return value;
  }
  fail(key, table_.find(key), "Expected " + all_words<Enum>() + ", found \"" + chosen + "\"");
  return std::nullopt;
}

}  // namespace eardrum::catalogue
