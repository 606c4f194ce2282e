// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/response_text.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include <eardrum/base/printable.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/ordered_rows.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

// Beyond any level or gain of a headphone: what a misread decimal mark gives.
constexpr double kMaxLevelDb = 300.0;

// "Measurement: Blessing 3 R" in the header of a REW export.
std::string_view measurement_line(const std::vector<std::string>& header) {
  for (const auto& line : header) {
    if (starts_with_ignoring_case(line, "measurement:")) return trimmed(std::string_view(line).substr(12));
  }
  return {};
}

bool rises_or_falls(const std::vector<double>& column) {
  const auto gap = [](double a, double b) { return !std::isfinite(a) || !std::isfinite(b); };
  const auto falls = [&](double a, double b) { return !gap(a, b) && b < a; };
  const auto rises = [&](double a, double b) { return !gap(a, b) && b > a; };
  return std::adjacent_find(column.begin(), column.end(), falls) == column.end() ||
         std::adjacent_find(column.begin(), column.end(), rises) == column.end();
}

// The column that is named as the frequency. Any last header line of as many words as there are columns looks like
// their names: where it points away from a first column that is in order, to one that is not or goes below 0, it is no
// such line.
std::optional<std::size_t> named_frequency(const NumericTable& table) {
  for (std::size_t c = 0; c < table.names.size(); ++c) {
    const auto& name = table.names[c];
    if (!contains_ignoring_case(name, "freq") && !names_unit(name, "hz")) continue;
    if (contains_ignoring_case(name, "response")) continue;  // A title: "left, frequency response".
    const auto& column = table.columns[c];
    const bool no_frequencies = std::any_of(column.begin(), column.end(), [](double value) { return value < 0.0; });
    if (c > 0 && (no_frequencies || (rises_or_falls(table.columns[0]) && !rises_or_falls(column)))) return std::nullopt;
    return c;
  }
  return std::nullopt;
}

}  // namespace

Result<ImportedResponse> response_in(const NumericTable& table, std::size_t frequency_column, std::size_t level_column,
                                     std::size_t phase_column, const std::string& file) {
  const auto& level_name = table.names[level_column];
  if (contains_ignoring_case(level_name, "(pa)") || contains_ignoring_case(level_name, "linear") ||
      contains_ignoring_case(level_name, "ohm")) {
    return Error{Errc::kInvalidData,
                 "Expected levels in dB, found the column '" + printable(level_name, 40) + "'",
                 {file, 0, level_name}};
  }
  EARDRUM_TRY(auto order, ordered_rows(table, frequency_column, {level_column}, file));
  auto db = order.mean_of(table.columns[level_column]);
  for (std::size_t i = 0; i < db.size(); ++i) {
    if (std::abs(db[i]) > kMaxLevelDb) {
      return Error{Errc::kInvalidData,
                   "Expected levels within +-300 dB, found " + shortest(db[i]) + " dB at " +
                       shortest(order.grid.hz()[i]) + " Hz: the decimal mark or the columns were misread",
                   {file, table.lines[order.rows[order.first[i]]], {}}};
    }
  }
  auto notes = table.notes;
  notes.insert(notes.end(), order.notes.begin(), order.notes.end());
  std::vector<double> phase_deg;
  if (phase_column < table.columns.size()) {
    // A mean of wrapped phases means nothing: the first row of a frequency speaks.
    for (std::size_t i = 0; i < order.grid.size(); ++i) {
      phase_deg.push_back(table.columns[phase_column][order.rows[order.first[i]]]);
    }
    if (!std::all_of(phase_deg.begin(), phase_deg.end(), [](double p) { return std::isfinite(p); })) {
      phase_deg.clear();
      notes.emplace_back("The phase has gaps and was left out");
    }
  }
  EARDRUM_TRY(auto response, FrequencyResponse::make(order.grid, std::move(db)));
  return ImportedResponse{.title = measurement_name(stem_of(file)),
                          .file = file,
                          .source = {},
                          .rig = {},
                          .column = level_name,
                          .metadata = table.header,
                          .notes = std::move(notes),
                          .response = std::move(response),
                          .phase_deg = std::move(phase_deg)};
}

Result<ImportedResponse> read_response_text(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto table, read_numeric_table(bytes, file));
  // Names are believed where one says which column is the frequency.
  const std::size_t none = table.columns.size();
  const auto named = named_frequency(table);
  const std::size_t frequency = named.value_or(0);
  const std::size_t beside = frequency == 0 ? 1 : 0;
  std::size_t level = named ? table.column_named({"spl", "db", "magnitude", "raw", "level"}, beside) : beside;
  if (level == frequency) level = beside;
  std::size_t phase = named ? table.column_named({"phase", "deg"}, none) : none >= 3 ? 2 : none;
  if (phase == level || phase == frequency) phase = none;
  EARDRUM_TRY(auto imported, response_in(table, frequency, level, phase, file));
  // The file's name says more where it is a pair's or a seating's; the title inside is what REW's user typed.
  if (imported.title.side == Channel::kBoth && !imported.title.is_target) {
    const auto inside = measurement_name(measurement_line(table.header));
    if (inside.side != Channel::kBoth) imported.title.side = inside.side;
    if (imported.title.name.empty()) imported.title.name = inside.name;
  }
  return imported;
}

}  // namespace eardrum
