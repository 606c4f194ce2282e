// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/response/frequency_response.h>
#include <eardrum/units/electrical.h>
#include <eardrum/units/sourced.h>

namespace eardrum::chain {

/// A digital-to-analogue converter: the border between samples and volts.
struct Dac {
  std::string name = "DAC";
  /// The unloaded rms voltage of a full-scale sine with the volume full up.
  MaybeSourced<Volts> full_scale{};
  /// A missing figure counts as 0 ohm inside one box (the amplifier's input is then the maker's business).
  MaybeSourced<Ohms> output_impedance{};
  /// A-weighted noise at its output, rms.
  MaybeSourced<Volts> noise{};
  std::optional<FrequencyResponse> tone{};
  int bits = 24;

  bool operator==(const Dac&) const = default;
};

}  // namespace eardrum::chain
