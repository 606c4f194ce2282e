// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/base/table_reader.h>

#include <algorithm>
#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/base/spelling.h>

namespace eardrum {
namespace {

// A page of notes; more is an accident or an attack.
constexpr std::size_t kMaxTextBytes = 8192;

}  // namespace

TableReader::TableReader(const Value& value, std::string file, std::string path)
    : value_(value), file_(std::move(file)), path_(std::move(path)) {
  if (!value.is_object()) fail({}, "Expected a table, found " + std::string(value.kind()));
}

const Value* TableReader::find(std::string_view key) {
  asked_.emplace_back(key);
  const Value* value = value_.find(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

bool TableReader::has(std::string_view key) const {
  return value_.find(key) != nullptr;
}

std::string TableReader::text(std::string_view key, std::string fallback) {
  const Value* value = find(key);
  if (value == nullptr) return fallback;
  if (!value->is_string()) {
    fail(key, *value, "Expected a text, found " + std::string(value->kind()));
    return fallback;
  }
  if (value->as_string().size() > kMaxTextBytes) {
    fail(key, *value,
         "Expected a text of at most " + std::to_string(kMaxTextBytes) + " bytes, found " +
             std::to_string(value->as_string().size()));
    return fallback;
  }
  if (!is_printable(value->as_string(), true)) {
    fail(key, *value, "Expected readable text, found control characters or bytes that are not UTF-8");
    return fallback;
  }
  return value->as_string();
}

std::string TableReader::required_text(std::string_view key) {
  std::string content = text(key);
  if (content.empty()) fail(key, "Expected a text, found nothing: add the key");
  return content;
}

bool TableReader::flag(std::string_view key, bool fallback) {
  const Value* value = find(key);
  if (value == nullptr) return fallback;
  if (value->is_bool()) return value->as_bool();
  fail(key, *value, "Expected true or false, found " + std::string(value->kind()));
  return fallback;
}

double TableReader::number_in(std::string_view key, const Value& value) {
  if (value.is_number() && std::isfinite(value.as_number())) return value.as_number();
  fail(key, value,
       "Expected a number, found " + std::string(value.is_number() ? "one that is not finite" : value.kind()));
  return 1.0;
}

std::optional<double> TableReader::number(std::string_view key) {
  const Value* value = find(key);
  if (value == nullptr) return std::nullopt;
  return number_in(key, *value);
}

double TableReader::required_number(std::string_view key) {
  if (!has(key)) fail(key, "Expected a number, found nothing: add the key");
  return number(key).value_or(1.0);
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  std::vector<std::string> all;
  const Value* list = find(key);
  if (list == nullptr) return all;
  const auto is_text = [](const Value& element) {
    return element.is_string() && element.as_string().size() <= kMaxTextBytes && is_printable(element.as_string());
  };
  if (!list->is_array() || !std::all_of(list->as_array().begin(), list->as_array().end(), is_text)) {
    fail(key, *list, "Expected a list of texts, found " + std::string(list->kind()));
    return all;
  }
  for (const Value& element : list->as_array()) all.push_back(element.as_string());
  return all;
}

std::vector<const Value*> TableReader::tables(std::string_view key) {
  std::vector<const Value*> all;
  const Value* list = find(key);
  if (list == nullptr) return all;
  if (!list->is_array()) {
    fail(key, *list, "Expected a list of tables, found " + std::string(list->kind()));
    return all;
  }
  for (const Value& element : list->as_array()) all.push_back(&element);
  return all;
}

std::vector<std::vector<double>> TableReader::rows(std::string_view key, std::size_t least, std::size_t most) {
  std::vector<std::vector<double>> all;
  for (const Value* row : tables(key)) {
    const bool fits = row->is_array() && row->as_array().size() >= least && row->as_array().size() <= most;
    if (!fits) {
      fail(key, *row,
           "Expected points of " + std::to_string(least) + (most > least ? " to " + std::to_string(most) : "") +
               " numbers");
      return all;
    }
    auto& numbers = all.emplace_back();
    for (const Value& cell : row->as_array()) numbers.push_back(number_in(key, cell));
  }
  return all;
}

void TableReader::fail(std::string_view key, const Value& at, std::string message) {
  if (error_) return;
  error_ =
      Error{Errc::kInvalidData, std::move(message), {file_, at.line() > 0 ? at.line() : value_.line(), field(key)}};
}

void TableReader::adopt(const Result<void>& result) {
  if (!result && !error_) error_ = result.error();
}

Result<void> TableReader::finish() {
  if (error_) return *error_;
  for (const auto& [key, member] : value_.as_object()) {
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    const std::string shown = printable(key, 60);
    const std::string nearest = nearest_word(key, asked_);
    return Error{Errc::kInvalidData,
                 "Unknown key '" + shown + "'" +
                     (nearest.empty() ? ": remove it or correct its name" : "; did you mean '" + nearest + "'?"),
                 {file_, member.line(), field(shown)}};
  }
  return {};
}

std::string TableReader::field(std::string_view key) const {
  return path_.empty() || key.empty() ? path_ + std::string(key) : path_ + "." + std::string(key);
}

}  // namespace eardrum
