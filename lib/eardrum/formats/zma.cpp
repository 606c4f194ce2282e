// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/zma.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <eardrum/formats/decimal.h>
#include <eardrum/formats/ordered_rows.h>

namespace eardrum {

Result<ImportedImpedance> read_zma(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto table, read_numeric_table(bytes, file));
  EARDRUM_TRY(auto order, ordered_rows(table, 0, {1}, file));
  const auto magnitude = order.mean_of(table.columns[1]);
  std::vector<double> phase_deg(magnitude.size(), 0.0);
  bool has_phase = table.columns.size() >= 3;
  if (has_phase) {
    phase_deg = order.mean_of(table.columns[2]);
    has_phase = std::all_of(phase_deg.begin(), phase_deg.end(), [](double p) { return std::isfinite(p); });
  }
  std::vector<std::complex<double>> impedance_ohm;
  for (std::size_t i = 0; i < magnitude.size(); ++i) {
    if (!(magnitude[i] > 0.0) || !std::isfinite(magnitude[i])) {
      return Error{Errc::kInvalidData,
                   "Expected an impedance above 0 ohm, found " + shortest(magnitude[i]) + " at " +
                       shortest(order.grid.hz()[i]) + " Hz",
                   {file, table.lines[order.rows[order.first[i]]], {}}};
    }
    impedance_ohm.push_back(has_phase ? std::polar(magnitude[i], phase_deg[i] * std::numbers::pi / 180.0)
                                      : std::complex<double>(magnitude[i], 0.0));
  }
  auto notes = table.notes;
  notes.insert(notes.end(), order.notes.begin(), order.notes.end());
  if (!has_phase) notes.emplace_back("The file has no phase: the impedance is taken as a resistance at each frequency");
  return ImportedImpedance{.title = measurement_name(stem_of(file)),
                           .file = file,
                           .metadata = table.header,
                           .notes = std::move(notes),
                           .grid = std::move(order.grid),
                           .impedance_ohm = std::move(impedance_ohm),
                           .has_phase = has_phase};
}

}  // namespace eardrum
