// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <doctest/doctest.h>

#include "examples.h"
#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

chain::Evaluation through(const chain::Cable& cable, const chain::Impedance& impedance, double rated_ohm,
                          double shared_in_socket_ohm = 0.0) {
  chain::Dac dac;
  dac.full_scale = {Volts(1.0), Confidence::kMeasured, "test"};
  chain::Amplifier amplifier;
  amplifier.output_impedance = {Ohms(0), Confidence::kMeasured, "test"};
  if (shared_in_socket_ohm > 0.0) amplifier.shared_return = {Ohms(shared_in_socket_ohm), Confidence::kMeasured, "test"};
  return chain::evaluate(
      chain::Chain::make({dac, amplifier, cable, headphone({.rated_ohm = rated_ohm, .impedance = impedance})}).value());
}

TEST_CASE("What a cable does to a headphone without a curve is bounded or not told, never zero") {
  // E38: 26 AWG, 1.2 m, 12.8 ohm with a dip to 4: 0.46 dB
  const auto with_cable = [](const PlainHeadphone& phone) {
    chain::Amplifier amplifier;
    amplifier.output_impedance = {Ohms(0.1), Confidence::kMeasured, "test"};
    amplifier.limits = chain::OutputLimits::make({.open_voltage = Volts(1.0)}, Ohms(0.1)).value();
    return chain::evaluate(
        chain::Chain::make({amplifier, chain::cable_of_gauge(26, 1.2).value(), headphone(phone)}).value());
  };
  const auto armatures = with_cable({.rated_ohm = 12.8, .form = chain::Form::kInEar, .driver = "ba"});
  const Finding open = *judge(armatures, Listener{}).find(Topic::kCable);
  CHECK(open.grade == Grade::kCannotTell);
  CHECK(open.value("shift") > 0.46);
  CHECK(words(open, armatures, Listener{}).headline.find("Can't tell") == 0);
  const auto dynamic = with_cable({.rated_ohm = 300, .driver = "dynamic"});
  const Finding bounded = *judge(dynamic, Listener{}).find(Topic::kCable);
  CHECK(bounded.grade == Grade::kGood);
  CHECK(bounded.value("shift") > 0.0);
}

TEST_CASE("E38: a thin cable and an earphone with a 4 ohm dip") {
  if (no_examples()) return;
  const Example e38 = example("E38");  // 26 AWG 1.2 m, 4 ohm, 12.8 ohm -> 0.321 ohm; 0.46 dB
  const auto dip = curve({{Hertz(20), Ohms(12.8), {}},
                          {Hertz(1000), Ohms(12.8), {}},
                          {Hertz(4000), Ohms(4), {}},
                          {Hertz(20000), Ohms(12), {}}});
  const Finding finding =
      *judge(through(chain::cable_of_gauge(26, 1.2).value(), dip, 12.8), Listener{}).find(Topic::kCable);
  CHECK(std::abs(finding.value("loop_resistance") - e38.expected[0]) < 0.0006);
  CHECK(std::abs(finding.value("shift") - e38.expected[1]) < 0.006);
  CHECK(finding.grade == Grade::kNote);

  // Behind 10 ohm the same cable adds less: 20 log10((14.321 / 14) / (23.121 / 22.8)) = 0.075 dB
  chain::Chain chain = through(chain::cable_of_gauge(26, 1.2).value(), dip, 12.8).chain;
  std::vector<chain::Stage> stages(chain.stages().begin(), chain.stages().end());
  std::get<chain::Amplifier>(stages[1]).output_impedance->value = Ohms(10);
  const auto behind = chain::evaluate(chain::Chain::make(stages).value());
  CHECK(std::abs(judge(behind, Listener{}).find(Topic::kCable)->value("shift") - 0.075) < 0.003);
}

TEST_CASE("E39: three metres of 24 AWG cost next to nothing") {
  if (no_examples()) return;
  const Example e39 = example("E39");  // -> 0.505 ohm; -0.136 and -0.015 dB
  const chain::Cable cable = chain::cable_of_gauge(24, 3.0).value();
  const Finding low = *judge(through(cable, flat(32), 32), Listener{}).find(Topic::kCable);
  const Finding high = *judge(through(cable, flat(300), 300), Listener{}).find(Topic::kCable);
  CHECK(std::abs(low.value("loop_resistance") - e39.expected[0]) < 0.0006);
  CHECK(std::abs(low.value("loss") - e39.expected[1]) < 0.0006);
  CHECK(std::abs(high.value("loss") - e39.expected[2]) < 0.0006);
  CHECK(low.grade == Grade::kGood);
  CHECK(judge(pair(PlainHeadphone{}, {.volts = 1.0}), Listener{}).find(Topic::kCable)->value("loss") == 0.0);
}

TEST_CASE("E19 and E20: crosstalk through a shared return") {
  if (no_examples()) return;
  const Example e19 = example("E19");  // 24 AWG 1 m = 0.0834 ohm, 47 ohm -> -55.0 dB
  chain::Cable cable;
  cable.shared_return = Ohms(e19.inputs[2]);
  const auto crosstalk = [](const chain::Evaluation& evaluation) {
    return *judge(evaluation, Listener{}).find(Topic::kCrosstalk);
  };
  CHECK(std::abs(crosstalk(through(cable, flat(e19.inputs[3]), 47)).value("crosstalk") - e19.expected[0]) < 0.06);
  const Example e20 = example("E20");  // 0.1 ohm, 32 ohm -> -50.1 dB
  CHECK(std::abs(crosstalk(through({}, flat(e20.inputs[1]), 32, e20.inputs[0])).value("crosstalk") - e20.expected[0]) <
        0.06);
  // Galaxy S5 into 33 ohm: -44.8 dB with 185 to 197 milliohm (AnandTech)
  CHECK(std::abs(crosstalk(through({}, flat(33), 33, 0.191)).value("crosstalk") - -44.8) < 0.3);
  CHECK(crosstalk(through({}, flat(33), 33, 0.191)).grade == Grade::kGood);
  CHECK(crosstalk(through({}, flat(16), 16, 1.0)).grade == Grade::kNote);
  CHECK(crosstalk(through({}, flat(16), 16, 5.0)).grade == Grade::kCare);
  // unknown: typical, and so only probably fine
  CHECK(crosstalk(through({}, flat(16), 16)).certainty == Certainty::kProbable);
}

}  // namespace
}  // namespace eardrum::test
