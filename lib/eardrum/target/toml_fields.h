// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/base/value.h>

namespace eardrum {

/// Reads the fields of one TOML table with errors that name file, line and field.
class TomlFields {
 public:
  TomlFields(const Value& table, std::string file) : table_(table), file_(std::move(file)) {}

  /// Fails on a key that is not among `known`: a misspelt field must not be lost in silence.
  Result<void> only(std::initializer_list<std::string_view> known) const;
  Result<std::string> text(std::string_view field) const;
  Result<std::string> text_or_empty(std::string_view field) const;
  Result<double> number(std::string_view field) const;
  Result<std::vector<std::string>> texts_or_empty(std::string_view field) const;
  Error error(std::string_view field, std::string message) const;

 private:
  const Value& table_;
  std::string file_;
};

}  // namespace eardrum
