// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/adjustments.h>

#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/target/deviation.h>

#include "built_in.h"

namespace eardrum::target {
namespace {

TEST_CASE("The bass shelf is the Audio EQ Cookbook's") {
  // reference/science.md 4.4: LS(105, +6, .707) dB at 20/50/105/200/500
  Adjustments adjustments;
  adjustments.bass.gain = Gain(6);
  adjustments.bass.q = 0.707;
  const auto gain = response_of(adjustments, FrequencyGrid::make({20, 50, 105, 200, 500}).value());
  const double expected[] = {5.991, 5.686, 3.000, 0.451, 0.013};
  for (std::size_t i = 0; i < 5; ++i) CHECK(std::abs(gain.db()[i] - expected[i]) < 0.0011);
}

TEST_CASE("JM-1's two versions differ by the shelf that was found in them") {
  // reference/science.md 3.2 and validation.json jm1_bass_shelf: +6.60 dB at 105.06 Hz, Q 0.776, within 0.005 dB
  Adjustments shelf;
  shelf.bass = {Gain(6.6), Hertz(105.06), 0.776};
  const Target with = test::built_in_target("JM-1");
  const Target without = test::built_in_target("JM-1 without bass");
  const auto gain = response_of(shelf, without.response.grid());
  for (std::size_t i = 0; i < gain.db().size(); ++i) {
    const double hz = without.response.grid().hz()[i];
    if (hz > 2000.0) break;
    CAPTURE(hz);
    // Both are printed to 0.001 or 0.01 dB
    CHECK(std::abs(with.response.db_at(Hertz(hz)) - without.response.db()[i] - gain.db()[i] -
                   (with.response.db_at(Hertz(1000)) - without.response.db_at(Hertz(1000)))) < 0.012);
  }
}

TEST_CASE("Shelves, peak and tilt do what they say, where they say it") {
  Adjustments adjustments;
  adjustments.treble.gain = Gain(-4);
  auto gain = response_of(adjustments, comparison_grid());
  CHECK(std::abs(gain.db_at(Hertz(2500)) - -2.0) < 0.001);
  CHECK(std::abs(gain.db_at(Hertz(20)) - 0.0) < 0.001);
  CHECK(std::abs(gain.db_at(Hertz(19900)) - -4.0) < 0.01);

  adjustments = {};
  adjustments.ear_gain.gain = Gain(3);
  gain = response_of(adjustments, comparison_grid());
  CHECK(std::abs(gain.db_at(Hertz(2750)) - 3.0) < 0.001);
  CHECK(std::abs(gain.db_at(Hertz(50))) < 0.01);

  adjustments = {};
  adjustments.tilt_per_octave = Gain(-0.5);
  gain = response_of(adjustments, comparison_grid());
  CHECK(std::abs(gain.db_at(Hertz(1000))) < 1e-9);
  CHECK(std::abs(gain.db_at(Hertz(125)) - 1.5) < 1e-4);
  CHECK(std::abs(gain.db_at(Hertz(8000)) - -1.5) < 1e-4);
}

TEST_CASE("The 5128 diffuse field tilted by 1 dB an octave is the published tilted target") {
  // AutoEq's "Diffuse field 5128 -1dB per octave", made by another hand from the same field
  Adjustments tilt;
  tilt.tilt_per_octave = Gain(-1.0);
  const auto ours = adjusted(test::built_in_target("5128 DF"), tilt).response.normalised_at(Hertz(1000));
  const auto theirs = test::built_in_target("5128 DF -1 dB/oct").response.normalised_at(Hertz(1000));
  double worst = 0.0;
  for (const double f : comparison_grid().hz())
    worst = std::max(worst, std::abs(ours.db_at(Hertz(f)) - theirs.db_at(Hertz(f))));
  CHECK(worst < 0.1);
}

TEST_CASE("No adjustment leaves the target alone, an adjustment says itself in the name") {
  const Target target = test::built_in_target("Harman over-ear 2018");
  CHECK(adjusted(target, {}) == target);
  Adjustments adjustments;
  adjustments.bass.gain = Gain(-2);
  adjustments.treble.gain = Gain(1.5);
  const Target changed = adjusted(target, adjustments);
  CHECK(changed.name == "Harman over-ear 2018 (bass -2.0 dB, treble +1.5 dB from 2500 Hz)");
  CHECK(changed.rig == target.rig);
  CHECK(target.scored_by == ScoreModel::kOverEar);
  CHECK(changed.scored_by == std::nullopt);  // the score would be a distance, not a preference
  CHECK(changed.source == target.source);
}

}  // namespace
}  // namespace eardrum::target
