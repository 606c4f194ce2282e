// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <eardrum/base/result.h>

namespace eardrum {

/// A tree of plain data: what a JSON or TOML text says. Objects keep the order of their members.
class Value {
 public:
  using Array = std::vector<Value>;
  using Member = std::pair<std::string, Value>;
  using Object = std::vector<Member>;

  Value() = default;
  Value(std::nullptr_t) {}                                           // NOLINT(google-explicit-constructor)
  Value(bool boolean) : data_(boolean) {}                            // NOLINT(google-explicit-constructor)
  Value(int integer) : data_(static_cast<std::int64_t>(integer)) {}  // NOLINT(google-explicit-constructor)
  Value(std::int64_t integer) : data_(integer) {}                    // NOLINT(google-explicit-constructor)
  Value(double number) : data_(number) {}                            // NOLINT(google-explicit-constructor)
  Value(const char* text) : data_(std::string(text)) {}              // NOLINT(google-explicit-constructor)
  Value(std::string text) : data_(std::move(text)) {}                // NOLINT(google-explicit-constructor)
  Value(std::string_view text) : data_(std::string(text)) {}         // NOLINT(google-explicit-constructor)
  Value(Array array) : data_(std::move(array)) {}                    // NOLINT(google-explicit-constructor)
  Value(Object object) : data_(std::move(object)) {}                 // NOLINT(google-explicit-constructor)

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  bool is_bool() const { return std::holds_alternative<bool>(data_); }
  bool is_number() const { return is_integer() || std::holds_alternative<double>(data_); }
  bool is_integer() const { return std::holds_alternative<std::int64_t>(data_); }
  bool is_string() const { return std::holds_alternative<std::string>(data_); }
  bool is_array() const { return std::holds_alternative<Array>(data_); }
  bool is_object() const { return std::holds_alternative<Object>(data_); }

  /// The content; calling the wrong one is a broken precondition. as_number() also takes an integer.
  bool as_bool() const;
  std::int64_t as_integer() const;
  double as_number() const;
  const std::string& as_string() const;
  const Array& as_array() const;
  const Object& as_object() const;
  Array& as_array();
  Object& as_object();

  /// The member of that name, or nullptr when there is none or this is no object.
  const Value* find(std::string_view name) const;
  /// Sets or adds a member; a null Value becomes an object first.
  Value& set(std::string name, Value value);
  /// Appends to an array; a null Value becomes an array first.
  Value& push_back(Value value);

  /// The line of the text that this was read from, counted from 1; 0 when it was not read, or when the syntax's reader
  /// does not say (JSON).
  int line() const { return line_; }
  void set_line(int line) { line_ = line; }

  /// "a number", "a table", ...: for messages.
  std::string_view kind() const;

  /// Equal content; the lines do not count.
  bool operator==(const Value& other) const { return data_ == other.data_; }

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
  int line_ = 0;
};

/// Reads JSON (RFC 8259). `file` only names the text in errors, which carry line and column.
Result<Value> parse_json(std::string_view text, const std::string& file = {});
/// Writes JSON. Doubles are the shortest text that reads back the same; NaN and infinities become null. `indent` < 0:
/// one line.
std::string write_json(const Value& value, int indent = 2);

/// Reads TOML 1.0. Every Value carries its line. Dates and times are kept as text. Errors carry file and line.
Result<Value> parse_toml(std::string_view text, const std::string& file = {});
/// Writes TOML: `value` must be an object. Null members are left out (TOML has no null).
std::string write_toml(const Value& value);

}  // namespace eardrum
