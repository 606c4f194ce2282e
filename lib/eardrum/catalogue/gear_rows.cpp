// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/gear_rows_internal.h>

#include <algorithm>

#include <eardrum/base/value.h>
#include <eardrum/catalogue/gear_value_internal.h>
#include <eardrum/catalogue/names.h>

namespace eardrum::catalogue {
namespace {

std::string joined(const std::vector<std::string_view>& texts) {
  std::string words;
  for (const auto text : texts) {
    for (const auto& word : fold(text)) words += word + " ";
  }
  return words;
}

template <class Gear>
Result<GearRow> common_row(GearKind kind, const Gear& gear, std::string_view type,
                           std::vector<std::string_view> texts) {
  GearRow row;
  row.kind = kind;
  row.key = key_of(gear.brand, gear.model);
  row.entry = {kind, Layer::kUser, gear.brand, gear.model, std::string(type), std::nullopt, std::nullopt};
  if (gear.price_usd) row.entry.price_usd = gear.price_usd->value;
  if (gear.year) row.entry.year = gear.year->value;
  if (folded_key(gear.model).empty()) {
    return Error{
        Errc::kInvalidData, "Expected a model with a letter or a digit in its name, found none", {{}, 0, "model"}};
  }
  for (const auto& alias : gear.aliases) texts.push_back(alias);
  row.words = joined(texts);
  row.names = names_of(gear.brand, gear.model, gear.aliases);
  row.body = write_json(to_value(gear), -1);
  return row;
}

}  // namespace

// "campfire", "campfireaudio" before each name of the model, and nothing: people shorten brands from the end.
std::vector<std::pair<std::string, int>> names_of(const std::string& brand, const std::string& model,
                                                  const std::vector<std::string>& aliases) {
  std::vector<std::pair<std::string, int>> own{{folded_key(model), 0}};
  for (const auto& alias : aliases) own.emplace_back(folded_key(alias), 0);
  own.emplace_back(folded_key(without_parentheses(model)), 1);
  std::vector<std::string> prefixes{""};
  for (const auto& word : fold(brand)) prefixes.push_back(prefixes.back() + word);
  std::vector<std::pair<std::string, int>> names;
  for (const auto& [name, rank] : own) {
    if (name.empty()) continue;
    for (const auto& prefix : prefixes) {
      const std::string whole = prefix + name;
      const bool known =
          std::any_of(names.begin(), names.end(), [&](const auto& other) { return other.first == whole; });
      if (!known) names.emplace_back(whole, rank);
    }
  }
  return names;
}

std::string key_of(std::string_view brand, std::string_view model) {
  return folded_key(std::string(brand) + " " + std::string(model));
}

Result<GearRow> row_of(const HeadphoneGear& gear) {
  EARDRUM_TRY(const auto checked, headphone_from(to_value(gear), {}));
  return common_row(
      GearKind::kHeadphone, checked, to_text(gear.form),
      {gear.brand, gear.model, to_text(gear.form), gear.back ? to_text(*gear.back) : std::string_view(),
       gear.driver ? to_text(*gear.driver) : std::string_view(), gear.wireless ? "wireless" : "wired", gear.connector});
}

Result<GearRow> row_of(const SourceGear& gear) {
  EARDRUM_TRY(const auto checked, source_from(to_value(gear), {}));
  std::vector<std::string_view> texts{gear.brand, gear.model, to_text(gear.kind), gear.tonal_character};
  for (const auto& socket : gear.sockets) {
    texts.push_back(to_text(socket.output));
    texts.push_back(socket.connector);
    texts.push_back(socket.name);
  }
  return common_row(GearKind::kSource, checked, to_text(gear.kind), std::move(texts));
}

Result<HeadphoneGear> headphone_of(std::string_view body, const std::string& file) {
  EARDRUM_TRY(const Value value, parse_json(body, file));
  return headphone_from(value, {file, {}, nullptr});
}

Result<SourceGear> source_of(std::string_view body, const std::string& file) {
  EARDRUM_TRY(const Value value, parse_json(body, file));
  return source_from(value, {file, {}, nullptr});
}

Result<GearWriter> GearWriter::make(Database& database) {
  EARDRUM_TRY(Statement remove, database.prepare("DELETE FROM gear WHERE kind = ?1 AND key = ?2 RETURNING id"));
  EARDRUM_TRY(Statement insert,
              database.prepare("INSERT INTO gear (kind, key, brand, model, type, price_usd, year, words, body)"
                               " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  EARDRUM_TRY(Statement name,
              database.prepare("INSERT INTO gear_name (name, kind, gear_id, rank) VALUES (?1, ?2, ?3, ?4)"));
  return GearWriter(database, std::move(remove), std::move(insert), std::move(name));
}

Result<bool> GearWriter::put(const GearRow& row) {
  remove_.reset();
  remove_.bind(1, to_text(row.kind)).bind(2, row.key);
  // To its end: a statement that is reset while it still has rows to return is undone.
  bool replaced = false;
  while (true) {
    EARDRUM_TRY(const bool row_removed, remove_.step());
    if (!row_removed) break;
    replaced = true;
  }
  remove_.reset();
  insert_.reset();
  insert_.bind(1, to_text(row.kind))
      .bind(2, row.key)
      .bind(3, row.entry.brand)
      .bind(4, row.entry.model)
      .bind(5, row.entry.type);
  insert_.bind_optional(6, row.entry.price_usd).bind_optional(7, row.entry.year).bind(8, row.words).bind(9, row.body);
  EARDRUM_CHECK(insert_.run());
  const std::int64_t id = database_->last_row();
  for (const auto& [name, rank] : row.names) {
    name_.reset();
    name_.bind(1, name).bind(2, to_text(row.kind)).bind(3, id).bind(4, static_cast<std::int64_t>(rank));
    EARDRUM_CHECK(name_.run());
  }
  return replaced;
}

}  // namespace eardrum::catalogue
