// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/gear_table_internal.h>

#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/catalogue/number_text_internal.h>

namespace eardrum::catalogue {
namespace {

// A number as it stands in the file.
std::string as_written(double value) {
  return number_text(value, 10);
}

}  // namespace

GearTable::GearTable(const Value& table, const ReadContext& context, std::string path, Provenance inherited)
    : TableReader(table, context.file, std::move(path)), context_(context), provenance_(std::move(inherited)) {}

std::optional<bool> GearTable::maybe_flag(std::string_view key) {
  if (find(key) == nullptr) return std::nullopt;
  return flag(key);
}

std::optional<double> GearTable::checked(std::string_view key, const Value& value, const Range& range) {
  if (!value.is_number()) {
    fail(key, value, "Expected " + std::string(range.what) + ", found " + std::string(value.kind()));
    return std::nullopt;
  }
  const double number = value.as_number();
  if (!std::isfinite(number) || !range.holds(number)) {
    fail(key, value,
         "Expected " + std::string(range.what) + (range.low_is_allowed ? " from " : " above ") + as_written(range.low) +
             " up to " + as_written(range.high) + ", found " + as_written(number));
    return std::nullopt;
  }
  return number;
}

std::optional<double> GearTable::number(std::string_view key, const Range& range, bool required) {
  const Value* value = find(key);
  if (value != nullptr) return checked(key, *value, range);
  if (required) fail(key, "Expected " + std::string(range.what) + ", found nothing: add the key");
  return std::nullopt;
}

void GearTable::read_provenance() {
  if (const auto confidence = choice<Confidence>("confidence")) provenance_.confidence = *confidence;
  const std::string source = text("source");
  const Value* cited = find("cite");
  if (!source.empty()) provenance_.source = source;
  if (cited == nullptr) return;
  if (!source.empty()) {
    fail("cite", *cited, "Expected either source or cite, found both");
    return;
  }
  std::string joined;
  const auto add = [&](const Value& key) {
    const auto found = key.is_string() ? context_.citations.find(key.as_string()) : context_.citations.end();
    if (found == context_.citations.end()) {
      fail("cite", *cited,
           "Expected a key of the file's [citations], found " +
               (key.is_string() ? "\"" + printable(key.as_string(), 60) + "\"" : std::string(key.kind())));
      return;
    }
    joined += (joined.empty() ? "" : " ; ") + found->second;
  };
  if (cited->is_array()) {
    for (const auto& key : cited->as_array()) add(key);
  } else {
    add(*cited);
  }
  provenance_.source = joined;
}

std::optional<Claim<double>> GearTable::one_figure(std::string_view key, const Value& value, const Range& range) {
  if (!value.is_object()) {
    const auto number = checked(key, value, range);
    if (!number) return std::nullopt;
    return Claim<double>{{*number, provenance_.confidence, provenance_.source}, {}, {}, false};
  }
  GearTable table(value, context_, field(key), provenance_);
  table.read_provenance();
  const auto number = table.number("value", range, true);
  Claim<double> claim;
  claim.at_most = table.flag("at_most");
  claim.by = table.text("by");
  claim.note = table.text("note");
  adopt(table.finish());
  if (!number) return std::nullopt;
  claim.figure = {*number, table.provenance().confidence, table.provenance().source};
  return claim;
}

std::optional<Claim<double>> GearTable::figure(std::string_view key, const Range& range) {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  return one_figure(key, *value, range);
}

Claims<double> GearTable::figures(std::string_view key, const Range& range) {
  Claims<double> out;
  const Value* value = find(key);
  if (value == nullptr) return out;
  if (!value->is_array()) {
    if (auto claim = one_figure(key, *value, range)) out.push_back(std::move(*claim));
    return out;
  }
  for (const auto& element : value->as_array()) {
    if (auto claim = one_figure(key, element, range)) out.push_back(std::move(*claim));
  }
  return out;
}

}  // namespace eardrum::catalogue
