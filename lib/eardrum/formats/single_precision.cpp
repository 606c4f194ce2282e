// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/single_precision.h>

#include <algorithm>
#include <cmath>

#include <eardrum/filter/biquad_response.h>
#include <eardrum/formats/eq_document.h>

namespace eardrum {
namespace {

const FrequencyGrid& frequencies() {
  static const auto grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 24);
  return grid;
}

double half_unit_in_last_place(double value) {
  constexpr int kFloatDigits = 24;
  int exponent = 0;
  std::frexp(value, &exponent);
  return std::ldexp(0.5, exponent - kFloatDigits);
}

}  // namespace

double single_precision_error_db(const Peq& peq, Hertz sample_rate) {
  const auto narrow = [](double v) { return static_cast<double>(static_cast<float>(v)); };
  const auto exact = design(below_nyquist(peq, sample_rate), sample_rate);
  double worst = 0.0;
  for (const double hz : frequencies().hz()) {
    double error_db = 0.0;
    for (const auto& biquad : exact) {
      const BiquadCoefficients kept{narrow(biquad.b0), narrow(biquad.b1), narrow(biquad.b2), narrow(biquad.a1),
                                    narrow(biquad.a2)};
      error_db += magnitude_db(kept, Hertz(hz), sample_rate) - magnitude_db(biquad, Hertz(hz), sample_rate);
    }
    if (!std::isfinite(error_db)) return 1000.0;
    worst = std::max(worst, std::abs(error_db));
  }
  return worst;
}

double single_precision_spread_db(const Peq& peq, Hertz sample_rate) {
  const auto exact = design(below_nyquist(peq, sample_rate), sample_rate);
  double worst = 0.0;
  for (const double hz : frequencies().hz()) {
    double sum = 0.0;
    for (const auto& biquad : exact) {
      const double level_db = magnitude_db(biquad, Hertz(hz), sample_rate);
      for (const auto coefficient : {&BiquadCoefficients::b0, &BiquadCoefficients::b1, &BiquadCoefficients::b2,
                                     &BiquadCoefficients::a1, &BiquadCoefficients::a2}) {
        BiquadCoefficients moved = biquad;
        moved.*coefficient += half_unit_in_last_place(biquad.*coefficient);
        const double error_db = magnitude_db(moved, Hertz(hz), sample_rate) - level_db;
        sum += error_db * error_db;
      }
    }
    if (!std::isfinite(sum)) return 1000.0;
    worst = std::max(worst, std::sqrt(sum));
  }
  return worst;
}

}  // namespace eardrum
