// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/base/value.h>

namespace eardrum {

/// Reads the members of one table strictly: of a TOML or JSON text, with errors that name file, line and field. The
/// first thing that is wrong sticks and finish() returns it; until then the readers return defaults, so that reading a
/// table is a list of its fields. finish() also refuses every key that nobody asked for: a misspelt field must not be
/// lost in silence.
///
/// Keeps references: the Value must outlive the reader.
class TableReader {
 public:
  /// `path` is the field of the table itself in errors ("stage.limits"); empty for the whole text.
  TableReader(const Value& value, std::string file, std::string path = {});

  /// A member that was asked for; nullptr when there is none (TOML has no null; JSON's counts as none).
  const Value* find(std::string_view key);
  bool has(std::string_view key) const;

  /// Readable text of at most 8 kB: control characters and bytes that are not UTF-8 are refused.
  std::string text(std::string_view key, std::string fallback = {});
  std::string required_text(std::string_view key);
  bool flag(std::string_view key, bool fallback = false);
  /// Finite.
  std::optional<double> number(std::string_view key);
  /// 1.0 stands in after a failure, so that callers that divide stay finite.
  double required_number(std::string_view key);
  double number_in(std::string_view key, const Value& value);
  std::vector<std::string> texts(std::string_view key);
  /// The elements of a list, which must be tables.
  std::vector<const Value*> tables(std::string_view key);
  /// A list of rows of `least` to `most` finite numbers.
  std::vector<std::vector<double>> rows(std::string_view key, std::size_t least, std::size_t most);

  /// A reader for a member table, which shares the file and continues the path. Hand its finish() to adopt().
  TableReader inner(std::string_view key, const Value& value) const { return TableReader(value, file_, field(key)); }

  /// Notes an error at `at`'s line, or the table's own.
  void fail(std::string_view key, const Value& at, std::string message);
  void fail(std::string_view key, std::string message) { fail(key, value_, std::move(message)); }
  /// The value, or its error noted at `key`.
  template <class T>
  std::optional<T> taken(std::string_view key, Result<T> result) {
    if (result) return *std::move(result);
    fail(key, result.error().message);
    return std::nullopt;
  }
  void adopt(const Result<void>& result);
  bool failed() const { return error_.has_value(); }
  Result<void> finish();

  const Value& value() const { return value_; }
  const std::string& file() const { return file_; }
  std::string field(std::string_view key) const;

 private:
  const Value& value_;
  std::string file_;
  std::string path_;
  std::vector<std::string> asked_;
  std::optional<Error> error_;
};

}  // namespace eardrum
