// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/fit.h>

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/filter/biquad_response.h>

#include "curves.h"
#include "support/figures.h"

using namespace eardrum;

namespace {

const FrequencyGrid& grid() {
  static const FrequencyGrid kGrid = FrequencyGrid::geometric(Hertz(20.0), Hertz(20000.0), 1.02);
  return kGrid;
}

eq::FitSpec autoeq_spec(const test::PublishedFit& published) {
  eq::FitSpec spec;
  spec.sample_rate = published.sample_rate;
  spec.bands = eq::autoeq_bands();
  spec.objective.mean_above = Hertz(10000.0);
  return spec;
}

}  // namespace

TEST_CASE("AutoEq's own filters have the loss that AutoEq says") {
  if (test::skip_without("data/peq_problems.jsonl")) return;
  for (const auto& published : test::published_fits()) {
    const auto spec = autoeq_spec(published);
    const auto loss = eq::loss_db(published.curve, published.autoeq, spec.sample_rate, spec.objective);
    REQUIRE(loss);
    // Its figures are printed to 5 decimals, its filters to 2 and 4.
    CHECK_MESSAGE(std::abs(*loss - published.autoeq_loss_db) < 2e-3, published.name);
  }
}

TEST_CASE("at the lowest effort the fit is at or below AutoEq's loss") {
  if (test::skip_without("data/peq_problems.jsonl")) return;
  const auto all = test::published_fits();
  for (std::size_t i = 0; i < all.size(); i += 4) {
    auto spec = autoeq_spec(all[i]);
    spec.effort = eq::Effort::kFast;
    const auto fit = eq::fit(all[i].curve, spec);
    REQUIRE(fit);
    CHECK_MESSAGE(fit->loss_db <= all[i].autoeq_loss_db, all[i].name);
    // What is reported is what the filters do.
    const auto loss = eq::loss_db(all[i].curve, fit->peq, spec.sample_rate, spec.objective);
    CHECK(*loss == doctest::Approx(fit->loss_db).epsilon(1e-9));
    for (std::size_t band = 0; band < 10; ++band) {
      const auto& box = spec.bands[fit->places[band]];
      CHECK(box.type == fit->peq.bands[band].type);
      CHECK(box.frequency.contains(fit->peq.bands[band].frequency));
      CHECK(box.gain.contains(fit->peq.bands[band].gain));
      CHECK(box.q.contains(fit->peq.bands[band].q));
    }
  }
}

TEST_CASE("an equaliser's own response is found again") {
  std::mt19937 random(11);
  for (int trial = 0; trial < 5; ++trial) {
    Peq wanted;
    for (const double hz : {60.0, 400.0, 1500.0, 5000.0}) {
      Band band = test::random_band(random, BandType::kPeaking);
      band.frequency = Hertz(hz);
      band.q = 1.0 + 0.5 * trial;
      wanted.bands.push_back(band);
    }
    const auto curve = response_of(wanted, Hertz(48000.0), grid());
    eq::FitSpec spec;
    spec.bands = eq::free_bands(4, false);
    const auto fit = eq::fit(curve, spec);
    REQUIRE(fit);
    CHECK(fit->loss_db < 0.005);
  }
}

TEST_CASE("a fit is the same every time") {
  std::mt19937 random(12);
  Peq wanted;
  for (int i = 0; i < 12; ++i) wanted.bands.push_back(test::random_band(random, BandType::kPeaking));
  const auto curve = response_of(wanted, Hertz(48000.0), grid());
  eq::FitSpec spec;
  spec.bands = eq::free_bands(8);
  const auto first = eq::fit(curve, spec);
  const auto second = eq::fit(curve, spec);
  CHECK(first->peq == second->peq);
  CHECK(first->loss_db == second->loss_db);
}

