// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/matched_design.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
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

TEST_CASE("nearer to the analogue curve than the bilinear design") {
  std::mt19937 random(2);
  double matched_sum = 0.0, bilinear_sum = 0.0;
  for (int i = 0; i < 500; ++i) {
    const Band band = random_band(random, kTypes[i % 5]);
    const double matched = worst_db(design_matched(band, kRate), band);
    const double bilinear = worst_db(design(band, kRate), band);
    CHECK(matched <= bilinear + 1e-6);
    matched_sum += matched;
    bilinear_sum += bilinear;
  }
  CHECK(matched_sum < 0.25 * bilinear_sum);
}

TEST_CASE("the bands that headphones need in the treble, in dB") {
  const struct {
    Band band;
    double most_db;
  } wanted[] = {{{BandType::kPeaking, Hertz(8000.0), Gain(6.0), 0.7}, 0.43},
                {{BandType::kPeaking, Hertz(8000.0), Gain(-6.0), 0.7}, 0.45},
                {{BandType::kPeaking, Hertz(12000.0), Gain(6.0), 3.0}, 0.3},
                {{BandType::kHighShelf, Hertz(8000.0), Gain(6.0), 0.7}, 0.06},
                {{BandType::kHighShelf, Hertz(10000.0), Gain(-8.0), 0.7}, 0.3},
                {{BandType::kLowShelf, Hertz(105.0), Gain(6.0), 0.7}, 0.01}};
  for (const auto& [band, most_db] : wanted) {
    CHECK(worst_db(design_matched(band, kRate), band) < most_db);
    CHECK(worst_db(design_matched(band, kRate), band) <= worst_db(design(band, kRate), band) + 1e-9);
  }
}

TEST_CASE("the sums of squares are the coefficients' response") {
  std::mt19937 random(4);
  for (int i = 0; i < 200; ++i) {
    const Band band = random_band(random, kTypes[i % 5]);
    const auto biquad = design_matched(band, kRate);
    const auto squares = matched_squares(band.type, band.frequency / kRate, band.gain.db(), band.q);
    for (double hz = 25.0; hz < 20000.0; hz *= 1.9) {
      const double x = std::tan(std::numbers::pi * hz / kRate.value());
      const auto power = [x](const SumOfSquares& part) {
        const double slope = part.nyquist * x - part.dc / x;
        return slope * slope + part.floor * part.floor;
      };
      const double db = 10.0 * std::log10(power(squares.numerator) / power(squares.denominator));
      CHECK(db == doctest::Approx(magnitude_db(biquad, Hertz(hz), kRate)).epsilon(1e-6).scale(1.0));
    }
  }
}

TEST_CASE("the derivatives of the sums of squares are those of finite differences") {
  std::mt19937 random(5);
  const auto parts = [](const BiquadSquares& squares) {
    return std::array{squares.numerator.dc,   squares.numerator.nyquist,   squares.numerator.floor,
                      squares.denominator.dc, squares.denominator.nyquist, squares.denominator.floor};
  };
  for (int i = 0; i < 500; ++i) {
    Band band = random_band(random, kTypes[i % 5]);
    if (i % 7 == 0) band.gain = Gain(0.0);
    if (i % 11 == 0) band.q = 0.5;  // Where poles turn real.
    const double at[3] = {std::log(band.frequency / kRate), band.gain.db(), std::log(band.q)};
    const auto exact = matched_squares_and_slopes(band.type, std::exp(at[0]), at[1], std::exp(at[2]));
    const auto values = parts(matched_squares(band.type, std::exp(at[0]), at[1], std::exp(at[2])));
    const std::array slopes = {parts(exact.by_log_frequency), parts(exact.by_gain_db), parts(exact.by_log_q)};
    for (std::size_t part = 0; part < 6; ++part) CHECK(parts(exact.at)[part] == doctest::Approx(values[part]));
    for (int k = 0; k < 3; ++k) {
      // At 0 dB numerator and denominator change places: only their ratio is smooth, and the fit's own test sees it.
      if (k == 1 && band.gain == Gain(0.0)) continue;
      constexpr double kStep = 1e-5;
      double low[3] = {at[0], at[1], at[2]}, high[3] = {at[0], at[1], at[2]};
      low[k] -= kStep;
      high[k] += kStep;
      const auto before = parts(matched_squares(band.type, std::exp(low[0]), low[1], std::exp(low[2])));
      const auto after = parts(matched_squares(band.type, std::exp(high[0]), high[1], std::exp(high[2])));
      for (std::size_t part = 0; part < 6; ++part) {
        const double difference = (after[part] - before[part]) / (2.0 * kStep);
        CHECK(std::abs(slopes[static_cast<std::size_t>(k)][part] - difference) <=
              1e-5 * (std::abs(difference) + std::abs(values[part])));
      }
    }
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
