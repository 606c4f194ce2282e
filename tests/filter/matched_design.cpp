// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/matched_design.h>

#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/filter/biquad_response.h>

using namespace eardrum;

namespace {

constexpr Hertz kRate(44100.0);
constexpr BandType kTypes[] = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass,
                               BandType::kHighPass};

double worst_db(const BiquadCoefficients& biquad, const Band& band, double up_to_hz = 20000.0) {
  double worst = 0.0;
  for (double hz = 20.0; hz <= up_to_hz; hz *= 1.02) {
    const double wanted = analogue_magnitude_db(band, Hertz(hz));
    if (wanted > -40.0) worst = std::max(worst, std::abs(magnitude_db(biquad, Hertz(hz), kRate) - wanted));
  }
  return worst;
}

Band random_band(std::mt19937& random, BandType type) {
  const auto between = [&random](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  return {type, Hertz(20.0 * std::pow(900.0, between(0.0, 1.0))), Gain(between(-15.0, 15.0)), between(0.3, 4.0)};
}

}  // namespace

TEST_CASE("the analogue prototype is what a bilinear design tends to as the rate rises") {
  std::mt19937 random(1);
  for (int i = 0; i < 100; ++i) {
    const Band band = random_band(random, kTypes[i % 5]);
    const Hertz rate(20e6);
    for (double hz = 100.0; hz < 20000.0; hz *= 2.0) {
      CHECK(std::abs(magnitude_db(design(band, rate), Hertz(hz), rate) - analogue_magnitude_db(band, Hertz(hz))) <
            0.001);
    }
  }
}

TEST_CASE("nearer to the analogue curve than the bilinear design, or that design itself") {
  std::mt19937 random(2);
  double matched_sum = 0.0, bilinear_sum = 0.0;
  for (int i = 0; i < 500; ++i) {
    const Band band = random_band(random, kTypes[i % 5]);
    const double matched = worst_db(design_matched(band, kRate), band);
    const double bilinear = worst_db(design(band, kRate), band);
    CHECK(matched < bilinear + 0.1);
    matched_sum += matched;
    bilinear_sum += bilinear;
  }
  CHECK(matched_sum < 0.4 * bilinear_sum);
}

TEST_CASE("the bands that headphones need in the treble, in dB") {
  const struct {
    Band band;
    double most_db;
  } wanted[] = {{{BandType::kPeaking, Hertz(8000.0), Gain(6.0), 0.7}, 0.45},
                {{BandType::kPeaking, Hertz(8000.0), Gain(-6.0), 0.7}, 0.45},
                {{BandType::kPeaking, Hertz(12000.0), Gain(6.0), 3.0}, 0.3},
                {{BandType::kHighShelf, Hertz(8000.0), Gain(6.0), 0.7}, 0.12},
                {{BandType::kHighShelf, Hertz(10000.0), Gain(-8.0), 0.7}, 0.3},
                {{BandType::kLowShelf, Hertz(105.0), Gain(6.0), 0.7}, 0.01}};
  for (const auto& [band, most_db] : wanted) {
    CHECK(worst_db(design_matched(band, kRate), band) < most_db);
    CHECK(worst_db(design_matched(band, kRate), band) <= worst_db(design(band, kRate), band) + 1e-9);
  }
}

TEST_CASE("stable, and so is the inverse; 0 dB is flat; a band and its inverse are flat") {
  std::mt19937 random(3);
  for (int i = 0; i < 500; ++i) {
    Band band = random_band(random, kTypes[i % 3]);
    const auto h = design_matched(band, kRate);
    CHECK(std::abs(h.a2) < 1.0);
    CHECK(std::abs(h.a1) < 1.0 + h.a2);
    CHECK(std::abs(h.b2 / h.b0) <= 1.0);
    CHECK(std::abs(h.b1 / h.b0) <= 1.0 + h.b2 / h.b0 + 1e-12);
    Band opposite = band;
    opposite.gain = -band.gain;
    const auto g = design_matched(opposite, kRate);
    band.gain = Gain(0.0);
    const auto flat = design_matched(band, kRate);
    for (double hz = 30.0; hz < 20000.0; hz *= 1.7) {
      CHECK(std::abs(magnitude_db(h, Hertz(hz), kRate) + magnitude_db(g, Hertz(hz), kRate)) < 1e-4);
      CHECK(std::abs(magnitude_db(flat, Hertz(hz), kRate)) < 1e-6);
    }
  }
}
