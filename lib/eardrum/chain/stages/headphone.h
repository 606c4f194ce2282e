// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <eardrum/chain/impedance.h>
#include <eardrum/response/frequency_response.h>
#include <eardrum/units/electrical.h>
#include <eardrum/units/sensitivity.h>
#include <eardrum/units/sourced.h>

namespace eardrum::chain {

enum class Form { kOverEar, kOnEar, kInEar, kEarbud };
enum class Back { kOpen, kSemiOpen, kClosed };
std::string_view to_text(Form form);
std::string_view to_text(Back back);

/// A response as a laboratory published it, locked to the rig on which it was measured.
struct MeasuredResponse {
  FrequencyResponse response;
  std::string rig{};     ///< "KEMAR-class", "IEC 60318-4", "HMS II.3", ...
  std::string target{};  ///< the target that belongs to this rig, by name
  std::string measured_by{};
  std::string measured_as{};  ///< the laboratory's own name for the sample: variant, pads, tips

  bool operator==(const MeasuredResponse&) const = default;
};

/// How sure a level computed from the sensitivity is.
struct SensitivityFigure {
  Sensitivity value{};
  Confidence confidence = Confidence::kApprox;
  std::string source{};
  bool operator==(const SensitivityFigure&) const = default;
};

/// A headphone or earphone: what the cable sees, and what the ear hears for a volt.
struct Headphone {
  std::string name = "headphone";
  Form form = Form::kOverEar;
  Back back = Back::kOpen;
  std::string driver{};  ///< "dynamic", "planar", "ba", "hybrid", ... as the catalogue says
  /// Switched on, an amplifier of its own drives it, also where a cable brings the music.
  bool wireless = false;
  Sourced<Ohms> rated_impedance{};
  Impedance impedance = Impedance::flat(Ohms(32.0)).value();
  std::string impedance_source{};
  /// All figures published for it, best first (independent measurements before the maker's). Levels use the first.
  std::vector<SensitivityFigure> sensitivities{};
  std::optional<MeasuredResponse> response{};

  bool operator==(const Headphone&) const = default;
};

}  // namespace eardrum::chain
