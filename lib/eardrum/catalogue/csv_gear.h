// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/gear.h>

namespace eardrum::catalogue {

/// A text and what it could not hold, one sentence a loss. Nothing is dropped silently.
struct CsvExport {
  std::string text;
  std::vector<std::string> losses;
};

/// Reads a table of headphones (one a row) or of sockets (rows of one brand and model are one device); the header says
/// which. Columns may be missing, in any order, except brand, model and form (kind and output for sockets); an unknown
/// one is an error. Units are in the names: impedance_ohm, sensitivity_value with sensitivity_unit, max_voltage_vrms,
/// power_points as "32:195;300:22" (ohm:mW). Fails with kInvalidData, naming file, line and column.
Result<GearSet> read_gear_csv(std::string_view text, const std::string& file);

/// One row a headphone: of several claims the first (the maker's, as a rule); curves, circuits and responses are
/// losses.
CsvExport write_headphones_csv(const std::vector<HeadphoneGear>& headphones);
/// One row a socket.
CsvExport write_sources_csv(const std::vector<SourceGear>& sources);

}  // namespace eardrum::catalogue
