// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/toml_gear.h>

#include <eardrum/base/table_reader.h>
#include <eardrum/base/value.h>
#include <eardrum/catalogue/gear_value_internal.h>

namespace eardrum::catalogue {

Result<GearSet> read_gear_toml(std::string_view text, const std::string& file, const LoadModels* models) {
  EARDRUM_TRY(const Value root, parse_toml(text, file));
  ReadContext context{file, {}, models};
  TableReader reader(root, file);
  if (const Value* citations = reader.find("citations")) {
    TableReader cited(*citations, file, "citations");
    std::map<std::string, std::string, std::less<>> pages;
    if (citations->is_object()) {
      for (const auto& [key, page] : citations->as_object()) pages.emplace(key, cited.required_text(key));
    }
    EARDRUM_CHECK(cited.finish());
    context.citations = std::move(pages);
  }
  const auto headphones = reader.tables("headphone");
  const auto sources = reader.tables("source");
  EARDRUM_CHECK(reader.finish());
  GearSet gear;
  for (const Value* table : headphones) {
    EARDRUM_TRY(auto headphone, headphone_from(*table, context));
    gear.headphones.push_back(std::move(headphone));
  }
  for (const Value* table : sources) {
    EARDRUM_TRY(auto source, source_from(*table, context));
    gear.sources.push_back(std::move(source));
  }
  if (gear.headphones.empty() && gear.sources.empty()) {
    return Error{Errc::kInvalidData, "Expected a [[headphone]] or a [[source]], found neither", {file, 0, {}}};
  }
  return gear;
}

std::string write_gear_toml(const GearSet& gear) {
  Value root{Value::Object{}};
  if (!gear.headphones.empty()) {
    Value list{Value::Array{}};
    for (const auto& headphone : gear.headphones) list.push_back(to_value(headphone));
    root.set("headphone", std::move(list));
  }
  if (!gear.sources.empty()) {
    Value list{Value::Array{}};
    for (const auto& source : gear.sources) list.push_back(to_value(source));
    root.set("source", std::move(list));
  }
  return write_toml(root);
}

}  // namespace eardrum::catalogue
