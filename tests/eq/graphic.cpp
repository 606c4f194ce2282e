// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/graphic.h>

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/eq/fit.h>
#include <eardrum/filter/biquad_response.h>

#include "curves.h"
#include "support/figures.h"

using namespace eardrum;

namespace {

FrequencyResponse wavy_curve(unsigned seed) {
  std::mt19937 random(seed);
  Peq wanted;
  for (int i = 0; i < 6; ++i) {
    Band band = test::random_band(random, BandType::kPeaking);
    band.gain = band.gain * 0.5;
    wanted.bands.push_back(band);
  }
  return response_of(wanted, Hertz(48000.0), FrequencyGrid::geometric(Hertz(20.0), Hertz(20000.0), 1.02));
}

double rms_of_points(const FrequencyResponse& curve, const std::vector<Hertz>& points, const std::vector<Gain>& gains) {
  std::vector<double> hz, db;
  for (std::size_t i = 0; i < points.size(); ++i) {
    hz.push_back(points[i].value());
    db.push_back(gains[i].db());
  }
  const auto drawn = FrequencyResponse::make(FrequencyGrid::make(hz).value(), db).value().on(curve.grid());
  double sum = 0.0;
  for (std::size_t i = 0; i < curve.db().size(); ++i) sum += std::pow(drawn.db()[i] - curve.db()[i], 2);
  return std::sqrt(sum / static_cast<double>(curve.db().size()));
}

}  // namespace

TEST_CASE("the gains of a graphic equaliser are a minimum: no slider, moved, does better") {
  for (const auto& bands : {eq::ten_band_graphic(), eq::thirty_one_band_graphic()}) {
    const auto curve = wavy_curve(static_cast<unsigned>(bands.size()));
    eq::FitSpec spec;
    spec.bands = bands;
    const auto fit = eq::fit(curve, spec);
    REQUIRE(fit);
    Peq peq = fit->peq;
    for (Band& band : peq.bands) {
      for (const double step : {-0.05, 0.05}) {
        const Gain before = band.gain;
        band.gain = before + Gain(step);
        if (band.gain.db() <= 12.0 && band.gain.db() >= -12.0) {
          CHECK(*eq::loss_db(curve, peq, spec.sample_rate, spec.objective) >= fit->loss_db - 1e-9);
        }
        band.gain = before;
      }
    }
  }
}

TEST_CASE("five free bands beat the best ten-band graphic, eight the 31-band, on the published curves") {
  if (test::skip_without("data/peq_problems.jsonl")) return;
  const auto all = test::published_fits();
  int fives = 0, eights = 0, count = 0;
  for (std::size_t i = 0; i < all.size(); i += 8) {
    const auto loss = [&](std::vector<eq::BandSpec> bands) {
      eq::FitSpec spec;
      spec.sample_rate = Hertz(48000.0);
      spec.bands = std::move(bands);
      spec.objective.range.highest = Hertz(10000.0);
      spec.objective.free_offset = true;
      return eq::fit(all[i].curve, spec)->loss_db;
    };
    ++count;
    fives += loss(eq::free_bands(5)) < loss(eq::ten_band_graphic());
    eights += loss(eq::free_bands(8)) < loss(eq::thirty_one_band_graphic());
  }
  CHECK(fives == count);
  CHECK(eights == count);
}

TEST_CASE("AutoEq's 127 frequencies") {
  const auto points = eq::autoeq_points();
  CHECK(points.size() == 127);
  CHECK(points.front() == Hertz(20.0));
  CHECK(points[1] == Hertz(21.0));
  CHECK(points.back() == Hertz(19871.0));
}

TEST_CASE("points are the least squares of straight lines") {
  for (unsigned seed = 1; seed < 5; ++seed) {
    const auto curve = wavy_curve(seed);
    eq::PointsSpec spec;
    spec.frequencies = eq::autoeq_points();
    const auto gains = eq::fit_points(curve, spec).value();
    const double rms = rms_of_points(curve, spec.frequencies, gains);
    std::vector<Gain> sampled;
    for (const Hertz point : spec.frequencies) sampled.emplace_back(curve.db_at(point));
    CHECK(rms <= rms_of_points(curve, spec.frequencies, sampled));
    for (std::size_t i = 0; i < gains.size(); i += 5) {
      for (const double step : {-0.01, 0.01}) {
        auto moved = gains;
        moved[i] = moved[i] + Gain(step);
        CHECK(rms_of_points(curve, spec.frequencies, moved) >= rms - 1e-9);
      }
    }
    spec.step = Gain(0.1);
    const auto rounded = eq::fit_points(curve, spec).value();
    for (const Gain gain : rounded) CHECK(std::abs(gain.db() * 10.0 - std::round(gain.db() * 10.0)) < 1e-9);
    CHECK(rms_of_points(curve, spec.frequencies, rounded) < rms + 0.04);
  }
}

TEST_CASE("points inside a range, and refusals") {
  eq::PointsSpec spec;
  spec.frequencies = {Hertz(20.0), Hertz(200.0), Hertz(2000.0), Hertz(20000.0)};
  spec.gain = {Gain(-2.0), Gain(0.0)};
  const auto gains = eq::fit_points(wavy_curve(9), spec).value();
  for (const Gain gain : gains) CHECK(spec.gain.contains(gain));
  spec.frequencies = {Hertz(20.0), Hertz(20.0)};
  CHECK(eq::fit_points(wavy_curve(9), spec).error().code == Errc::kUsage);
  spec.frequencies = {Hertz(20.0), Hertz(30.0)};
  spec.gain = {Gain(0.2), Gain(0.3)};
  spec.step = Gain(0.5);
  CHECK(eq::fit_points(wavy_curve(9), spec).error().code == Errc::kUsage);
}
