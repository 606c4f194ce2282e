// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/band_kernel.h>

#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/eq/descent.h>
#include <eardrum/eq/problem.h>
#include <eardrum/filter/biquad_response.h>

#include "curves.h"

using namespace eardrum;
using namespace eardrum::eq;

namespace {

const FrequencyGrid& grid() {
  static const FrequencyGrid kGrid = FrequencyGrid::geometric(Hertz(20.0), Hertz(20000.0), 1.02);
  return kGrid;
}

Problem flat_problem(const Objective& objective = {}) {
  return Problem::make(FrequencyResponse::flat(grid()), Hertz(48000.0), objective).value();
}

// Every parameter of every band free, so that every derivative is asked for.
Candidate candidate_of(const Problem& problem, const std::vector<Band>& bands) {
  Candidate candidate;
  for (const Band& band : bands) {
    BandBox box;
    box.kind = Problem::kind(band);
    const BandPoint point = problem.point(band);
    for (int k = 0; k < 3; ++k) {
      box.low[k] = point.at[k] - 5.0;
      box.high[k] = point.at[k] + 5.0;
    }
    candidate.add(box, point);
  }
  return candidate;
}

}  // namespace

TEST_CASE("the analog form is the digital response of the cookbook's filters") {
  std::mt19937 random(3);
  const Problem problem = flat_problem();
  const Rows rows = problem.rows(1);
  for (const BandType type : test::kEveryType) {
    for (int i = 0; i < 40; ++i) {
      const Band band = test::random_band(random, type);
      AlignedDoubles db(rows.compared());
      std::fill(db.data(), db.data() + db.size(), 0.0);
      add_response(rows, Problem::kind(band), problem.point(band), db.data());
      const auto expected = response_of({Gain(0.0), {band}}, Hertz(48000.0), grid());
      for (std::size_t k = 0; k < grid().size(); ++k) {
        // The phi form itself keeps nine digits at 20 Hz.
        CHECK(db.data()[k] == doctest::Approx(expected.db()[k]).epsilon(1e-7).scale(1.0));
      }
    }
  }
}

TEST_CASE("31 bands neither overflow nor lose digits") {
  std::mt19937 random(4);
  std::vector<Band> bands;
  for (int i = 0; i < 31; ++i) bands.push_back(test::random_band(random, test::kEveryType[i % 3]));
  const Problem problem = flat_problem();
  const Rows rows = problem.rows(1);
  Candidate candidate = candidate_of(problem, bands);
  Descent descent(rows, problem.settings(31));
  descent.cost(candidate);
  const auto expected = response_of({Gain(0.0), bands}, Hertz(48000.0), grid());
  for (std::size_t k = 0; k < grid().size(); ++k) {
    CHECK(descent.residual()[k] == doctest::Approx(expected.db()[k]).epsilon(1e-7).scale(1.0));
  }
}

TEST_CASE("a band of 0 dB changes nothing") {
  const Problem problem = flat_problem();
  for (const BandType type : {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf}) {
    Candidate candidate = candidate_of(problem, {{type, Hertz(800.0), Gain(0.0), 2.0}});
    const Rows rows = problem.rows(1);
    Descent descent(rows, problem.settings(1));
    CHECK(descent.cost(candidate) < 1e-20);
  }
}

TEST_CASE("derivatives agree with central differences, in the mean above 10 kHz too") {
  std::mt19937 random(5);
  Objective objective;
  objective.mean_above = Hertz(10000.0);
  const Problem problem = flat_problem(objective);
  const Rows rows = problem.rows(1);
  for (const BandType type : test::kEveryType) {
    for (int trial = 0; trial < 10; ++trial) {
      const Band band = test::random_band(random, type);
      const BandPoint point = problem.point(band);
      AlignedDoubles columns(3 * rows.total()), scratch(2 * rows.total()), residual(rows.total());
      BandTerms terms = terms_of(Problem::kind(band), point);
      terms.by_log_frequency = columns.data();
      terms.by_gain = columns.data() + rows.total();
      terms.by_log_q = columns.data() + 2 * rows.total();
      const bool pass = type == BandType::kLowPass || type == BandType::kHighPass;
      if (pass) terms.by_gain = nullptr;
      band_kernel().evaluate(rows.set(), &terms, 1, 0.0, residual.data(), scratch.data());
      for (int k = 0; k < 3; ++k) {
        if (pass && k == 1) continue;
        const double step = 1e-5;
        BandPoint up = point, down = point;
        up.at[k] += step;
        down.at[k] -= step;
        AlignedDoubles above(rows.compared()), below(rows.compared());
        std::fill(above.data(), above.data() + above.size(), 0.0);
        std::fill(below.data(), below.data() + below.size(), 0.0);
        add_response(rows, Problem::kind(band), up, above.data());
        add_response(rows, Problem::kind(band), down, below.data());
        for (std::size_t i = 0; i <= rows.set().mean_row; ++i) {
          const double difference = (above.data()[i] - below.data()[i]) / (2.0 * step);
          const double* const column = columns.data() + static_cast<std::size_t>(k) * rows.total();
          CHECK(column[i] == doctest::Approx(difference).epsilon(1e-5).scale(1.0));
        }
      }
    }
  }
}

TEST_CASE("a gradient of zero length is where descent ends, and never higher than where it began") {
  std::mt19937 random(6);
  const auto curve = response_of(
      {Gain(0.0), {test::random_band(random, BandType::kPeaking), test::random_band(random, BandType::kLowShelf)}},
      Hertz(48000.0), grid());
  const Problem problem = Problem::make(curve, Hertz(48000.0), {}).value();
  const Rows rows = problem.rows(1);
  for (int trial = 0; trial < 20; ++trial) {
    Candidate candidate = candidate_of(
        problem, {test::random_band(random, BandType::kPeaking), test::random_band(random, BandType::kLowShelf)});
    Descent descent(rows, problem.settings(2));
    const double before = descent.cost(candidate);
    Descent::Stop stop;
    stop.steps = 200;
    stop.tolerance = 1e-12;
    descent.run(candidate, stop);
    const double after = candidate.cost;
    CHECK(after <= before);
    // No parameter, moved a little either way inside its box, does better.
    for (std::size_t band = 0; band < 2; ++band) {
      for (int k = 0; k < 3; ++k) {
        for (const double step : {-1e-3, 1e-3}) {
          Candidate moved = candidate;
          double& at = moved.points[band].at[k];
          at = std::clamp(at + step, moved.boxes[band].low[k], moved.boxes[band].high[k]);
          CHECK(descent.cost(moved) >= after * (1.0 - 1e-6) - 1e-9);
        }
      }
    }
  }
}
