// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/biquad_design.h>

#include <cmath>
#include <numbers>

#include <eardrum/base/expects.h>
#include <eardrum/filter/matched_design.h>

namespace eardrum {

// Letters as in the Audio EQ Cookbook: A is the square root of the amplitude gain, w0 the frequency in radians a
// sample.
BiquadCoefficients design(const Band& band, Hertz sample_rate) {
  EARDRUM_EXPECTS(band.frequency > Hertz(0) && band.frequency < sample_rate / 2.0 && band.q > 0.0);
  const double A = std::pow(10.0, band.gain.db() / 40.0);
  const double w0 = 2.0 * std::numbers::pi * (band.frequency / sample_rate);
  const double cosine = std::cos(w0);
  const double alpha = std::sin(w0) / (2.0 * band.q);
  const double root = 2.0 * std::sqrt(A) * alpha;
  double b0 = 1, b1 = 0, b2 = 0, a0 = 1, a1 = 0, a2 = 0;
  switch (band.type) {
    case BandType::kPeaking:
      b0 = 1 + alpha * A, b1 = -2 * cosine, b2 = 1 - alpha * A;
      a0 = 1 + alpha / A, a1 = -2 * cosine, a2 = 1 - alpha / A;
      break;
    case BandType::kLowShelf:
      b0 = A * ((A + 1) - (A - 1) * cosine + root);
      b1 = 2 * A * ((A - 1) - (A + 1) * cosine);
      b2 = A * ((A + 1) - (A - 1) * cosine - root);
      a0 = (A + 1) + (A - 1) * cosine + root;
      a1 = -2 * ((A - 1) + (A + 1) * cosine);
      a2 = (A + 1) + (A - 1) * cosine - root;
      break;
    case BandType::kHighShelf:
      b0 = A * ((A + 1) + (A - 1) * cosine + root);
      b1 = -2 * A * ((A - 1) + (A + 1) * cosine);
      b2 = A * ((A + 1) + (A - 1) * cosine - root);
      a0 = (A + 1) - (A - 1) * cosine + root;
      a1 = 2 * ((A - 1) - (A + 1) * cosine);
      a2 = (A + 1) - (A - 1) * cosine - root;
      break;
    case BandType::kLowPass:
      b0 = (1 - cosine) / 2, b1 = 1 - cosine, b2 = (1 - cosine) / 2;
      a0 = 1 + alpha, a1 = -2 * cosine, a2 = 1 - alpha;
      break;
    case BandType::kHighPass:
      b0 = (1 + cosine) / 2, b1 = -(1 + cosine), b2 = (1 + cosine) / 2;
      a0 = 1 + alpha, a1 = -2 * cosine, a2 = 1 - alpha;
      break;
  }
  return {b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0};
}

std::vector<BiquadCoefficients> design(const Peq& peq, Hertz sample_rate) {
  std::vector<BiquadCoefficients> sections;
  sections.reserve(peq.bands.size());
  const bool matched = peq.design == FilterDesign::kMatched;
  for (const Band& band : peq.bands)
    sections.push_back(matched ? design_matched(band, sample_rate) : design(band, sample_rate));
  return sections;
}

}  // namespace eardrum
