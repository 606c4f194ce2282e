// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/biquad_response.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace eardrum {
namespace {

double power_ratio(const BiquadCoefficients& c, double phi) {
  const auto squared = [phi](double x0, double x1, double x2) {
    const double sum = x0 + x1 + x2;
    return sum * sum - phi * (x1 * (x0 + x2) + 4.0 * x0 * x2) + phi * phi * x0 * x2;
  };
  return squared(c.b0, c.b1, c.b2) / squared(1.0, c.a1, c.a2);
}

double phi_at(double frequency_hz, double sample_rate_hz) {
  const double sine = std::sin(std::numbers::pi * frequency_hz / sample_rate_hz);
  return 4.0 * sine * sine;
}

}  // namespace

double magnitude_db(const BiquadCoefficients& biquad, Hertz frequency, Hertz sample_rate) {
  return 10.0 * std::log10(power_ratio(biquad, phi_at(frequency.value(), sample_rate.value())));
}

FrequencyResponse response_of(const Peq& peq, Hertz sample_rate, const FrequencyGrid& grid) {
  const auto sections = design(peq, sample_rate);
  std::vector<double> db(grid.size());
  const double last_hz = 0.4999 * sample_rate.value();
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const double phi = phi_at(std::min(grid.hz()[i], last_hz), sample_rate.value());
    double ratio = 1.0;
    db[i] = peq.preamp.db();
    for (const auto& section : sections) {
      ratio *= power_ratio(section, phi);
      if (ratio < 1e-200 || ratio > 1e200) {  // Some thirty bands of 120 dB are beyond what a double holds.
        db[i] += 10.0 * std::log10(ratio);
        ratio = 1.0;
      }
    }
    db[i] += 10.0 * std::log10(ratio);
  }
  return FrequencyResponse::make(grid, std::move(db)).value();
}

}  // namespace eardrum
