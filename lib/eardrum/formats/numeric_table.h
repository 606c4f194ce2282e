// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>

namespace eardrum {

/// A text of numbers in columns, as measurement programs of every make and locale write them, and the words around it.
struct NumericTable {
  std::vector<std::string>
      header;                      ///< Lines that are no numbers, in order, in UTF-8, without their comment characters.
  std::vector<std::string> names;  ///< One a column, "" where the file names none.
  std::vector<std::vector<double>> columns;  ///< All of one length; NaN where a row has no number there.
  std::vector<int> lines;                    ///< The line of the file that each row stood on, from 1.
  std::vector<std::string> notes;            ///< What was left out or repaired, each a sentence that names a line.

  std::size_t row_count() const { return lines.size(); }
  /// The index of the first column whose name contains one of `words` (no case), or `fallback`.
  std::size_t column_named(std::initializer_list<std::string_view> words, std::size_t fallback) const;
};

/// Whether the name of a column says the unit, "hz" or "khz" ("Freq (kHz)"), and not a line of words a figure in it
/// ("48 kHz").
bool names_unit(std::string_view name, std::string_view unit);

/// Reads a table of two or more columns. Found out from the numbers themselves: the delimiter (tab, semicolon, comma,
/// comma and blank, blanks), the decimal mark (point or comma) and the thousands mark. Accepted: byte order marks,
/// UTF-16, Windows-1252, CRLF and CR line ends, comment lines (* # ; % ! / " or letters), quoted cells, rows with
/// missing cells. A few unreadable rows are left out with a note; of header lines the first thousand are kept. Fails
/// with kInvalidData, naming the line, when there is no table, or one of more than a million rows or 20 million cells,
/// when more than one row in twenty is unreadable, and when the decimal mark can't be told from a thousands mark: a
/// wrong guess would be a wrong level.
Result<NumericTable> read_numeric_table(std::string_view bytes, const std::string& file = {});

}  // namespace eardrum
