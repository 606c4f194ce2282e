// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <complex>
#include <numbers>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/filter/biquad_response.h>

using namespace eardrum;

namespace {

constexpr BandType kWithGain[] = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf};

Band random_band(std::mt19937& random, BandType type) {
  const auto between = [&random](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  return {type, Hertz(20.0 * std::pow(900.0, between(0.0, 1.0))), Gain(between(-15.0, 15.0)), between(0.2, 6.0)};
}

const FrequencyGrid& grid() {
  static const FrequencyGrid kGrid = FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 24.0);
  return kGrid;
}

}  // namespace

TEST_CASE("a band of 0 dB is the identity, exactly") {
  for (const BandType type : kWithGain) {
    const auto biquad = design(Band{type, Hertz(700.0), Gain(0.0), 1.3}, Hertz(44100.0));
    CHECK(biquad.b0 == 1.0);
    CHECK(biquad.b1 == biquad.a1);
    CHECK(biquad.b2 == biquad.a2);
  }
}

TEST_CASE("an equaliser and its inverse are flat") {
  std::mt19937 random(1);
  Peq both;
  for (int i = 0; i < 20; ++i) {
    const Band band = random_band(random, kWithGain[i % 3]);
    Band inverse = band;
    inverse.gain = -band.gain;
    both.bands.push_back(band);
    both.bands.push_back(inverse);
  }
  const auto response = response_of(both, Hertz(48000.0), grid());
  for (const double db : response.db()) CHECK(std::abs(db) < 1e-6);
}

TEST_CASE("the magnitude is that of H(z) on the unit circle") {
  std::mt19937 random(2);
  for (int i = 0; i < 200; ++i) {
    const BandType types[] = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass,
                              BandType::kHighPass};
    const auto biquad = design(random_band(random, types[i % 5]), Hertz(44100.0));
    for (double hz = 500.0; hz < 21000.0; hz *= 1.3) {
      // Above 500 Hz the plain complex form has digits enough to be the judge.
      const auto z = std::polar(1.0, -2.0 * std::numbers::pi * hz / 44100.0);
      const double expected =
          std::abs((biquad.b0 + biquad.b1 * z + biquad.b2 * z * z) / (1.0 + biquad.a1 * z + biquad.a2 * z * z));
      CHECK(magnitude_db(biquad, Hertz(hz), Hertz(44100.0)) ==
            doctest::Approx(20.0 * std::log10(expected)).epsilon(1e-6).scale(1.0));
    }
  }
}

TEST_CASE("landmarks of the cookbook: gain at the centre, half of it at a shelf's, 3 dB at a pass's with Q 0.7071") {
  const Hertz rate(48000.0);
  const auto at = [rate](const Band& band, double hz) { return magnitude_db(design(band, rate), Hertz(hz), rate); };
  CHECK(at({BandType::kPeaking, Hertz(1000.0), Gain(7.0), 3.0}, 1000.0) == doctest::Approx(7.0));
  CHECK(at({BandType::kLowShelf, Hertz(105.0), Gain(6.0), 0.7071}, 105.0) == doctest::Approx(3.0));
  CHECK(at({BandType::kHighShelf, Hertz(8000.0), Gain(-6.0), 0.5}, 8000.0) == doctest::Approx(-3.0));
  CHECK(at({BandType::kLowPass, Hertz(1000.0), Gain(0.0), std::sqrt(0.5)}, 1000.0) == doctest::Approx(-3.0103));
  CHECK(at({BandType::kHighPass, Hertz(1000.0), Gain(0.0), std::sqrt(0.5)}, 1000.0) == doctest::Approx(-3.0103));
  // science.md 4.4: low shelf 105 Hz +6 dB Q 0.707 at 20, 50, 105, 200, 500 Hz.
  const struct { double hz, db; } published[] = {{20, 5.991}, {50, 5.686}, {105, 3.000}, {200, 0.451}, {500, 0.013}};
  for (const auto& [hz, db] : published)
    CHECK(std::abs(at({BandType::kLowShelf, Hertz(105.0), Gain(6.0), 0.707}, hz) - db) < 0.002);
}
