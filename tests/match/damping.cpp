// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <doctest/doctest.h>

#include "examples.h"
#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

Finding damping(const chain::Evaluation& evaluation) {
  return *judge(evaluation, Listener{}).find(Topic::kDamping);
}

TEST_CASE("E42: damping factors, and the 1/8 rule at its limit") {
  if (no_examples()) return;
  const Example e42 = example("E42");  // 32 and 4; 600 and 120; 16 and 2 -> 8; 5; 8
  for (std::size_t i = 0; i < 3; ++i) {
    const double z = e42.inputs[2 * i], zo = e42.inputs[2 * i + 1];
    const Finding finding = damping(pair({.rated_ohm = z}, {.volts = 1.0, .output_ohm = zo}));
    CHECK(std::abs(finding.value("ratio_rated") - e42.expected[i]) < 1e-9);
    CHECK((finding.grade == Grade::kGood) == (e42.expected[i] >= 8.0));
  }
}

TEST_CASE("E43: the rule bounds the worst load to 1.02 dB") {
  if (no_examples()) return;
  const Example e43 = example("E43");
  const auto evaluation = pair(
      {.rated_ohm = 16,
       .impedance = curve({{Hertz(20), Ohms(300), {}}, {Hertz(1000), Ohms(16), {}}, {Hertz(20000), Ohms(16), {}}})},
      {.volts = 1.0, .output_ohm = 2.0});
  const Finding finding = damping(evaluation);
  CHECK(std::abs(finding.value("worst_case") - e43.expected[0]) < 0.01);
  CHECK(finding.grade == Grade::kGood);
  CHECK(std::abs(*finding.find("worst_case")->limit - e43.expected[0]) < 0.01);
  // and no load of that minimum shifts by more
  CHECK(std::abs(judge(evaluation, Listener{}).find(Topic::kToneShift)->value("deviation")) <= e43.expected[0] + 0.01);
}

TEST_CASE("The curve's minimum counts, not only the rated impedance") {
  // multi-BA earphones need Zmin / 8 (reference/electrical.md section 3)
  const Finding finding = damping(pair({.rated_ohm = 32,
                                        .impedance = curve({{Hertz(20), Ohms(32), {}},
                                                            {Hertz(1000), Ohms(32), {}},
                                                            {Hertz(5000), Ohms(8), {}},
                                                            {Hertz(20000), Ohms(20), {}}})},
                                       {.volts = 1.0, .output_ohm = 3.0}));
  CHECK(finding.value("ratio_rated") > 8.0);
  CHECK(finding.value("ratio_minimum") < 3.0);
  CHECK(finding.grade == Grade::kNote);
}

TEST_CASE("Without a curve, the rated impedance keeps the rule for a dynamic driver, not for balanced armatures") {
  const auto of = [](const char* driver) {
    return pair({.rated_ohm = 36, .form = chain::Form::kInEar, .driver = driver}, {.volts = 1.0, .output_ohm = 2.9});
  };
  CHECK(damping(of("dynamic")).grade == Grade::kGood);
  const auto armatures = of("ba");
  CHECK(damping(armatures).grade == Grade::kNote);
  CHECK(damping(armatures).certainty == Certainty::kOpen);
  CHECK(words(damping(armatures), armatures, Listener{}).headline.find("dip") != std::string::npos);
  // unless the output is so low that even a fifth keeps it
  CHECK(damping(pair({.rated_ohm = 36, .form = chain::Form::kInEar, .driver = "ba"}, {.volts = 1.0, .output_ohm = 0.8}))
            .grade == Grade::kGood);
}

TEST_CASE("A flat planar misses the rule on 120 ohm, without harm") {
  const auto evaluation = pair({.rated_ohm = 60, .impedance = flat(60)}, {.volts = 5.0, .output_ohm = 120.0});
  const Finding finding = damping(evaluation);
  CHECK(finding.value("ratio_rated") < 8.0);
  CHECK(finding.grade == Grade::kNote);
  CHECK(words(finding, evaluation, Listener{}).headline.find("without harm") != std::string::npos);
  CHECK(judge(evaluation, Listener{}).find(Topic::kToneShift)->grade == Grade::kGood);
  CHECK(judge(evaluation, Listener{}).find(Topic::kToneShift)->value("deviation") == 0.0);
  // without an output impedance a flat load needs none
  CHECK(damping(pair({.rated_ohm = 60, .impedance = flat(60)}, {.volts = 5.0})).grade == Grade::kGood);
  CHECK(damping(pair({.rated_ohm = 60}, {.volts = 5.0})).grade == Grade::kCannotTell);
}

}  // namespace
}  // namespace eardrum::test
