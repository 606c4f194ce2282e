// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// The syntaxes that several formats share.
#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/base/value.h>
#include <eardrum/formats/json_reading.h>
#include <eardrum/formats/numeric_table.h>
#include <eardrum/formats/spa_json.h>
#include <eardrum/formats/xml_tags.h>
#include <eardrum/formats/yaml_subset.h>

#include "readers.h"

namespace eardrum::fuzz {
namespace {

// NaN differs from itself, and JSON has no number for it and infinity; its reader gives neither.
bool is_finite(const Value& value) {
  if (value.is_number()) return std::isfinite(value.as_number());
  if (value.is_array()) {
    for (const auto& element : value.as_array()) {
      if (!is_finite(element)) return false;
    }
  }
  if (value.is_object()) {
    for (const auto& [name, member] : value.as_object()) {
      if (!is_finite(member)) return false;
    }
  }
  return true;
}

// TOML has tables after everything else, whatever their order was.
Value in_order(const Value& value) {
  if (value.is_array()) {
    Value::Array elements;
    for (const auto& element : value.as_array()) elements.push_back(in_order(element));
    return elements;
  }
  if (!value.is_object()) return value;
  Value::Object members;
  for (const auto& [name, member] : value.as_object()) members.emplace_back(name, in_order(member));
  std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return members;
}

bool json(std::string_view bytes) {
  const auto read = parse_json(bytes, "x.json");
  if (!read) return require_sentence(read.error(), "x.json");
  require(is_finite(*read), "JSON gives finite numbers");
  for (const int indent : {-1, 2}) {
    const auto again = parse_json(write_json(*read, indent));
    require(again.has_value() && *again == *read, "JSON that was written reads back the same");
  }
  return true;
}

bool toml(std::string_view bytes) {
  const auto read = parse_toml(bytes, "x.toml");
  if (!read) return require_sentence(read.error(), "x.toml");
  const auto again = parse_toml(write_toml(*read));
  require(again.has_value(), "TOML that was written is TOML");
  require(!is_finite(*read) || in_order(*again) == in_order(*read), "TOML that was written reads back the same");
  return true;
}

bool hand_written_json(std::string_view bytes) {
  const auto read = parse_hand_written_json(bytes, "x.json");
  if (!read) return require_sentence(read.error(), "x.json");
  const auto strict = parse_json(bytes);
  require(!strict || *strict == *read, "JSON that is right reads the same");
  return true;
}

bool spa_json(std::string_view bytes) {
  const auto read = parse_spa_json(bytes, "x.conf");
  if (!read) return require_sentence(read.error(), "x.conf");
  const auto json = parse_json(write_json(*read));
  require(json.has_value(), "SPA-JSON gives what JSON can say");
  return true;
}

bool yaml(std::string_view bytes) {
  const auto read = parse_yaml_subset(bytes, "x.yml");
  if (!read) return require_sentence(read.error(), "x.yml");
  require(parse_json(write_json(*read)).has_value(), "YAML gives what JSON can say");
  return true;
}

bool xml(std::string_view bytes) {
  for (const auto& tag : xml_tags(bytes)) require(tag.line >= 1, "a tag stands on a line");
  return true;
}

bool numeric_table(std::string_view bytes) {
  const auto read = read_numeric_table(bytes, "x.txt");
  if (!read) return require_sentence(read.error(), "x.txt");
  require(read->columns.size() >= 2 && read->row_count() > 0, "a table has columns and rows");
  require(read->names.size() == read->columns.size(), "a name a column");
  for (const auto& column : read->columns) {
    require(column.size() == read->row_count(), "columns are of one length");
    for (const double value : column) require(!std::isinf(value), "no number is infinite");
  }
  return true;
}

constexpr std::array kReaders = {
    Reader{"json", "json", json},
    Reader{"toml", "toml", toml},
    Reader{"hand_written_json", "json", hand_written_json},
    Reader{"spa_json", "pipewire", spa_json},
    Reader{"yaml", "yaml", yaml},
    Reader{"xml", "xml", xml},
    Reader{"numeric_table", "columns", numeric_table},
};

}  // namespace

std::span<const Reader> syntax_readers() {
  return kReaders;
}

}  // namespace eardrum::fuzz
