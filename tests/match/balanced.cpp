// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/match/rules/balanced.h>

#include "examples.h"
#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

TEST_CASE("E36: balanced doubles volts and output impedance: 5.76 dB into 32 ohm, not 6.02") {
  if (no_examples()) return;
  const Example e36 = example("E36");  // 2.0 V, 1 ohm, 32 ohm -> 3.765 V; 1.939 V; +5.76 dB
  const PlainHeadphone phone{.db_per_volt = 100, .rated_ohm = 32, .impedance = flat(32)};
  const auto single = pair(phone, {.volts = e36.inputs[0], .output_ohm = e36.inputs[1]});
  const auto balanced = pair(phone, {.volts = 2 * e36.inputs[0], .output_ohm = 2 * e36.inputs[1]});
  CHECK(std::abs(balanced.ceiling->voltage.value() - e36.expected[0]) < 0.0006);
  CHECK(std::abs(single.ceiling->voltage.value() - e36.expected[1]) < 0.0006);
  CHECK(std::abs(judge_balanced(single, Listener{}).value("gain") - e36.expected[2]) < 0.006);
  CHECK(std::abs(judge_balanced(single, Listener{}, balanced).value("gain") - e36.expected[2]) < 0.006);
}

TEST_CASE("Where current runs out, balanced does not play louder") {
  // FiiO K19: 500 mA in both modes, 4 W into 16 ohm single-ended and balanced (reference/electrical.md section 4)
  const PlainHeadphone phone{.db_per_volt = 100, .rated_ohm = 16, .impedance = flat(16)};
  const std::vector<chain::PowerPoint> points{{Ohms(32), Watts(8.0)}, {Ohms(300), Watts(2.0)}};
  const auto single = pair(phone, {.output_ohm = 0.5, .power_points = points});
  REQUIRE(single.ceiling->limit == chain::Limit::kCurrent);
  const Finding finding = judge_balanced(single, Listener{});
  CHECK(finding.value("gain") == 0.0);
  CHECK(words(finding, single, Listener{}).headline.find("current") != std::string::npos);
}

TEST_CASE("One published power does not tell where current ends") {
  const PlainHeadphone phone{.db_per_volt = 100, .rated_ohm = 16, .impedance = flat(16)};
  const auto single = pair(phone, {.output_ohm = 0.5, .power_points = {{Ohms(32), milliwatts(100)}}});
  REQUIRE(single.ceiling->limit == chain::Limit::kCurrent);
  CHECK(judge_balanced(single, Listener{}).value("gain") > 5.0);
  const Finding loudness = *judge(single, listener(85, 18)).find(Topic::kLoudEnough);
  CHECK(words(loudness, single, listener(85, 18)).detail.find("one published power") != std::string::npos);
}

TEST_CASE("The comparison names the findings that change") {
  const PlainHeadphone hungry{.db_per_volt = 92, .rated_ohm = 60, .impedance = flat(60)};
  const Listener who = listener(85, 18);
  const auto single = pair(hungry, {.volts = 2.0, .output_ohm = 1.0});
  const auto balanced = pair(hungry, {.volts = 4.0, .output_ohm = 2.0});
  const Finding finding = judge_balanced(single, who, balanced);
  CHECK(words(finding, single, who).headline.find("what gets better is loudness") != std::string::npos);
  CHECK(words(finding, single, who).advice == "Use the balanced socket.");

  // claim B8: on efficient dynamics nothing changes
  const PlainHeadphone easy{.db_per_volt = 105, .rated_ohm = 64, .impedance = flat(64)};
  const Listener modest = listener(75, 14);
  const auto se = pair(easy, {.volts = 2.0, .output_ohm = 0.5});
  const auto bal = pair(easy, {.volts = 4.0, .output_ohm = 1.0});
  CHECK(words(judge_balanced(se, modest, bal), se, modest).headline.find("changes no finding") != std::string::npos);

  // hiss can be the price
  const PlainHeadphone sensitive{.db_per_volt = 126,
                                 .rated_ohm = 16,
                                 .impedance = flat(16),
                                 .form = chain::Form::kInEar,
                                 .back = chain::Back::kClosed};
  const auto quiet = pair(sensitive, {.volts = 1.0, .output_ohm = 0.5, .noise_microvolt = 1.0});
  const auto noisy = pair(sensitive, {.volts = 1.0, .output_ohm = 1.0, .noise_microvolt = 8.0});
  CHECK(words(judge_balanced(quiet, modest, noisy), quiet, modest).headline.find("what gets worse is hiss") !=
        std::string::npos);
}

}  // namespace
}  // namespace eardrum::test
