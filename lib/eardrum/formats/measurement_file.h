// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/response/frequency_response.h>
#include <eardrum/response/measurement.h>

namespace eardrum {

/// Measurement files beyond this are refused unread: it is ten times the largest that people have.
inline constexpr std::size_t kMostMeasurementBytes = std::size_t{32} << 20;

/// What a file's name says: "HD6XX (Forward) R4" is seating 4 of the right side of "HD6XX (Forward)".
struct MeasurementName {
  std::string name;
  Channel side = Channel::kBoth;
  int seating = 0;         ///< 1, 2, ...; 0 = unsaid.
  bool is_target = false;  ///< "... Target": a target curve, not a headphone.

  bool operator==(const MeasurementName&) const = default;
};

/// Reads a name without folder and extension, by the habits of graph-tool sites and REW users.
MeasurementName measurement_name(std::string_view stem);

/// One curve out of a measurement file, with everything that the file says about it.
struct ImportedResponse {
  MeasurementName title;
  std::string file;
  std::string source;                 ///< Whose database, as the folders say; "" = unsaid.
  std::string rig;                    ///< The test fixture, as the folders or the file say; "" = unsaid.
  std::string column;                 ///< The column's name in a file of several, e.g. "raw", "target".
  std::vector<std::string> metadata;  ///< The file's own words, in order.
  std::vector<std::string> notes;     ///< What was repaired on the way in: sorted, merged, left out.
  FrequencyResponse response;         ///< dB; absolute (dB SPL) or relative as the file has it.
  std::vector<double> phase_deg;      ///< One a grid point, wrapped as in the file; empty when the file has none.
};

/// A measured impedance.
struct ImportedImpedance {
  MeasurementName title;
  std::string file;
  std::vector<std::string> metadata;
  std::vector<std::string> notes;
  FrequencyGrid grid;
  std::vector<std::complex<double>> impedance_ohm;  ///< One a grid point; real where the file has no phase.
  bool has_phase = false;
};

/// The responses of one headphone as one Measurement: each a seating, labelled as the files say. `rig` names the
/// fixture where the files do not. Fails as Measurement::make does, and when the responses are of different titles or
/// rigs.
Result<Measurement> measurement_of(std::span<const ImportedResponse> responses, const std::string& rig);

/// The file name of a path without its folder; and without its last extension.
std::string_view file_name_of(std::string_view path);
std::string_view stem_of(std::string_view path);
/// The last extension in lower case, without the point.
std::string extension_of(std::string_view path);

}  // namespace eardrum
