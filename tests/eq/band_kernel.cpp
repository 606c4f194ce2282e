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

constexpr FilterDesign kDesigns[] = {FilterDesign::kBilinear, FilterDesign::kMatched};

Problem flat_problem(const Objective& objective = {}, FilterDesign design = FilterDesign::kBilinear) {
  return Problem::make(FrequencyResponse::flat(grid()), Hertz(48000.0), objective, design).value();
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

TEST_CASE("the sums of squares are the digital response of the cookbook's filters, and of matched ones") {
  std::mt19937 random(3);
  const Problem problem = flat_problem();
  const Rows rows = problem.rows(1);
  for (const FilterDesign design : kDesigns) {
    for (const BandType type : test::kEveryType) {
      for (int i = 0; i < 40; ++i) {
        const Band band = test::random_band(random, type);
        AlignedDoubles db(rows.compared());
        std::fill(db.data(), db.data() + db.size(), 0.0);
        add_response(rows, design, Problem::kind(band), problem.point(band), db.data());
        const auto expected = response_of({Gain(0.0), {band}, design}, Hertz(48000.0), grid());
        for (std::size_t k = 0; k < grid().size(); ++k) {
          // The phi form itself keeps nine digits at 20 Hz.
          CHECK(db.data()[k] == doctest::Approx(expected.db()[k]).epsilon(1e-7).scale(1.0));
        }
      }
    }
  }
}

TEST_CASE("31 bands neither overflow nor lose digits") {
  std::mt19937 random(4);
  std::vector<Band> bands;
  for (int i = 0; i < 31; ++i) bands.push_back(test::random_band(random, test::kEveryType[i % 3]));
  for (const FilterDesign design : kDesigns) {
    const Problem problem = flat_problem({}, design);
    const Rows rows = problem.rows(1);
    Candidate candidate = candidate_of(problem, bands);
    Descent descent(rows, problem.settings(31));
    descent.cost(candidate);
    const auto expected = response_of({Gain(0.0), bands, design}, Hertz(48000.0), grid());
    for (std::size_t k = 0; k < grid().size(); ++k) {
      CHECK(descent.residual()[k] == doctest::Approx(expected.db()[k]).epsilon(1e-7).scale(1.0));
    }
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
  for (int trial = 0; trial < 100; ++trial) {
    const BandType type = test::kEveryType[trial % 5];
    for (const FilterDesign design : kDesigns) {
      Band band = test::random_band(random, type);
      if (trial % 9 == 0) band.gain = Gain(0.0);
      const BandPoint point = problem.point(band);
      AlignedDoubles columns(3 * rows.total()), scratch(2 * rows.total()), residual(rows.total());
      BandTerms terms = terms_of(Problem::kind(band), point);
      const BiquadTerms matched = matched_terms_of(Problem::kind(band), point, true);
      if (design == FilterDesign::kMatched) {
        terms.kind = BandTerms::Kind::kBiquad;
        terms.biquad = &matched;
      }
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
        add_response(rows, design, Problem::kind(band), up, above.data());
        add_response(rows, design, Problem::kind(band), down, below.data());
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

TEST_CASE("every instruction set computes the same") {
  std::mt19937 random(8);
  Objective objective;
  objective.mean_above = Hertz(10000.0);
  const Problem problem = flat_problem(objective);
  const Rows rows = problem.rows(2);
  // One of each kind, all derivatives: 16 columns and the residual.
  constexpr std::size_t kColumns = 17, kPitch = 24;
  struct Outcome {
    std::vector<double> residual, gram, x;
    double dot = 0.0;
  };
  std::vector<Outcome> outcomes;
  std::vector<Band> bands;
  for (const BandType type : test::kEveryType) bands.push_back(test::random_band(random, type));
  for (const BandKernel& kernel : band_kernels()) {
    AlignedDoubles columns((kColumns + 3) * rows.total()), scratch(2 * rows.total()), gram(kPitch * kPitch), x(kPitch);
    std::fill(columns.data(), columns.data() + columns.size(), 0.0);
    std::fill(gram.data(), gram.data() + gram.size(), 0.0);
    std::vector<BandTerms> terms;
    std::size_t column = 0;
    const auto next = [&] { return columns.data() + rows.total() * column++; };
    for (const Band& band : bands) {
      BandTerms t = terms_of(Problem::kind(band), problem.point(band));
      t.by_log_frequency = next();
      if (band.type != BandType::kLowPass && band.type != BandType::kHighPass) t.by_gain = next();
      t.by_log_q = next();
      terms.push_back(t);
    }
    const BiquadTerms matched = matched_terms_of(BandTerms::Kind::kHighShelf, problem.point(bands[2]), true);
    BandTerms biquad{.kind = BandTerms::Kind::kBiquad, .biquad = &matched};
    for (double** derivative : {&biquad.by_log_frequency, &biquad.by_gain, &biquad.by_log_q}) *derivative = next();
    terms.push_back(biquad);
    double* const residual = next();
    CHECK(column == kColumns);
    kernel.evaluate(rows.set(), terms.data(), terms.size(), 0.3, residual, scratch.data());
    kernel.gram(columns.data(), rows.total(), kColumns, rows.compared(), gram.data(), kPitch);
    Outcome outcome;
    outcome.residual.assign(residual, residual + rows.compared());
    for (std::size_t i = 0; i < kColumns; ++i) {
      for (std::size_t j = i; j < kColumns; ++j) {
        // The plain sum is the judge.
        double sum = 0.0;
        for (std::size_t k = 0; k < rows.compared(); ++k) {
          sum += columns.data()[i * rows.total() + k] * columns.data()[j * rows.total() + k];
        }
        CHECK(gram.data()[i * kPitch + j] == doctest::Approx(sum).epsilon(1e-9));
        outcome.gram.push_back(gram.data()[i * kPitch + j]);
      }
    }
    outcome.dot = kernel.dot(residual, columns.data(), rows.compared());
    CHECK(outcome.dot == doctest::Approx(gram.data()[kColumns - 1]).epsilon(1e-9));
    // Solved, the system gives its right-hand side back.
    const std::vector<double> before(gram.data(), gram.data() + gram.size());
    for (std::size_t i = 0; i < kColumns; ++i) {
      gram.data()[i * kPitch + i] *= 1.01;
      gram.data()[i * kPitch + kColumns] = std::cos(static_cast<double>(i));
    }
    REQUIRE(kernel.solve(gram.data(), kColumns, kPitch, x.data()));
    for (std::size_t i = 0; i < kColumns; ++i) {
      double sum = 0.0, size = 1.0;
      for (std::size_t j = 0; j < kColumns; ++j) {
        const double element = before[std::min(i, j) * kPitch + std::max(i, j)] * (i == j ? 1.01 : 1.0);
        sum += element * x.data()[j];
        size += std::abs(element * x.data()[j]);
      }
      CHECK(std::abs(sum - std::cos(static_cast<double>(i))) < 1e-9 * size);
    }
    outcomes.push_back(std::move(outcome));
  }
  for (const Outcome& outcome : outcomes) {
    for (std::size_t i = 0; i < outcome.residual.size(); ++i) {
      CHECK(outcome.residual[i] == doctest::Approx(outcomes[0].residual[i]).epsilon(1e-10).scale(1.0));
    }
    for (std::size_t i = 0; i < outcome.gram.size(); ++i) {
      CHECK(outcome.gram[i] == doctest::Approx(outcomes[0].gram[i]).epsilon(1e-9).scale(1.0));
    }
  }
  AlignedDoubles indefinite(kPitch * kPitch), x(kPitch);
  std::fill(indefinite.data(), indefinite.data() + indefinite.size(), 0.0);
  indefinite.data()[0] = 1.0;
  indefinite.data()[kPitch + 1] = -1.0;
  for (const BandKernel& kernel : band_kernels()) CHECK(!kernel.solve(indefinite.data(), 2, kPitch, x.data()));
}
