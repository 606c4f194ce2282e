// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

Finding full_volume(const chain::Evaluation& evaluation, const Listener& who) {
  return *judge(evaluation, who).find(Topic::kOverpowered);
}

// 110 dB SPL at 1 V: with peaks at full scale music of 14 dB averages 14 dB below the output's voltage.
chain::Evaluation clean(double volts) {
  return pair({.db_per_volt = 110, .rated_ohm = 32, .impedance = flat(32)}, {.volts = volts, .output_ohm = 0.0});
}

TEST_CASE("Full volume averages a crest factor below the loudest level") {
  CHECK(std::abs(full_volume(clean(1.0), listener(75, 14)).value("full_volume_level") - 110.0) < 0.01);
  CHECK(std::abs(full_volume(clean(1.0), listener(75, 14)).value("full_volume_average") - 96.0) < 0.01);
  CHECK(std::abs(full_volume(clean(1.0), listener(75, 5)).value("full_volume_average") - 105.0) < 0.01);
}

TEST_CASE("An output that clips first cannot average more than its ceiling") {
  chain::Dac dac;
  dac.full_scale = {Volts(10.0), Confidence::kMeasured, "test"};  // 130 dB SPL, were there no limit
  chain::Amplifier weak;
  weak.output_impedance = {Ohms(0), Confidence::kMeasured, "test"};
  weak.limits = chain::OutputLimits::make({.open_voltage = Volts(1.0)}, Ohms(0)).value();
  const auto clipping = chain::evaluate(
      chain::Chain::make({dac, weak, headphone({.db_per_volt = 110, .rated_ohm = 32, .impedance = flat(32)})}).value());
  CHECK(std::abs(full_volume(clipping, listener(75, 14)).value("full_volume_average") - 110.0) < 0.01);
  CHECK(std::abs(full_volume(clipping, listener(75, 25)).value("full_volume_average") - 105.0) < 0.01);
}

TEST_CASE("The safe time at full volume is that of WHO-ITU H.870") {
  // 40 h at 80 dB(A), half for each 3.01 dB; E22: 100 dB(A) for 24 minutes a week
  const Finding finding = full_volume(clean(2.0), listener(75, 14));
  const double hours = 40.0 * std::pow(10.0, (80.0 - finding.value("full_volume_field")) / 10.0);
  CHECK(hours < 168.0);
  CHECK(std::abs(finding.value("safe_time") / hours - 1.0) < 1e-6);
  CHECK(finding.value("full_volume_field") < finding.value("full_volume_average"));
}

TEST_CASE("Loud, painful, deafening") {
  CHECK(full_volume(clean(1.0), Listener{}).grade == Grade::kGood);   // 110 dB SPL
  CHECK(full_volume(clean(5.0), Listener{}).grade == Grade::kNote);   // 124
  CHECK(full_volume(clean(20.0), Listener{}).grade == Grade::kCare);  // 136
  CHECK(full_volume(clean(20.0), Listener{}).certainty == Certainty::kSure);
  CHECK(full_volume(clean(10.5), Listener{}).certainty == Certainty::kOpen);  // 130.4, SD 1.6 dB
}

}  // namespace
}  // namespace eardrum::test
