// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>

namespace eardrum::catalogue {

struct CsvRow {
  int line = 0;  ///< Where it begins, counted from 1.
  std::vector<std::string> fields;
};

/// A table as RFC 4180 writes it: fields between commas, quoted where needed, quotes doubled. Lines that begin with '#'
/// before the first row are comments.
struct Csv {
  std::vector<std::string> comments;  ///< Without '#' and the space after it.
  CsvRow header;
  std::vector<CsvRow> rows;

  /// The column of that name, or -1.
  int column(std::string_view name) const;
};

/// Fails with kInvalidData when a quote is never closed, a row has another number of fields than the header, or there
/// is no header; names file and line.
Result<Csv> parse_csv(std::string_view text, const std::string& file);

/// The field as a CSV file holds it: quoted where it must be.
std::string csv_field(std::string_view text);

/// The number that is the whole of `field`; nothing when it is empty, an Error when it is something else or not finite.
Result<double> csv_number(std::string_view field, const std::string& file, int line, std::string_view column);

}  // namespace eardrum::catalogue
