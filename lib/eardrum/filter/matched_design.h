// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/filter/biquad_design.h>

namespace eardrum {

/// |H| in dB of the band's analogue prototype (Audio EQ Cookbook), which no sample rate bends.
double analogue_magnitude_db(const Band& band, Hertz frequency);

/// A digital filter whose magnitude keeps to the analogue prototype's up to Nyquist, where the bilinear design is
/// cramped: poles by impulse invariance, zeros so that the magnitude is the analogue one at 0 Hz, at Nyquist, and where
/// the zeros themselves lie (after M. Vicanek, "Matched Second Order Digital Filters", 2016, who takes the band's
/// frequency; there a resonant shelf's zeros are hardly felt, and the result was worse than the bilinear design). Cuts
/// are inverted boosts. Smooth in frequency, gain and Q. At 44.1 kHz, up to 20 kHz, peaking 8 kHz +6 dB Q 0.7 is off by
/// 0.42 dB (bilinear: 1.87), high shelf 8 kHz +6 dB Q 0.7 by 0.06 dB (0.48). For players that take coefficients:
/// formats that take frequency, gain and Q imply the bilinear one. Preconditions as design().
BiquadCoefficients design_matched(const Band& band, Hertz sample_rate);

/// A quadratic polynomial in 1/z by what its magnitude is made of. With x = tan(w/2) and u = 1/x,
///   |c0 + c1/z + c2/z^2|^2 = ((nyquist x - dc u)^2 + floor^2) / (x + u)^2,
/// sums of squares, which nothing cancels: dc = c0 + c1 + c2, nyquist = c0 - c1 + c2, floor = 2 (c0 - c2). All three
/// above 0: its roots lie inside the unit circle.
struct SumOfSquares {
  double dc = 0.0, nyquist = 0.0, floor = 0.0;
};

struct BiquadSquares {
  SumOfSquares numerator, denominator;
};

/// design_matched() as sums of squares, and its derivatives.
struct MatchedSquares {
  BiquadSquares at;
  BiquadSquares by_log_frequency;  ///< d / d ln f
  BiquadSquares by_gain_db;        ///< d / d dB
  BiquadSquares by_log_q;          ///< d / d ln Q
};

/// `cycles_per_sample` above 0 and below 0.5, `q` above 0. Passes ignore the gain.
BiquadSquares matched_squares(BandType type, double cycles_per_sample, double gain_db, double q);
MatchedSquares matched_squares_and_slopes(BandType type, double cycles_per_sample, double gain_db, double q);

}  // namespace eardrum
