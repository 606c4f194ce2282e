// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/table_reader_internal.h>

#include <algorithm>
#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/catalogue/names.h>
#include <eardrum/catalogue/number_text_internal.h>

namespace eardrum::catalogue {
namespace {

// A name of a book's length is an attack or an accident; notes may be a page.
constexpr std::size_t kMaxTextBytes = 8192;

// A number as it stands in the file.
std::string as_written(double value) {
  return number_text(value, 10);
}

}  // namespace

TableReader::TableReader(const Value& table, const ReadContext& context, std::string path, Provenance inherited)
    : table_(table), context_(context), path_(std::move(path)), provenance_(std::move(inherited)) {
  if (!table.is_object()) {
    error_ = Error{Errc::kInvalidData,
                   "Expected a table, found " + std::string(table.kind()),
                   {context_.file, table.line(), path_}};
  }
}

std::string TableReader::field(std::string_view key) const {
  if (path_.empty()) return std::string(key);
  return key.empty() ? path_ : path_ + "." + std::string(key);
}

void TableReader::fail(std::string_view key, const Value* at, std::string message) {
  if (error_) return;
  const int line = at != nullptr && at->line() > 0 ? at->line() : table_.line();
  error_ = Error{Errc::kInvalidData, std::move(message), {context_.file, line, field(key)}};
}

void TableReader::adopt(const Error& error) {
  if (!error_) error_ = error;
}

const Value* TableReader::take(std::string_view key) {
  known_.emplace_back(key);
  const Value* value = table_.find(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

bool TableReader::has(std::string_view key) {
  return table_.find(key) != nullptr;
}

std::string TableReader::text(std::string_view key, bool required) {
  const Value* value = take(key);
  if (value == nullptr) {
    if (required) fail(key, nullptr, "Expected a text, found nothing; add the key");
    return {};
  }
  if (!value->is_string()) {
    fail(key, value, "Expected a text, found " + std::string(value->kind()));
    return {};
  }
  const std::string& content = value->as_string();
  if (content.size() > kMaxTextBytes) {
    fail(key, value,
         "Expected a text of at most " + std::to_string(kMaxTextBytes) + " bytes, found " +
             std::to_string(content.size()));
    return {};
  }
  if (!is_printable(content, true)) {
    fail(key, value, "Expected readable text, found control characters or bytes that are not UTF-8");
    return {};
  }
  if (required && content.empty()) fail(key, value, "Expected a text, found an empty one");
  return content;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  std::vector<std::string> out;
  const Value* value = take(key);
  if (value == nullptr) return out;
  const bool fine =
      value->is_array() && value->as_array().size() <= 32 &&
      std::all_of(value->as_array().begin(), value->as_array().end(), [](const Value& element) {
        return element.is_string() && element.as_string().size() <= kMaxTextBytes && is_printable(element.as_string());
      });
  if (!fine) {
    fail(key, value, "Expected a list of at most 32 texts, found " + std::string(value->kind()));
    return out;
  }
  for (const auto& element : value->as_array()) out.push_back(element.as_string());
  return out;
}

std::optional<bool> TableReader::flag(std::string_view key) {
  const Value* value = take(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    fail(key, value, "Expected true or false, found " + std::string(value->kind()));
    return std::nullopt;
  }
  return value->as_bool();
}

std::optional<double> TableReader::checked_number(std::string_view key, const Value& value, const Range& range) {
  if (!value.is_number()) {
    fail(key, &value, "Expected " + std::string(range.what) + ", found " + std::string(value.kind()));
    return std::nullopt;
  }
  const double number = value.as_number();
  const bool above = range.low_is_allowed ? number >= range.low : number > range.low;
  if (!std::isfinite(number) || !above || number > range.high) {
    fail(key, &value,
         "Expected " + std::string(range.what) + (range.low_is_allowed ? " from " : " above ") + as_written(range.low) +
             " up to " + as_written(range.high) + ", found " + as_written(number));
    return std::nullopt;
  }
  return number;
}

std::optional<double> TableReader::number(std::string_view key, const Range& range, bool required) {
  const Value* value = take(key);
  if (value == nullptr) {
    if (required) fail(key, nullptr, "Expected " + std::string(range.what) + ", found nothing; add the key");
    return std::nullopt;
  }
  return checked_number(key, *value, range);
}

void TableReader::read_provenance() {
  if (const auto confidence = choice<Confidence>("confidence")) provenance_.confidence = *confidence;
  const std::string source = text("source");
  const Value* cited = take("cite");
  if (!source.empty()) provenance_.source = source;
  if (cited == nullptr) return;
  if (!source.empty()) {
    fail("cite", cited, "Expected either source or cite, found both");
    return;
  }
  std::string joined;
  const auto add = [&](const Value& key) {
    const auto found = key.is_string() ? context_.citations.find(key.as_string()) : context_.citations.end();
    if (found == context_.citations.end()) {
      fail("cite", cited,
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

std::optional<Claim<double>> TableReader::one_figure(std::string_view key, const Value& value, const Range& range) {
  if (!value.is_object()) {
    const auto number = checked_number(key, value, range);
    if (!number) return std::nullopt;
    return Claim<double>{{*number, provenance_.confidence, provenance_.source}, {}, {}, false};
  }
  TableReader inner(value, context_, field(key), provenance_);
  inner.read_provenance();
  const auto number = inner.number("value", range, true);
  Claim<double> claim;
  claim.at_most = inner.flag("at_most").value_or(false);
  claim.by = inner.text("by");
  claim.note = inner.text("note");
  if (const auto done = inner.finish(); !done) {
    adopt(done.error());
    return std::nullopt;
  }
  claim.figure = {*number, inner.provenance().confidence, inner.provenance().source};
  return claim;
}

std::optional<Claim<double>> TableReader::figure(std::string_view key, const Range& range) {
  const Value* value = take(key);
  if (value == nullptr) return std::nullopt;
  return one_figure(key, *value, range);
}

Claims<double> TableReader::figures(std::string_view key, const Range& range) {
  Claims<double> out;
  const Value* value = take(key);
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

std::vector<const Value*> TableReader::tables(std::string_view key) {
  std::vector<const Value*> out;
  const Value* value = take(key);
  if (value == nullptr) return out;
  if (!value->is_array()) {
    fail(key, value, "Expected a list of tables, found " + std::string(value->kind()));
    return out;
  }
  for (const auto& element : value->as_array()) out.push_back(&element);
  return out;
}

Result<void> TableReader::finish() {
  if (error_) return *error_;
  for (const auto& [key, value] : table_.as_object()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    const std::string nearest = nearest_word(key, known_);
    return Error{
        Errc::kInvalidData,
        "Unknown key \"" + printable(key, 60) + "\"" + (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?"),
        {context_.file, value.line(), field(printable(key, 60))}};
  }
  return {};
}

}  // namespace eardrum::catalogue
