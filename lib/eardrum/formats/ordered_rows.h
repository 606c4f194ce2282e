// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/formats/numeric_table.h>
#include <eardrum/response/grid.h>

namespace eardrum {

/// Rows of a table in the order that a response needs: rising frequencies, each once.
struct OrderedRows {
  FrequencyGrid grid;
  /// For each grid point the table's rows that share its frequency: rows[first[i]] .. rows[first[i + 1] - 1].
  std::vector<std::size_t> rows;
  std::vector<std::size_t> first;
  std::vector<std::string> notes;

  /// The column's value at each grid point, the mean where rows share a frequency; NaN where none has a number.
  std::vector<double> mean_of(const std::vector<double>& column) const;
};

/// Sorts and merges by the frequency in `frequency_column`, and leaves out rows without a number in any of `needed`, or
/// at 0 Hz or below, each with a note. A column named in kHz is taken as such. Fails with kInvalidData when fewer than
/// two frequencies are left, or more than half of the rows repeat one: then the columns were told apart wrongly.
Result<OrderedRows> ordered_rows(const NumericTable& table, std::size_t frequency_column,
                                 const std::vector<std::size_t>& needed, const std::string& file);

}  // namespace eardrum
