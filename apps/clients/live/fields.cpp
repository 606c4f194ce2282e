// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "fields.h"

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>

namespace eardrum::live {

Error Fields::wrong(std::string_view name, std::string_view expected, const Value& found) const {
  return {Errc::kInvalidData,
          "Expected " + std::string(expected) + ", found " + std::string(found.kind()),
          {{}, 0, std::string(name)}};
}

const Value* Fields::any(std::string_view name) {
  known_.emplace(name);
  return object_.find(name);
}

Result<std::optional<double>> Fields::number(std::string_view name) {
  const Value* const value = any(name);
  if (value == nullptr) return std::optional<double>();
  if (!value->is_number()) return wrong(name, "a number", *value);
  return std::optional<double>(value->as_number());
}

Result<std::optional<std::int64_t>> Fields::integer(std::string_view name) {
  const Value* const value = any(name);
  if (value == nullptr) return std::optional<std::int64_t>();
  if (!value->is_integer()) return wrong(name, "a whole number", *value);
  return std::optional<std::int64_t>(value->as_integer());
}

Result<std::optional<bool>> Fields::boolean(std::string_view name) {
  const Value* const value = any(name);
  if (value == nullptr) return std::optional<bool>();
  if (!value->is_bool()) return wrong(name, "true or false", *value);
  return std::optional<bool>(value->as_bool());
}

Result<std::optional<std::string>> Fields::text(std::string_view name) {
  const Value* const value = any(name);
  if (value == nullptr) return std::optional<std::string>();
  if (!value->is_string()) return wrong(name, "a text", *value);
  return std::optional<std::string>(value->as_string());
}

Result<void> Fields::finish() const {
  for (const auto& [name, value] : object_.as_object()) {
    if (known_.contains(name)) continue;
    const std::string guess = nearest_word(name, {known_.begin(), known_.end()});
    return Error{
        Errc::kInvalidData,
        "Unknown member '" + printable(name, 60) + "'" + (guess.empty() ? "" : "; did you mean '" + guess + "'?"),
        {}};
  }
  return {};
}

}  // namespace eardrum::live
