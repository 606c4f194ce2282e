// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/gear.h>

namespace eardrum::catalogue {

/// What is known of loads, by name: several may describe one headphone, and a gear text names those that are its own.
struct LoadModels {
  std::map<std::string, ImpedanceCurve, std::less<>> curves;
  std::map<std::string, EquivalentCircuit, std::less<>> circuits;
  std::map<std::string, FlatLoad, std::less<>> flat_loads;
};

/// A curve from a CSV text `freq_hz,ohm[,phase_deg]` whose comments say "source: ..." and "confidence: ...".
Result<ImpedanceCurve> read_impedance_csv(std::string_view text, const std::string& name, const std::string& file);

/// All of a folder: equivalent_circuits.csv, flat_loads.csv, and one curve in each other .csv file.
Result<LoadModels> read_load_models(const std::string& folder);

}  // namespace eardrum::catalogue
