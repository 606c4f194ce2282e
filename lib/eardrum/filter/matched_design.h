// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/filter/biquad_design.h>

namespace eardrum {

/// |H| in dB of the band's analogue prototype (Audio EQ Cookbook), which no sample rate bends.
double analogue_magnitude_db(const Band& band, Hertz frequency);

/// A digital filter whose magnitude keeps to the analogue prototype's up to Nyquist, where the bilinear design() is
/// cramped: poles by impulse invariance, zeros so that the magnitude is the analogue one at 0 Hz, at the band's
/// frequency and at Nyquist (M. Vicanek, "Matched Second Order Digital Filters", 2016); cuts are inverted boosts.
/// At 44.1 kHz, up to 20 kHz, peaking 8 kHz +6 dB Q 0.7 is off by 0.4 dB (bilinear: 1.9), high shelf 8 kHz +6 dB Q 0.7
/// by 0.1 dB (0.5); resonant shelves gain little, and where the bilinear design is nearer, it is what comes back. Only
/// for players that take coefficients: formats that take frequency, gain and Q imply design(). To fit for it, set
/// eq::FitSpec::sample_rate far above the audio band. Preconditions as design().
BiquadCoefficients design_matched(const Band& band, Hertz sample_rate);

}  // namespace eardrum
