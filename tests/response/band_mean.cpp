// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/band_mean.h>

#include <cmath>
#include <random>

#include <doctest/doctest.h>

namespace eardrum {
namespace {

TEST_CASE("The mean of a band is the integral over log frequency") {
  const auto ramp = FrequencyResponse::make(FrequencyGrid::make({100.0, 1600.0}).value(), {0.0, 4.0}).value();
  CHECK(band_mean_db(ramp, Hertz(100), Hertz(1600)) == doctest::Approx(2.0));
  CHECK(band_mean_db(ramp, Hertz(200), Hertz(800)) == doctest::Approx(2.0));
  CHECK(band_mean_db(ramp, Hertz(25), Hertz(100)) == doctest::Approx(0.0));
  CHECK(band_mean_db(ramp, Hertz(1600), Hertz(6400)) == doctest::Approx(4.0));
  const auto grid = FrequencyGrid::geometric(Hertz(20), Hertz(20000), 1.01);
  std::mt19937 random(5);
  std::uniform_real_distribution<double> level(-10, 10);
  std::vector<double> db(grid.size());
  for (double& value : db) value = level(random);
  const auto curve = FrequencyResponse::make(grid, db).value();
  // Slow oracle: midpoint sum over 200,000 steps
  double sum = 0.0;
  const double from = std::log(311.0), to = std::log(4877.0);
  constexpr int kSteps = 200'000;
  for (int i = 0; i < kSteps; ++i) sum += curve.db_at(Hertz(std::exp(from + (to - from) * (i + 0.5) / kSteps)));
  CHECK(std::abs(band_mean_db(curve, Hertz(311), Hertz(4877)) - sum / kSteps) < 1e-4);
}

}  // namespace
}  // namespace eardrum
