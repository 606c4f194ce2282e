// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/smoothing.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <doctest/doctest.h>

#include "support/figures.h"

using namespace eardrum;

namespace {

// |H| in dB of a peaking filter of the Audio EQ Cookbook, written out here so that this test needs no filter module.
double peaking_db(double hz, double centre_hz, double q, double gain_db, double rate_hz) {
  const double A = std::pow(10.0, gain_db / 40.0);
  const double x = std::tan(std::numbers::pi * hz / rate_hz) / std::tan(std::numbers::pi * centre_hz / rate_hz);
  const double y = (x - 1.0 / x) * (x - 1.0 / x);
  return 10.0 * std::log10((y + A * A / (q * q)) / (y + 1.0 / (A * A * q * q)));
}

FrequencyResponse random_response(std::mt19937& random, double points_per_octave = 48.0) {
  const auto grid = FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), points_per_octave);
  std::vector<double> db(grid.size());
  std::normal_distribution<double> noise(0.0, 6.0);
  for (double& value : db) value = noise(random);
  return FrequencyResponse::make(grid, db).value();
}

}  // namespace

TEST_CASE("the published smoothing of a narrow peak") {
  // science.md 1.5 / validation.json smooth_power_peak: peaking 1 kHz, Q 10, +10 dB at 48 kHz, read at 1 kHz.
  const auto grid = FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 960.0);
  std::vector<double> db;
  for (const double hz : grid.hz()) db.push_back(peaking_db(hz, 1000.0, 10.0, 10.0, 48000.0));
  const auto response = FrequencyResponse::make(grid, db).value();
  const struct {
    double fraction, expected_db;
  } published[] = {{1, 3.187}, {3, 5.921}, {6, 7.699}, {12, 9.026}, {24, 9.690}, {48, 9.916}};
  for (const auto& [fraction, expected_db] : published) {
    const double db_at_peak = smoothed(response, Smoothing::octave_fraction(fraction)).db_at(Hertz(1000.0));
    CHECK(std::abs(db_at_peak - expected_db) < 0.01);
  }
}

TEST_CASE("a flat response stays flat, and a level passes through") {
  const auto flat =
      FrequencyResponse::flat(FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 24.0)).shifted(83.0);
  for (const auto& smoothing :
       {Smoothing::none(), Smoothing::octave_fraction(3), Smoothing::variable(), Smoothing::erb()}) {
    const auto result = smoothed(flat, smoothing);
    for (const double db : result.db()) CHECK(db == doctest::Approx(83.0));
  }
}

TEST_CASE("the same as adding up the power in tiny slices") {
  std::mt19937 random(1);
  for (const auto& smoothing :
       {Smoothing::octave_fraction(1), Smoothing::octave_fraction(24), Smoothing::variable(), Smoothing::erb()}) {
    const auto response = random_response(random);
    const auto fast = smoothed(response, smoothing);
    const auto x = response.grid().log_hz();
    for (std::size_t i = 1; i + 1 < x.size(); i += 7) {
      const double half = std::min({0.5 * std::numbers::ln2 * smoothing.width_octaves(Hertz(response.grid().hz()[i])),
                                    x[i] - x.front(), x.back() - x[i]});
      // Power is linear between points, so it is interpolated as power, not as dB.
      const auto power_at = [&](double u) {
        const auto right =
            std::min<std::ptrdiff_t>(std::upper_bound(x.begin(), x.end(), u) - x.begin(), std::ssize(x) - 1);
        const auto r = static_cast<std::size_t>(right);
        const double t = (u - x[r - 1]) / (x[r] - x[r - 1]);
        return (1.0 - t) * std::pow(10.0, response.db()[r - 1] / 10.0) + t * std::pow(10.0, response.db()[r] / 10.0);
      };
      double sum = 0.0;
      constexpr int kSlices = 4000;
      for (int k = 0; k < kSlices; ++k) sum += power_at(x[i] - half + 2.0 * half * (k + 0.5) / kSlices);
      CHECK(std::abs(fast.db()[i] - 10.0 * std::log10(sum / kSlices)) < 0.005);
    }
  }
}

TEST_CASE("never above the highest nor below the lowest, and linear in power") {
  std::mt19937 random(2);
  const auto a = random_response(random), b = random_response(random);
  const auto mean = [](const FrequencyResponse& p, const FrequencyResponse& q) {
    std::vector<double> db(p.db().size());
    for (std::size_t i = 0; i < db.size(); ++i) {
      db[i] = 10.0 * std::log10(0.5 * (std::pow(10.0, p.db()[i] / 10.0) + std::pow(10.0, q.db()[i] / 10.0)));
    }
    return FrequencyResponse::make(p.grid(), db).value();
  };
  const auto smoothing = Smoothing::octave_fraction(6);
  const auto of_mean = smoothed(mean(a, b), smoothing);
  const auto mean_of = mean(smoothed(a, smoothing), smoothed(b, smoothing));
  const auto bounds = std::minmax_element(a.db().begin(), a.db().end());
  const auto smooth_a = smoothed(a, smoothing);
  for (std::size_t i = 0; i < of_mean.db().size(); ++i) {
    CHECK(of_mean.db()[i] == doctest::Approx(mean_of.db()[i]).epsilon(1e-9).scale(1.0));
    CHECK(smooth_a.db()[i] <= *bounds.second + 1e-9);
    CHECK(smooth_a.db()[i] >= *bounds.first - 1e-9);
  }
}

TEST_CASE("the ERB of published frequencies, and REW's variable widths") {
  // science.md 1.5: 35.5 Hz at 100 Hz, 132.6 at 1 kHz, 456 at 4 kHz, 1104 at 10 kHz.
  const struct { double hz, erb_hz; } published[] = {{100, 35.49}, {1000, 132.64}, {4000, 456.46}, {10000, 1104.09}};
  for (const auto& [hz, erb_hz] : published) {
    const double half = 0.5 * Smoothing::erb().width_octaves(Hertz(hz));
    CHECK(std::abs(hz * (std::exp2(half) - std::exp2(-half)) - erb_hz) < 0.006);
  }
  const auto variable = Smoothing::variable();
  CHECK(variable.width_octaves(Hertz(40.0)) == doctest::Approx(1.0 / 48.0));
  CHECK(variable.width_octaves(Hertz(1000.0)) == doctest::Approx(1.0 / 6.0));
  CHECK(variable.width_octaves(Hertz(20000.0)) == doctest::Approx(1.0 / 3.0));
}

TEST_CASE("a deep notch in a loud response keeps its depth") {
  const auto grid = FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 12.0);
  std::vector<double> db(grid.size(), 100.0);
  for (std::size_t i = 50; i < 60; ++i) db[i] = 0.0;
  const auto result = smoothed(FrequencyResponse::make(grid, db).value(), Smoothing::octave_fraction(12));
  CHECK(std::abs(result.db()[55]) < 0.001);
}
