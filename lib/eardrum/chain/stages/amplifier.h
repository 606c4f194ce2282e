// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/chain/output_limits.h>
#include <eardrum/response/frequency_response.h>
#include <eardrum/units/electrical.h>
#include <eardrum/units/level.h>
#include <eardrum/units/sourced.h>

namespace eardrum::chain {

/// A headphone amplifier's output as the headphone sees it.
struct Amplifier {
  std::string name = "amplifier";
  /// Voltage gain at full volume. Missing: the maker prints only the maximum, and full scale is taken to reach it.
  MaybeSourced<Gain> gain{};
  /// The volume control, at most 0 dB. Evaluations that ask how loud it gets leave it at 0.
  Gain volume{0.0};
  MaybeSourced<Ohms> output_impedance{};
  /// In series with the output (OTL tube amplifiers); microfarads.
  MaybeSourced<double> coupling_microfarad{};
  /// Missing means so high that it does not load what drives it.
  MaybeSourced<Ohms> input_impedance{};
  OutputLimits limits{};
  /// Where the limits come from.
  Confidence limits_confidence = Confidence::kApprox;
  std::string limits_source{};
  /// A-weighted noise at the output with the volume at the listening position or full, whichever was published; rms.
  MaybeSourced<Volts> noise{};
  std::optional<FrequencyResponse> tone{};
  bool balanced = false;
  /// Resistance that both channels' return currents share inside the socket; balanced outputs share none.
  MaybeSourced<Ohms> shared_return{};
  /// "high", "0 dB": which gain switch position this is, when there are several.
  std::string gain_mode{};
  /// How the volume is set: "pot", "120 steps", as published; empty when unknown.
  std::string volume_control{};

  bool operator==(const Amplifier&) const = default;
};

}  // namespace eardrum::chain
