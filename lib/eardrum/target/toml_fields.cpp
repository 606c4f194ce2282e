// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "toml_fields.h"

#include <algorithm>

#include <eardrum/base/printable.h>

namespace eardrum {

Error TomlFields::error(std::string_view field, std::string message) const {
  const Value* value = table_.find(field);
  const int line = value != nullptr && value->line() > 0 ? value->line() : table_.line();
  return Error{Errc::kInvalidData, std::move(message), Origin{file_, line, std::string(field)}};
}

Result<void> TomlFields::only(std::initializer_list<std::string_view> known) const {
  if (!table_.is_object()) return error("", "Expected a table, found " + std::string(table_.kind()));
  for (const auto& [name, value] : table_.as_object()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string names;
    for (const std::string_view one : known) names += (names.empty() ? "" : ", ") + std::string(one);
    return error(name, "Expected one of " + names);
  }
  return {};
}

Result<std::string> TomlFields::text(std::string_view field) const {
  const Value* value = table_.find(field);
  if (value == nullptr) return error(field, "Expected a text, found no such field");
  if (!value->is_string() || value->as_string().empty()) {
    return error(field, "Expected a text, found " + std::string(value->is_string() ? "an empty one" : value->kind()));
  }
  if (!is_printable(value->as_string()))
    return error(field, "Expected a printable text, found " + printable(value->as_string()));
  return value->as_string();
}

Result<std::string> TomlFields::text_or_empty(std::string_view field) const {
  if (table_.find(field) == nullptr) return std::string();
  return text(field);
}

Result<double> TomlFields::number(std::string_view field) const {
  const Value* value = table_.find(field);
  if (value == nullptr) return error(field, "Expected a number, found no such field");
  if (!value->is_number()) return error(field, "Expected a number, found " + std::string(value->kind()));
  return value->as_number();
}

Result<std::vector<std::string>> TomlFields::texts_or_empty(std::string_view field) const {
  std::vector<std::string> texts;
  const Value* value = table_.find(field);
  if (value == nullptr) return texts;
  if (!value->is_array()) return error(field, "Expected a list of texts, found " + std::string(value->kind()));
  for (const Value& item : value->as_array()) {
    if (!item.is_string())
      return error(field, "Expected a list of texts, found " + std::string(item.kind()) + " in it");
    texts.push_back(item.as_string());
  }
  return texts;
}

}  // namespace eardrum
