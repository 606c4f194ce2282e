// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <doctest/doctest.h>

#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

const PlainHeadphone kPhone{.name = "Phones", .db_per_volt = 105, .rated_ohm = 300, .impedance = flat(300)};
const PlainOutput kGood{.name = "Box", .volts = 4.0, .output_ohm = 0.5, .noise_microvolt = 2.0};

TEST_CASE("The worst finding makes the verdict, and says why") {
  const auto verdict_of = [](const chain::Evaluation& evaluation, const Listener& who) {
    const Verdict verdict = judge(evaluation, who);
    return std::pair{verdict.grade, summary(verdict, evaluation, who)};
  };
  const auto [good, good_text] = verdict_of(pair(kPhone, kGood), listener(75, 14));
  CHECK(good == Grade::kGood);
  CHECK(good_text.find("Phones and Box get along: loud enough") == 0);
  CHECK(good_text.find("no audible hiss") != std::string::npos);

  const auto [poor, poor_text] =
      verdict_of(pair(kPhone, {.name = "Box", .volts = 0.1, .output_ohm = 0.5}), listener(85, 18));
  CHECK(poor == Grade::kPoor);
  CHECK(poor_text.find("Phones and Box do not get along. Too quiet") == 0);

  const auto [care, care_text] =
      verdict_of(pair(kPhone, {.name = "Box", .volts = 0.6, .output_ohm = 0.5}), listener(85, 18));
  CHECK(care == Grade::kCare);
  CHECK(care_text.find("with care") != std::string::npos);
}

TEST_CASE("A bad verdict is as sure as its firmest reason") {
  // too quiet, by tens of decibels
  const auto quiet = pair(kPhone, {.name = "Box", .volts = 0.01, .output_ohm = 0.5, .noise_microvolt = 2.0});
  const Verdict verdict = judge(quiet, listener(85, 18));
  CHECK(verdict.grade == Grade::kPoor);
  CHECK(verdict.certainty == Certainty::kSure);
  // a second reason that is less sure takes nothing from it: plain hiss at 31 dB(A), SD 1.6 dB
  const auto both = pair(kPhone, {.name = "Box", .volts = 0.01, .output_ohm = 0.5, .noise_microvolt = 200.0});
  const Verdict worse = judge(both, listener(85, 18));
  REQUIRE(worse.find(Topic::kHiss)->grade == Grade::kPoor);
  REQUIRE(worse.find(Topic::kHiss)->certainty != Certainty::kSure);
  CHECK(worse.certainty == Certainty::kSure);
}

TEST_CASE("Loud enough alone is no good verdict where a usual output could do harm: nobody can tell") {
  const auto verdict_of = [](double rated_ohm, double db_per_volt) {
    return pair({.name = "Phones", .db_per_volt = db_per_volt, .rated_ohm = rated_ohm}, {.name = "Box", .volts = 2.0});
  };
  // 300 ohm and 105 dB/V: 10 ohm and 10 uV would hardly show
  CHECK(judge(verdict_of(300, 105), listener(75, 14)).grade == Grade::kGood);
  const auto delicate = verdict_of(13, 105);
  CHECK(judge(delicate, listener(75, 14)).grade == Grade::kCannotTell);
  const std::string text = summary(judge(delicate, listener(75, 14)), delicate, listener(75, 14));
  CHECK(text.find("Nobody can tell yet whether Phones and Box get along: loud enough, with") == 0);
  CHECK(text.find("Not known: what the output does to the tone, whether it hisses") != std::string::npos);
}

TEST_CASE("A good verdict is only probable while the hiss is unknown") {
  const auto evaluation = pair(kPhone, {.name = "Box", .volts = 4.0, .output_ohm = 0.5});
  const Verdict verdict = judge(evaluation, listener(75, 14));
  CHECK(verdict.grade == Grade::kGood);
  CHECK(verdict.certainty == Certainty::kProbable);
  const std::string text = summary(verdict, evaluation, listener(75, 14));
  CHECK(text.find("probably get along") != std::string::npos);
  CHECK(text.find("Not known: whether it hisses") != std::string::npos);
  CHECK(judge(pair(kPhone, kGood), listener(75, 14)).certainty == Certainty::kSure);
}

TEST_CASE("Findings come in the order of their topics, each once but for the unknowns") {
  const Verdict verdict = judge(pair(kPhone, kGood), Listener{});
  const auto topic_of = [](const Finding& finding) { return finding.topic; };
  CHECK(std::is_sorted(verdict.findings.begin(), verdict.findings.end(),
                       [&](const Finding& a, const Finding& b) { return topic_of(a) < topic_of(b); }));
  for (int topic = 0; topic < static_cast<int>(Topic::kUnknown); ++topic) {
    CHECK(std::count_if(verdict.findings.begin(), verdict.findings.end(),
                        [&](const Finding& finding) { return static_cast<int>(finding.topic) == topic; }) == 1);
    CHECK_FALSE(to_text(static_cast<Topic>(topic)).empty());
  }
}

}  // namespace
}  // namespace eardrum::test
