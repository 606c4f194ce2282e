// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <cmath>

#include <eardrum/base/printable.h>
#include <eardrum/catalogue/csv_internal.h>

namespace eardrum::catalogue {

int Csv::column(std::string_view name) const {
  for (std::size_t i = 0; i < header.fields.size(); ++i) {
    if (header.fields[i] == name) return static_cast<int>(i);
  }
  return -1;
}

Result<Csv> parse_csv(std::string_view text, const std::string& file) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Csv csv;
  int line = 1;
  std::size_t at = 0;
  bool has_header = false;
  while (at < text.size()) {
    const std::size_t end_of_line = std::min(text.find('\n', at), text.size());
    std::string_view whole = text.substr(at, end_of_line - at);
    if (whole.ends_with('\r')) whole.remove_suffix(1);
    if (whole.empty() || (!has_header && whole.starts_with('#'))) {
      if (!whole.empty()) csv.comments.emplace_back(whole.substr(whole.starts_with("# ") ? 2 : 1));
      at = end_of_line + 1;
      ++line;
      continue;
    }
    CsvRow row{line, {std::string()}};
    bool quoted = false;
    for (; at < text.size(); ++at) {
      const char c = text[at];
      if (c == '\n') ++line;
      if (quoted) {
        if (c != '"') {
          row.fields.back() += c;
        } else if (at + 1 < text.size() && text[at + 1] == '"') {
          row.fields.back() += '"';
          ++at;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',') {
        row.fields.emplace_back();
      } else if (c == '\n') {
        ++at;
        break;
      } else if (c != '\r') {
        row.fields.back() += c;
      }
    }
    if (quoted)
      return Error{Errc::kInvalidData, "Expected a closing quote, found the end of the text", {file, row.line, {}}};
    if (!has_header) {
      csv.header = std::move(row);
      has_header = true;
    } else if (row.fields.size() != csv.header.fields.size()) {
      return Error{Errc::kInvalidData,
                   "Expected " + std::to_string(csv.header.fields.size()) + " fields as in the header, found " +
                       std::to_string(row.fields.size()),
                   {file, row.line, {}}};
    } else {
      csv.rows.push_back(std::move(row));
    }
  }
  if (!has_header) return Error{Errc::kInvalidData, "Expected a header line, found nothing", {file, 0, {}}};
  return csv;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.starts_with('#')) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

Result<double> csv_number(std::string_view field, const std::string& file, int line, std::string_view column) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
  if (error != std::errc{} || end != field.data() + field.size() || !std::isfinite(value)) {
    return Error{Errc::kInvalidData,
                 "Expected a number, found \"" + printable(field, 60) + "\"",
                 {file, line, std::string(column)}};
  }
  return value;
}

}  // namespace eardrum::catalogue
