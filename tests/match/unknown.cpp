// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

TEST_CASE("Each missing figure is named once, with a way to measure it") {
  chain::Headphone bare = headphone({.name = "Nameless", .rated_ohm = 32});
  bare.sensitivities.clear();
  const auto evaluation = pair(bare, {.name = "Box"});
  const Verdict verdict = judge(evaluation, Listener{});
  std::size_t unknowns = 0;
  for (const Finding& finding : verdict.findings) {
    if (finding.topic != Topic::kUnknown) continue;
    ++unknowns;
    CHECK(finding.grade == Grade::kCannotTell);
    const Words text = words(finding, evaluation, Listener{});
    CHECK_FALSE(text.headline.empty());
    CHECK_FALSE(text.advice.empty());
    if (static_cast<chain::Missing>(finding.reason) == chain::Missing::kOutputImpedance) {
      // not (Vopen - Vload) / Vopen * R, which is published and wrong (negative control N4)
      CHECK(text.advice.find("R (Vopen / Vload - 1)") != std::string::npos);
      CHECK(text.headline.find("Box") != std::string::npos);
    }
  }
  CHECK(unknowns == evaluation.missing.size());
  CHECK(unknowns == 7);
  CHECK(verdict.grade == Grade::kCannotTell);
  CHECK(summary(verdict, evaluation, Listener{}).find("measured sensitivity") != std::string::npos);
}

TEST_CASE("Nothing missing, nothing unknown") {
  const auto evaluation =
      pair({.rated_ohm = 32, .impedance = flat(32)}, {.volts = 1.0, .output_ohm = 1.0, .noise_microvolt = 2.0});
  const Verdict verdict = judge(evaluation, Listener{});
  const Finding* unknown = verdict.find(Topic::kUnknown);
  REQUIRE(unknown != nullptr);  // only the response
  CHECK(static_cast<chain::Missing>(unknown->reason) == chain::Missing::kResponse);
}

TEST_CASE("An unloaded voltage alone does not tell what an output gives into a low load") {
  using chain::Missing;
  // as of iFi's GO bar: 4 V, nothing about power; 160 mA into a HE400se
  const auto low = pair({.rated_ohm = 25, .impedance = flat(25)}, {.volts = 4.0});
  CHECK(low.lacks(Missing::kLimits));
  const Finding loudness = *judge(low, Listener{}).find(Topic::kLoudEnough);
  CHECK(words(loudness, low, Listener{}).detail.find("if it holds its unloaded voltage") != std::string::npos);
  // 13 mA into 300 ohm any output gives; and a published power answers the question
  CHECK_FALSE(pair({.rated_ohm = 300, .impedance = flat(300)}, {.volts = 4.0}).lacks(Missing::kLimits));
  CHECK_FALSE(
      pair({.rated_ohm = 25, .impedance = flat(25)}, {.volts = 4.0, .power_points = {{Ohms(32), milliwatts(475)}}})
          .lacks(Missing::kLimits));
}

}  // namespace
}  // namespace eardrum::test
