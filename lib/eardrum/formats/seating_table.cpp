// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/seating_table.h>

#include <algorithm>

#include <eardrum/formats/decimal.h>
#include <eardrum/formats/numeric_table.h>
#include <eardrum/formats/response_text.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

// "L3" or "R12"; 0 when it is no such name.
int seating_of(std::string_view name) {
  if (name.size() < 2 || (name.front() != 'L' && name.front() != 'R')) return 0;
  const auto number = parse_integer(name.substr(1));
  return number && *number > 0 ? *number : 0;
}

}  // namespace

bool names_seatings(const std::vector<std::string>& column_names) {
  return column_names.size() >= 2 && starts_with_ignoring_case(column_names.front(), "freq") &&
         std::all_of(column_names.begin() + 1, column_names.end(),
                     [](const std::string& name) { return seating_of(name) > 0; });
}

Result<std::vector<ImportedResponse>> read_seating_table(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto table, read_numeric_table(bytes, file));
  if (!names_seatings(table.names)) {
    return Error{
        Errc::kInvalidData, "Expected columns frequency, L1, L2, ..., R1, R2, ..., found others", {file, 1, {}}};
  }
  std::vector<ImportedResponse> seatings;
  for (std::size_t c = 1; c < table.columns.size(); ++c) {
    EARDRUM_TRY(auto imported, response_in(table, 0, c, table.columns.size(), file));
    imported.title = {std::string(stem_of(file)), table.names[c].front() == 'L' ? Channel::kLeft : Channel::kRight,
                      seating_of(table.names[c]), false};
    imported.metadata.clear();
    seatings.push_back(std::move(imported));
  }
  return seatings;
}

}  // namespace eardrum
