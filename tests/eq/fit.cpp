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

TEST_CASE("bands of many kinds and ranges each stay in their own") {
  std::mt19937 random(16);
  Peq wanted;
  for (int i = 0; i < 8; ++i) wanted.bands.push_back(test::random_band(random, BandType::kPeaking));
  wanted.bands.push_back({BandType::kHighPass, Hertz(30.0), Gain(0.0), 0.8});
  wanted.bands.push_back({BandType::kLowPass, Hertz(15000.0), Gain(0.0), 0.7});
  const auto curve = response_of(wanted, Hertz(48000.0), grid());
  eq::FitSpec spec;
  for (int i = 0; i < 3; ++i) {
    spec.bands.push_back({BandType::kPeaking, {Hertz(20.0), Hertz(200.0)}, {Gain(-12.0), Gain(6.0)}, {0.5, 3.0}});
    spec.bands.push_back({BandType::kPeaking, {Hertz(2000.0), Hertz(12000.0)}, {Gain(-12.0), Gain(6.0)}, {0.7, 5.0}});
  }
  spec.bands.push_back({BandType::kPeaking, eq::fixed_at(Hertz(1000.0)), {Gain(-6.0), Gain(6.0)}, {0.3, 2.0}});
  spec.bands.push_back({BandType::kPeaking, {Hertz(300.0), Hertz(900.0)}, eq::fixed_at(Gain(-2.0)), eq::fixed_at(1.0)});
  spec.bands.push_back({BandType::kHighPass, {Hertz(20.0), Hertz(60.0)}, {}, {0.5, 1.0}});
  spec.bands.push_back({BandType::kLowPass, {Hertz(10000.0), Hertz(20000.0)}, {}, {0.5, 1.0}});
  const auto fit = eq::fit(curve, spec);
  REQUIRE(fit);
  std::vector<bool> used(spec.bands.size(), false);
  for (std::size_t i = 0; i < fit->peq.bands.size(); ++i) {
    const auto& band = fit->peq.bands[i];
    const auto& range = spec.bands[fit->places[i]];
    CHECK(!used[fit->places[i]]);
    used[fit->places[i]] = true;
    CHECK(band.type == range.type);
    CHECK(range.frequency.contains(band.frequency));
    CHECK(range.q.contains(band.q));
    if (band.type == BandType::kPeaking) CHECK(range.gain.contains(band.gain));
  }
  // Better than the same bands without gain or with passes out of the way.
  CHECK(fit->loss_db < 0.7 * *eq::loss_db(curve, {}, spec.sample_rate, spec.objective));
}

TEST_CASE("a cost of gain keeps neighbours from fighting, for little loss") {
  if (test::skip_without("data/peq_problems.jsonl")) return;
  const auto all = test::published_fits();
  double plain_sum = 0.0, calm_sum = 0.0, plain_loss = 0.0, calm_loss = 0.0;
  for (std::size_t i = 0; i < all.size(); i += 12) {
    eq::FitSpec spec;
    spec.bands = eq::free_bands(10);
    spec.objective.free_offset = true;
    const auto plain = eq::fit(all[i].curve, spec).value();
    spec.objective.gain_cost = 0.02;
    const auto calm = eq::fit(all[i].curve, spec).value();
    for (const Band& band : plain.peq.bands) plain_sum += band.gain.db() * band.gain.db();
    for (const Band& band : calm.peq.bands) calm_sum += band.gain.db() * band.gain.db();
    plain_loss += plain.loss_db;
    calm_loss += calm.loss_db;
  }
  CHECK(calm_sum < 0.6 * plain_sum);
  CHECK(calm_loss < plain_loss + 0.1 * static_cast<double>(all.size()) / 12.0);
}

TEST_CASE("no two peaks stand nearly in one place, though two of half the gain cost less") {
  // A rise to the bass that one bell and a shelf do, as of many open headphones.
  const Peq rise{Gain(0.0),
                 {{BandType::kLowShelf, Hertz(85.0), Gain(4.0), 1.0},
                  {BandType::kPeaking, Hertz(20.0), Gain(6.5), 0.95},
                  {BandType::kPeaking, Hertz(3200.0), Gain(-1.7), 3.0}}};
  std::vector<FrequencyResponse> curves = {response_of(rise, Hertz(48000.0), grid())};
  if (!test::skip_without("data/peq_problems.jsonl")) {
    const auto all = test::published_fits();
    for (std::size_t i = 0; i < all.size(); i += 3) curves.push_back(all[i].curve);
  }
  for (const auto& curve : curves) {
    eq::FitSpec spec;
    spec.bands = eq::free_bands(10);
    spec.objective.free_offset = true;
    spec.objective.gain_cost = 0.03;
    const auto fit = eq::fit(curve, spec);
    REQUIRE(fit);
    const auto& bands = fit->peq.bands;
    for (std::size_t a = 0; a < bands.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        if (bands[a].type != BandType::kPeaking || bands[b].type != BandType::kPeaking) continue;
        if (bands[a].gain.db() * bands[b].gain.db() <= 0.0) continue;
        const double octaves = std::abs(std::log2(bands[a].frequency / bands[b].frequency));
        const double apart = std::abs(std::log(bands[a].q / bands[b].q));
        CHECK_MESSAGE((octaves > 0.16 || apart > 0.4), bands[a].frequency.value());
      }
    }
  }
}

