// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/ordered_rows.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <eardrum/formats/decimal.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {

std::vector<double> OrderedRows::mean_of(const std::vector<double>& column) const {
  std::vector<double> values(grid.size());
  for (std::size_t i = 0; i < grid.size(); ++i) {
    if (first[i + 1] == first[i] + 1) {
      values[i] = column[rows[first[i]]];
      continue;
    }
    double sum = 0.0;
    int count = 0;
    for (std::size_t k = first[i]; k < first[i + 1]; ++k) {
      const double value = column[rows[k]];
      if (!std::isfinite(value)) continue;
      sum += value;
      ++count;
    }
    values[i] = count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
  }
  return values;
}

Result<OrderedRows> ordered_rows(const NumericTable& table, std::size_t frequency_column,
                                 const std::vector<std::size_t>& needed, const std::string& file) {
  EARDRUM_EXPECTS(frequency_column < table.columns.size());
  std::vector<double> hz = table.columns[frequency_column];
  if (names_unit(table.names[frequency_column], "khz")) {
    for (double& f : hz) f *= 1000.0;
  }
  std::vector<std::string> notes;
  std::vector<std::size_t> rows;
  rows.reserve(hz.size());
  std::size_t without_number = 0, not_above_zero = 0;
  for (std::size_t r = 0; r < hz.size(); ++r) {
    if (!std::isfinite(hz[r]) ||
        std::any_of(needed.begin(), needed.end(), [&](std::size_t c) { return !std::isfinite(table.columns[c][r]); })) {
      ++without_number;
    } else if (hz[r] <= 0.0) {
      ++not_above_zero;
    } else {
      rows.push_back(r);
    }
  }
  if (without_number > 0) notes.push_back(std::to_string(without_number) + " rows without a level were left out");
  if (not_above_zero > 0) notes.push_back(std::to_string(not_above_zero) + " rows at 0 Hz or below were left out");
  const auto rises = [&](std::size_t a, std::size_t b) { return hz[a] < hz[b]; };
  if (!std::is_sorted(rows.begin(), rows.end(), rises)) {
    std::stable_sort(rows.begin(), rows.end(), rises);
    notes.push_back("The rows were not in order of frequency and were sorted");
  }
  std::vector<double> grid_hz;
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && hz[rows[i]] == hz[rows[i - 1]]) continue;
    grid_hz.push_back(hz[rows[i]]);
    first.push_back(i);
  }
  first.push_back(rows.size());
  const std::size_t repeats = rows.size() - grid_hz.size();
  if (repeats * 2 > rows.size()) {
    return Error{
        Errc::kInvalidData,
        "Expected each frequency once, found most of them several times: the decimal mark may be the same as the "
        "delimiter, or the columns in another order; write the file with a point as decimal mark",
        {file, table.lines.front(), {}}};
  }
  if (grid_hz.size() < 2) {
    return Error{Errc::kInvalidData,
                 "Expected at least two frequencies with a level, found " + std::to_string(grid_hz.size()),
                 {file, 0, {}}};
  }
  if (repeats > 0) notes.push_back(std::to_string(repeats) + " rows repeat a frequency; their mean was taken");
  EARDRUM_TRY(auto grid, FrequencyGrid::make(std::move(grid_hz)));
  return OrderedRows{std::move(grid), std::move(rows), std::move(first), std::move(notes)};
}

}  // namespace eardrum
