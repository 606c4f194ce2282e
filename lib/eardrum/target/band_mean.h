// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/response/frequency_response.h>

namespace eardrum {

/// The mean of `curve` over log frequency from `from` to `to`, in dB: the exact integral of its straight pieces.
double band_mean_db(const FrequencyResponse& curve, Hertz from, Hertz to);

}  // namespace eardrum
