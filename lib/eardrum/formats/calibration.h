// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <eardrum/formats/measurement_file.h>
#include <eardrum/units/level.h>

namespace eardrum {

/// A microphone's or a fixture's calibration: what it adds to what it hears, to be subtracted from a measurement.
struct Calibration {
  ImportedResponse curve;
  std::optional<Gain> sensitivity_factor;  ///< "Sens Factor =0.9dB" of miniDSP's files.
  std::string serial_number;               ///< "" = unsaid.
};

/// Reads a calibration file (.cal, .mic, .txt of miniDSP, Dayton, Sonarworks, GRAS, B&K): columns as a response, and
/// the sensitivity and the side that its header says. Fails as read_response_text does.
Result<Calibration> read_calibration(std::string_view bytes, const std::string& file);

}  // namespace eardrum