TEST_CASE("weights decide what is followed") {
  const Peq wanted{
      Gain(0.0),
      {{BandType::kPeaking, Hertz(100.0), Gain(6.0), 1.0}, {BandType::kPeaking, Hertz(5000.0), Gain(6.0), 1.0}}};
  const auto curve = response_of(wanted, Hertz(48000.0), grid());
  for (const bool bass : {true, false}) {
    eq::FitSpec spec;
    spec.bands = eq::free_bands(1, false);
    for (const double hz : grid().hz()) spec.objective.weights.push_back((hz < 700.0) == bass ? 1.0 : 0.001);
    const auto fit = eq::fit(curve, spec).value();
    CHECK(fit.peq.bands[0].frequency.value() == doctest::Approx(bass ? 100.0 : 5000.0).epsilon(0.02));
    CHECK(fit.peq.bands[0].gain.db() == doctest::Approx(6.0).epsilon(0.02));
  }
}

TEST_CASE("whatever is asked for: a fit inside every range, or a refusal") {
  std::mt19937 random(18);
  const auto between = [&random](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  int fits = 0;
  for (int trial = 0; trial < 150; ++trial) {
    // Curves from a whisper to absurd, on grids from one point to hundreds.
    const auto points = static_cast<std::size_t>(std::pow(400.0, between(0.0, 1.0)));
    std::vector<double> hz, db;
    for (double f = between(1.0, 100.0); hz.size() < points;
         f *= 1.0 + between(0.001, 8.0 / static_cast<double>(points))) {
      hz.push_back(f);
      db.push_back(between(-1.0, 1.0) * std::pow(10.0, between(-3.0, 2.0)));
    }
    const auto curve = FrequencyResponse::make(FrequencyGrid::make(hz).value(), db).value();
    eq::FitSpec spec;
    spec.effort = eq::Effort::kFast;
    spec.sample_rate = Hertz(between(0.0, 1.0) < 0.2 ? 8000.0 : 48000.0);
    const auto range = [&](double low, double high) {
      const double a = between(low, high), b = between(0.0, 1.0) < 0.3 ? a : between(low, high);
      return std::pair(std::min(a, b), std::max(a, b));
    };
    const auto count = static_cast<std::size_t>(between(1.0, 12.0));
    for (std::size_t i = 0; i < count; ++i) {
      const auto f = range(std::log(10.0), std::log(5000.0)), g = range(-30.0, 30.0), q = range(-2.0, 3.0);
      eq::BandSpec band{test::kEveryType[random() % 5],
                        {Hertz(std::exp(f.first)), Hertz(std::exp(f.second))},
                        {Gain(g.first), Gain(g.second)},
                        {std::exp(q.first), std::exp(q.second)}};
      // Often the same box again, as devices have.
      spec.bands.push_back(i > 0 && between(0.0, 1.0) < 0.5 ? spec.bands.back() : band);
    }
    if (between(0.0, 1.0) < 0.3) spec.objective.mean_above = Hertz(between(20.0, 10000.0));
    spec.objective.free_offset = between(0.0, 1.0) < 0.5;
    if (between(0.0, 1.0) < 0.3) {
      for (std::size_t i = 0; i < points; ++i) spec.objective.weights.push_back(std::max(0.0, between(-1.0, 1.0)));
    }
    if (between(0.0, 1.0) < 0.5) spec.steps.gain = Gain(between(0.05, 1.0));
    if (between(0.0, 1.0) < 0.3) spec.steps.frequency = Hertz(between(0.5, 20.0));
    if (between(0.0, 1.0) < 0.3) spec.steps.q = between(0.01, 0.5);
    const auto fit = eq::fit(curve, spec);
    if (!fit) {
      CHECK(!fit.error().message.empty());
      continue;
    }
    ++fits;
    CHECK(std::isfinite(fit->loss_db));
    CHECK(std::isfinite(fit->peq.preamp.db()));
    REQUIRE(fit->peq.bands.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto& box = spec.bands[fit->places[i]];
      const Band& band = fit->peq.bands[i];
      CHECK(box.frequency.contains(band.frequency));
      CHECK(box.q.contains(band.q));
      if (band.type != BandType::kLowPass && band.type != BandType::kHighPass) CHECK(box.gain.contains(band.gain));
    }
  }
  CHECK(fits > 40);
}
