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

}  // namespace
}  // namespace eardrum::test
