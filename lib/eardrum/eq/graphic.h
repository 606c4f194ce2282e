// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/eq/fit_spec.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum::eq {

/// Peaking bands with fixed frequency and Q, whose gains alone are fitted: eq::fit then solves the true least squares
/// of a graphic equaliser (bands overlap, so that its sliders are not the curve's values).
std::vector<BandSpec> graphic_bands(const std::vector<Hertz>& centres, double q, Range<Gain> gain);
/// Ten octave bands from 31.25 Hz, Q 1.414 (ISO 266 base two).
std::vector<BandSpec> ten_band_graphic(Range<Gain> gain = {Gain(-12.0), Gain(12.0)});
/// 31 third-octave bands from 20 Hz to 20 kHz, Q 4.318.
std::vector<BandSpec> thirty_one_band_graphic(Range<Gain> gain = {Gain(-12.0), Gain(12.0)});

/// The frequencies of AutoEq's GraphicEQ files, which Wavelet insists on: 127 whole numbers of Hz from 20 to 19871.
std::vector<Hertz> autoeq_points();

struct PointsSpec {
  std::vector<Hertz> frequencies;  ///< Rising, at least two.
  Range<Gain> gain{Gain(-40.0), Gain(40.0)};
  Gain step{0.0};  ///< Multiples of this; 0: any value.

  bool operator==(const PointsSpec&) const = default;
};

/// The gains at spec.frequencies that, joined by straight lines of dB over log frequency (Equalizer APO's GraphicEQ),
/// follow `curve` best over its grid: exact linear least squares. Rounded from the lowest frequency up, each carrying
/// the error of those below it. Fails with kUsage when the frequencies do not rise or the range holds no multiple of
/// the step.
Result<std::vector<Gain>> fit_points(const FrequencyResponse& curve, const PointsSpec& spec,
                                     const Objective& objective = {});

}  // namespace eardrum::eq
