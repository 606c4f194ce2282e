// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/weighting.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace eardrum {
namespace {

// The pole frequencies of IEC 61672-1:2013, annex E, in Hz.
constexpr double kLowPole = 20.60;
constexpr double kSecondPole = 107.7;
constexpr double kThirdPole = 737.9;
constexpr double kHighPole = 12194.0;

constexpr double squared(double x) {
  return x * x;
}

double raw_c(double f) {
  const double f2 = squared(f);
  return squared(kHighPole) * f2 / ((f2 + squared(kLowPole)) * (f2 + squared(kHighPole)));
}

double raw_a(double f) {
  const double f2 = squared(f);
  return raw_c(f) * f2 / std::sqrt((f2 + squared(kSecondPole)) * (f2 + squared(kThirdPole)));
}

struct Section {
  double b0, b1, b2, a1, a2;
};
// ITU-R BS.1770-5, tables 1 and 2: defined at 48 kHz only.
constexpr Section kHead{1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585};
constexpr Section kHighPass{1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621};
constexpr double kSampleRate = 48000.0;

// |c0 + c1 z^-1 + c2 z^-2|^2 by phi = 4 sin^2(w/2), which keeps its digits at low frequencies where the cosine form
// loses them.
double power(double c0, double c1, double c2, double phi) {
  return squared(c0 + c1 + c2) - phi * (c1 * (c0 + c2) + 4.0 * c0 * c2) + squared(phi) * c0 * c2;
}

double k_power(double f) {
  const double phi = 4.0 * squared(std::sin(std::numbers::pi * std::min(f, kSampleRate / 2.0) / kSampleRate));
  double product = 1.0;
  for (const Section& s : {kHead, kHighPass}) product *= power(s.b0, s.b1, s.b2, phi) / power(1.0, s.a1, s.a2, phi);
  return product;
}

double weighting_db(Weighting weighting, double f) {
  static const double kA1000 = raw_a(1000.0);
  static const double kC1000 = raw_c(1000.0);
  switch (weighting) {
    case Weighting::kZ:
      return 0.0;
    case Weighting::kA:
      return 20.0 * std::log10(raw_a(f) / kA1000);
    case Weighting::kC:
      return 20.0 * std::log10(raw_c(f) / kC1000);
    case Weighting::kK:
      return 10.0 * std::log10(k_power(f));
  }
  return 0.0;
}

}  // namespace

Gain weighting(Weighting weighting, Hertz frequency) {
  EARDRUM_EXPECTS(frequency > Hertz(0));
  return Gain(weighting_db(weighting, frequency.value()));
}

FrequencyResponse weighting(Weighting weighting, const FrequencyGrid& grid) {
  std::vector<double> db(grid.size());
  for (std::size_t i = 0; i < db.size(); ++i) db[i] = weighting_db(weighting, grid.hz()[i]);
  return FrequencyResponse::make(grid, std::move(db)).value();
}

}  // namespace eardrum
