// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/response/frequency_response.h>

namespace eardrum {

/// How wide the window is that a response is smoothed with, at each frequency.
class Smoothing {
 public:
  static Smoothing none() { return {Kind::kNone, 0.0}; }
  /// 1/`n` octave everywhere. n > 0; 0.5 is two octaves.
  static Smoothing octave_fraction(double n);
  /// 1/48 octave up to 100 Hz, 1/6 at 1 kHz, 1/3 from 10 kHz, between them along straight lines of log width over log
  /// frequency: REW's "variable".
  static Smoothing variable() { return {Kind::kVariable, 0.0}; }
  /// One equivalent rectangular bandwidth of hearing, 24.7 (4.37 f / kHz + 1) Hz (Glasberg & Moore 1990).
  static Smoothing erb() { return {Kind::kErb, 0.0}; }

  double width_octaves(Hertz frequency) const;

  bool operator==(const Smoothing&) const = default;

 private:
  enum class Kind { kNone, kOctaveFraction, kVariable, kErb };
  Smoothing(Kind kind, double fraction) : kind_(kind), fraction_(fraction) {}
  Kind kind_;
  double fraction_;
};

/// The level of the mean power in a window of log frequency around each point: the exact integral of the power, which
/// between points is a straight line over log frequency. Near the ends the window shrinks on both sides alike, so that
/// slopes stay. Smooth once: two passes are another, wider window. Levels 100 dB below the response's highest keep
/// 0.001 dB.
FrequencyResponse smoothed(const FrequencyResponse& response, const Smoothing& smoothing);

}  // namespace eardrum
