// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/filter/biquad_design.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum {

/// |H| in dB at `frequency`. Evaluated in phi = 4 sin^2(w/2), which keeps its digits at 20 Hz where the cosine form loses six.
double magnitude_db(const BiquadCoefficients& biquad, Hertz frequency, Hertz sample_rate);

/// The equaliser's digital response, preamp included, at the run rate. Frequencies at or above Nyquist hold the last value below it.
FrequencyResponse response_of(const Peq& peq, Hertz sample_rate, const FrequencyGrid& grid);

}  // namespace eardrum
