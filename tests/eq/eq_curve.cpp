// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/eq_curve.h>

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/eq/fit.h>
#include <eardrum/filter/biquad_response.h>

using namespace eardrum;

namespace {

const FrequencyGrid& grid() {
  static const FrequencyGrid kGrid = FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 48.0);
  return kGrid;
}

FrequencyResponse of_bands(std::vector<Band> bands) {
  return response_of({Gain(0.0), std::move(bands)}, Hertz(96000.0), grid());
}

Band peak(double hz, double db, double q) {
  return {BandType::kPeaking, Hertz(hz), Gain(db), q};
}

double slope_db_per_octave(const FrequencyResponse& curve) {
  double steepest = 0.0;
  for (std::size_t i = 1; i < curve.db().size(); ++i) {
    steepest = std::max(steepest, std::abs(curve.db()[i] - curve.db()[i - 1]) /
                                      std::log2(curve.grid().hz()[i] / curve.grid().hz()[i - 1]));
  }
  return steepest;
}

}  // namespace

TEST_CASE("a broad error is corrected by its opposite, whatever the level") {
  const auto measured = of_bands({peak(100.0, 5.0, 0.7), peak(3000.0, -4.0, 1.0)}).shifted(94.0);
  const auto curve = eq::eq_curve(measured, FrequencyResponse::flat(grid()));
  for (std::size_t i = 20; i + 80 < grid().size(); ++i) {
    // Apart from the levelling's offset.
    CHECK(curve.gain.db()[i] - curve.gain.db_at(Hertz(600.0)) ==
          doctest::Approx(measured.db_at(Hertz(600.0)) - measured.db()[i]).epsilon(0.03).scale(1.0));
  }
  CHECK(curve.most_taken.db() < 1e-9);
}

TEST_CASE("a narrow notch is filled, not chased") {
  const auto notched = of_bands({peak(9000.0, -18.0, 20.0)});
  const auto curve = eq::eq_curve(notched, FrequencyResponse::flat(grid()));
  CHECK(curve.gain.db_at(Hertz(9000.0)) < 18.0 / 5.0);
}

TEST_CASE("boost, cut and slope stay inside their limits, and say what they took") {
  std::mt19937 random(1);
  std::normal_distribution<double> noise(0.0, 12.0);
  for (int trial = 0; trial < 10; ++trial) {
    std::vector<Band> bands;
    for (double hz = 40.0; hz < 18000.0; hz *= 1.8) bands.push_back(peak(hz, noise(random), 4.0));
    eq::CurveSpec spec;
    spec.most_boost = Gain(6.0);
    spec.most_treble_boost = Gain(3.0);
    spec.most_cut = Gain(10.0);
    spec.most_slope_db_per_octave = 12.0;
    const auto curve = eq::eq_curve(of_bands(bands), FrequencyResponse::flat(grid()), spec);
    for (std::size_t i = 0; i < grid().size(); ++i) {
      const double gain = curve.gain.db()[i], wanted = curve.unlimited.db()[i];
      CHECK(gain <= 6.0 + 1e-9);
      CHECK(gain >= -10.0 - 1e-9);
      if (grid().hz()[i] > 9000.0) CHECK(gain <= 3.0 + 1e-9);
      // Limits only ever take away.
      CHECK(std::abs(gain) <= std::abs(wanted) + 1e-9);
      CHECK(gain * wanted >= 0.0);
      CHECK(std::abs(gain - wanted) <= curve.most_taken.db() + 1e-9);
    }
    // Where a boost meets a cut, both slopes add.
    CHECK(slope_db_per_octave(curve.gain) <= 24.0 + 1e-6);
  }
}

TEST_CASE("frequencies that do not repeat count less, and the fit leaves them alone") {
  // Two seatings that agree but for a notch at 4 kHz in one of them.
  const auto base = of_bands({peak(150.0, 4.0, 0.8), peak(900.0, -1.5, 1.0)});
  const auto notched = of_bands({peak(150.0, 4.0, 0.8), peak(900.0, -1.5, 1.0), peak(4000.0, -16.0, 3.0)});
  const auto measurement =
      Measurement::make("rig",
                        {{Channel::kLeft, "1", base}, {Channel::kLeft, "2", notched}, {Channel::kLeft, "3", base}})
          .value();
  const auto curve = eq::eq_curve(measurement, FrequencyResponse::flat(grid()));
  const auto at = [&](double hz) {
    std::size_t i = 0;
    while (grid().hz()[i] < hz) ++i;
    return curve.weights[i];
  };
  CHECK(at(300.0) > 0.9);
  CHECK(at(4000.0) < 0.2);
  eq::FitSpec spec;
  spec.bands = eq::free_bands(2, false);
  const auto weighted = eq::fit(curve.gain, eq::weighted_by(curve, {}, spec)).value();
  const auto plain = eq::fit(curve.gain, spec).value();
  const auto boost_at_notch = [](const Peq& peq) {
    return response_of({Gain(0.0), peq.bands}, Hertz(48000.0), grid()).db_at(Hertz(4000.0));
  };
  CHECK(boost_at_notch(weighted.peq) < 0.3 * boost_at_notch(plain.peq));
}

TEST_CASE("one headphone can be made to sound like another, and a curve ends where its range does") {
  const auto mine = of_bands({peak(60.0, -5.0, 0.8), peak(2500.0, 3.0, 1.2)});
  const auto other = of_bands({peak(80.0, 3.0, 0.9)});
  eq::CurveSpec spec;
  spec.range = {Hertz(30.0), Hertz(10000.0)};
  const auto curve = eq::eq_curve(mine, smoothed(other, spec.smoothing), spec);
  const auto corrected = difference(other, mine);
  const double offset = curve.gain.db_at(Hertz(1000.0)) - corrected.db_at(Hertz(1000.0));
  for (double hz = 50.0; hz < 5000.0; hz *= 1.1) {
    CHECK(std::abs(curve.gain.db_at(Hertz(hz)) - corrected.db_at(Hertz(hz)) - offset) < 0.15);
  }
  CHECK(curve.gain.db().front() == doctest::Approx(curve.gain.db_at(Hertz(30.0))).epsilon(0.05).scale(1.0));
  CHECK(curve.weights.front() == 0.0);
  CHECK(curve.weights.back() == 0.0);
}
