// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/filter/peq.h>

namespace eardrum {

/// H(z) = (b0 + b1 z^-1 + b2 z^-2) / (1 + a1 z^-1 + a2 z^-2). b is the numerator.
struct BiquadCoefficients {
  double b0 = 1.0, b1 = 0.0, b2 = 0.0;
  double a1 = 0.0, a2 = 0.0;

  bool operator==(const BiquadCoefficients&) const = default;
};

/// The digital filter of `band` at `sample_rate`: bilinear designs of the Audio EQ Cookbook (W3C note, 2021), alpha
/// from Q. Preconditions: 0 < frequency < sample_rate / 2, q > 0.
BiquadCoefficients design(const Band& band, Hertz sample_rate);
/// Of all bands, as peq.design says.
std::vector<BiquadCoefficients> design(const Peq& peq, Hertz sample_rate);

}  // namespace eardrum
