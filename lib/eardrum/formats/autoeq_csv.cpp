// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/autoeq_csv.h>

#include <algorithm>
#include <array>

#include <eardrum/formats/numeric_table.h>
#include <eardrum/formats/response_text.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

std::size_t exact_column(const NumericTable& table, std::string_view name) {
  const auto found = std::find_if(table.names.begin(), table.names.end(),
                                  [&](const std::string& n) { return equals_ignoring_case(n, name); });
  return static_cast<std::size_t>(found - table.names.begin());
}

Error no_column(std::string_view name, const std::string& file) {
  return Error{Errc::kInvalidData,
               "Expected a column '" + std::string(name) + "' in AutoEq's CSV, found none",
               {file, 1, std::string(name)}};
}

void describe_by_place(ImportedResponse& imported) {
  imported.metadata.clear();  // The only header line is the names of the columns.
  imported.title = {std::string(stem_of(imported.file)), Channel::kBoth, 0, false};
  if (const auto place = autoeq_place(imported.file)) {
    imported.source = place->source;
    imported.rig = place->rig;
    imported.metadata.push_back("form: " + place->form);
  }
}

}  // namespace

Result<ImportedResponse> read_autoeq_csv(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto table, read_numeric_table(bytes, file));
  const std::size_t frequency = exact_column(table, "frequency");
  const std::size_t raw = exact_column(table, "raw");
  if (frequency == table.names.size()) return no_column("frequency", file);
  if (raw == table.names.size()) return no_column("raw", file);
  EARDRUM_TRY(auto imported, response_in(table, frequency, raw, table.names.size(), file));
  describe_by_place(imported);
  return imported;
}

Result<std::vector<ImportedResponse>> read_autoeq_result_csv(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto table, read_numeric_table(bytes, file));
  const std::size_t frequency = exact_column(table, "frequency");
  if (frequency == table.names.size()) return no_column("frequency", file);
  std::vector<ImportedResponse> curves;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c == frequency || table.names[c].empty()) continue;
    EARDRUM_TRY(auto imported, response_in(table, frequency, c, table.names.size(), file));
    describe_by_place(imported);
    curves.push_back(std::move(imported));
  }
  if (curves.empty()) return no_column("raw", file);
  return curves;
}

std::optional<AutoEqPlace> autoeq_place(std::string_view path) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= path.size(); ++i) {
    if (i < path.size() && path[i] != '/') continue;
    if (i > begin) parts.push_back(path.substr(begin, i - begin));
    begin = i + 1;
  }
  // The last form folder counts: a source may be named after one.
  for (std::size_t i = parts.size(); i-- > 0;) {
    const bool is_result = parts[i] == "results";
    if ((!is_result && parts[i] != "measurements") || i + 2 >= parts.size()) continue;
    AutoEqPlace place;
    place.is_result = is_result;
    place.source = parts[i + 1];
    std::size_t form_at = i + 2;
    if (parts[form_at] == "data") ++form_at;
    if (form_at + 1 >= parts.size()) return std::nullopt;
    for (const auto* form : {"over-ear", "in-ear", "earbud"}) {
      const auto at = parts[form_at].find(form);
      if (at == std::string_view::npos) continue;
      place.form = form;
      if (is_result) {
        place.rig = trimmed(parts[form_at].substr(0, at));
      } else if (form_at + 2 < parts.size()) {
        place.rig = parts[form_at + 1];
      }
      return place;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace eardrum