TEST_CASE("the first N bands are worth more than any other N that one exchange makes") {
  std::mt19937 random(13);
  Peq wanted;
  for (int i = 0; i < 8; ++i) wanted.bands.push_back(test::random_band(random, BandType::kPeaking));
  const auto curve = response_of(wanted, Hertz(48000.0), grid());
  eq::FitSpec spec;
  spec.bands = eq::free_bands(8);
  const auto fit = eq::fit(curve, spec);
  REQUIRE(fit);
  for (std::size_t n = 1; n < 8; ++n) {
    Peq first{Gain(0.0), {fit->peq.bands.begin(), fit->peq.bands.begin() + static_cast<std::ptrdiff_t>(n)}};
    const double loss = *eq::loss_db(curve, first, spec.sample_rate, spec.objective);
    CHECK(loss == doctest::Approx(fit->loss_by_count_db[n - 1]));
    for (std::size_t other = n; other < 8; ++other) {
      first.bands.back() = fit->peq.bands[other];
      CHECK(*eq::loss_db(curve, first, spec.sample_rate, spec.objective) >= loss - 1e-12);
    }
  }
}

TEST_CASE("the preamp leaves nothing amplified") {
  std::mt19937 random(14);
  for (int trial = 0; trial < 10; ++trial) {
    Peq wanted;
    for (int i = 0; i < 5; ++i) wanted.bands.push_back(test::random_band(random, BandType::kPeaking));
    eq::FitSpec spec;
    spec.bands = eq::free_bands(5);
    spec.effort = eq::Effort::kFast;
    const auto fit = eq::fit(response_of(wanted, Hertz(48000.0), grid()), spec);
    REQUIRE(fit);
    const auto response =
        response_of(fit->peq, spec.sample_rate, FrequencyGrid::logarithmic(Hertz(10.0), Hertz(23000.0), 96.0));
    for (const double db : response.db()) CHECK(db < 0.01);
  }
}

TEST_CASE("any number of bands from 1 to 31, and only bands that there are") {
  std::mt19937 random(15);
  Peq wanted;
  for (int i = 0; i < 10; ++i) wanted.bands.push_back(test::random_band(random, BandType::kPeaking));
  const auto curve = response_of(wanted, Hertz(44100.0), grid());
  double before = 1e9;
  for (const std::size_t count : {1U, 2U, 3U, 5U, 8U, 13U, 31U}) {
    eq::FitSpec spec;
    spec.sample_rate = Hertz(44100.0);
    spec.bands = eq::free_bands(count);
    spec.effort = eq::Effort::kFast;
    const auto fit = eq::fit(curve, spec);
    REQUIRE(fit);
    CHECK(fit->peq.bands.size() == count);
    CHECK(fit->loss_db < before);
    before = fit->loss_db;
  }
  CHECK(before < 0.05);
}

TEST_CASE("a spec that contradicts itself is refused in words") {
  const auto curve = FrequencyResponse::flat(grid());
  eq::FitSpec spec;
  CHECK(eq::fit(curve, spec).error().message == "Expected 1 to 31 bands, found 0");
  spec.bands = eq::free_bands(3);
  spec.bands[1].frequency.highest = Hertz(30000.0);
  CHECK(eq::fit(curve, spec).error().code == Errc::kUsage);
  spec.bands = eq::free_bands(3);
  spec.objective.range = {Hertz(30000.0), Hertz(40000.0)};
  CHECK(eq::fit(curve, spec).error().code == Errc::kInvalidData);
  spec.objective = {};
  spec.objective.weights = {1.0};
  CHECK(eq::fit(curve, spec).error().code == Errc::kUsage);
}

TEST_CASE("a flat curve gets bands that do nothing") {
  eq::FitSpec spec;
  spec.bands = eq::free_bands(6);
  const auto fit = eq::fit(FrequencyResponse::flat(grid()), spec);
  REQUIRE(fit);
  CHECK(fit->loss_db < 1e-3);
  CHECK(fit->peq.preamp.db() > -0.25);
}
