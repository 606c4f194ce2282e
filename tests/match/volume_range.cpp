// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/match/gain_mode.h>

#include "examples.h"
#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

Finding range(const chain::Evaluation& evaluation, const Listener& who) {
  return *judge(evaluation, who).find(Topic::kVolumeRange);
}

TEST_CASE("E45: where the wanted level falls on the control") {
  if (no_examples()) return;
  const Example e45 = example("E45");  // 102.2 dB/V, 85 dB, 2.1 V -> 0.138 V; -23.6 dB
  const auto evaluation = pair({.db_per_volt = e45.inputs[0], .rated_ohm = 300, .impedance = flat(300)},
                               {.volts = e45.inputs[2], .output_ohm = 0.0});
  const Finding finding = range(evaluation, listener(e45.inputs[1], 12));
  CHECK(std::abs(finding.value("setting_for_a_tone") - e45.expected[1]) < 0.06);
  CHECK(std::abs(e45.inputs[2] * std::pow(10.0, finding.value("setting_for_a_tone") / 20.0) - e45.expected[0]) <
        0.0006);
  // music that peaks at full scale needs its crest factor more
  CHECK(std::abs(finding.value("volume_position") - (e45.expected[1] + 12)) < 0.06);
  CHECK(finding.grade == Grade::kGood);
}

TEST_CASE("The ends of the control") {
  const auto at = [](double position_db, const std::string& control) {
    const auto evaluation = pair({.db_per_volt = 94 - position_db, .rated_ohm = 32, .impedance = flat(32)},
                                 {.volts = 1.0, .output_ohm = 0.0, .volume_control = control});
    return range(evaluation, listener(80, 14));
  };
  CHECK(at(-2, "pot").grade == Grade::kNote);  // no room
  CHECK(at(5, "pot").grade == Grade::kNote);   // loud_enough says the rest
  CHECK(at(-30, "pot").grade == Grade::kGood);
  CHECK(at(-52, "pot").grade == Grade::kCare);  // channel balance
  CHECK(at(-52, "relay steps").grade == Grade::kNote);
}

TEST_CASE("A digital volume eats a bit every 6.02 dB") {
  const auto evaluation = pair({.db_per_volt = 130.12, .rated_ohm = 32, .impedance = flat(32)},
                               {.volts = 1.0, .output_ohm = 0.0, .volume_control = "digital"});
  const Finding finding = range(evaluation, listener(80, 14));
  CHECK(std::abs(finding.value("effective_bits") - 18.0) < 0.01);
  // 24 bits leave nothing to hear: 130 dB SPL at full scale less 141 dB
  CHECK(finding.value("dither_noise") < 0.0);

  chain::Chain chain = evaluation.chain;
  std::vector<chain::Stage> stages(chain.stages().begin(), chain.stages().end());
  std::get<chain::Dac>(stages[0]).bits = 16;
  const auto sixteen = chain::evaluate(chain::Chain::make(stages).value());
  // 16 bits with triangular dither: -93.3 dBFS (reference/science.md section 6.3)
  CHECK(std::abs(range(sixteen, listener(80, 14)).value("dither_noise") - (130.12 - 93.3)) < 0.06);
  CHECK(range(sixteen, listener(80, 14)).grade == Grade::kCare);
}

TEST_CASE("No volume setting makes bits") {
  const auto evaluation = pair({.db_per_volt = 80, .rated_ohm = 32, .impedance = flat(32)},
                               {.volts = 1.0, .output_ohm = 0.0, .volume_control = "digital"});
  CHECK(range(evaluation, listener(90, 14)).value("volume_position") > 0.0);
  CHECK(range(evaluation, listener(90, 14)).value("effective_bits") == 24.0);
}

TEST_CASE("The gain mode to use is the quietest that surely suffices") {
  const auto mode = [](double db_per_volt, double volts) {
    return pair({.db_per_volt = db_per_volt, .rated_ohm = 32, .impedance = flat(32)},
                {.volts = volts, .output_ohm = 0.0});
  };
  const auto modes = [&](double db_per_volt) {
    return std::vector{mode(db_per_volt, 2.0), mode(db_per_volt, 0.5), mode(db_per_volt, 8.0)};
  };
  const Listener who = listener(80, 14);  // peaks of 94 dB SPL
  CHECK(gain_mode_to_use(modes(120), who) == 1u);
  CHECK(gain_mode_to_use(modes(97), who) == 0u);
  CHECK(gain_mode_to_use(modes(70), who) == 2u);  // none suffices: the loudest
  chain::Headphone silent = headphone({.rated_ohm = 32});
  silent.sensitivities.clear();
  CHECK_FALSE(gain_mode_to_use(std::vector{pair(silent, {.volts = 1.0})}, who).has_value());
}

}  // namespace
}  // namespace eardrum::test
