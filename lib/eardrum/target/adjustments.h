// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/response/frequency_response.h>
#include <eardrum/target/target.h>
#include <eardrum/units/level.h>

namespace eardrum::target {

/// A shelf or peak of the Audio EQ Cookbook, analogue, so that it is the same at every sample rate.
struct TasteFilter {
  Gain gain;
  Hertz frequency;
  double q = 0.7071;

  bool operator==(const TasteFilter&) const = default;
};

/// A listener's departures from a target: what graph tools call "customise". All zero is the target as it is.
struct Adjustments {
  TasteFilter bass{Gain(0), Hertz(105), 0.7071};  ///< Low shelf. Listeners want -4 to +8 dB.
  TasteFilter treble{Gain(0), Hertz(2500),
                     0.7071};                       ///< High shelf at 2.5 kHz (Harman) or 10 kHz (AutoEq). -4 to +4 dB.
  TasteFilter ear_gain{Gain(0), Hertz(2750), 1.0};  ///< Peak, where the ear resonates.
  Gain tilt_per_octave;                             ///< Around 1 kHz; negative is warmer. -0.5 to +0.5 dB an octave.

  bool operator==(const Adjustments&) const = default;
};

/// The gain of the adjustments at every frequency of `grid`.
FrequencyResponse response_of(const Adjustments& adjustments, const FrequencyGrid& grid);
/// The target with the adjustments, on comparison_grid() and under the same rig; its name says what was changed.
Target adjusted(const Target& target, const Adjustments& adjustments);

}  // namespace eardrum::target
