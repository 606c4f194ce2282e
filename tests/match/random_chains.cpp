// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <random>
#include <regex>

#include <doctest/doctest.h>

#include "chain/chains.h"
#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

constexpr int kTrials = 300;

// Knocks figures out of a random chain, so that every kind of ignorance comes up.
std::vector<chain::Stage> with_gaps(std::vector<chain::Stage> stages, std::mt19937& random) {
  const auto rarely = [&] { return std::uniform_int_distribution<int>(0, 4)(random) == 0; };
  for (chain::Stage& stage : stages) {
    if (auto* dac = std::get_if<chain::Dac>(&stage); dac != nullptr && rarely()) dac->full_scale.reset();
    if (auto* amplifier = std::get_if<chain::Amplifier>(&stage)) {
      if (rarely()) amplifier->output_impedance.reset();
      if (rarely()) amplifier->coupling_microfarad = {47.0, Confidence::kUser, "random"};
      if (rarely()) amplifier->balanced = true;
      if (rarely()) amplifier->shared_return = {Ohms(0.2), Confidence::kUser, "random"};
    }
    if (auto* phone = std::get_if<chain::Headphone>(&stage)) {
      if (rarely()) phone->sensitivities.clear();
      if (!phone->sensitivities.empty() && rarely()) phone->sensitivities[0].confidence = Confidence::kPage;
      if (rarely()) phone->impedance = chain::Impedance::flat(phone->rated_impedance.value).value();
      if (rarely()) phone->form = chain::Form::kInEar;
    }
  }
  return stages;
}

TEST_CASE("Findings hold only finite numbers with units, and sentences without nan and inf") {
  std::mt19937 random(20261120);
  const std::regex bad("\\b(nan|inf|NaN|Inf|infinity)\\b|-0\\.?0* |  |\\.\\.|:\\.");
  for (int trial = 0; trial < kTrials; ++trial) {
    CAPTURE(trial);
    const auto made = chain::Chain::make(with_gaps(random_stages(random), random));
    REQUIRE(made.has_value());
    const auto evaluation = chain::evaluate(*made);
    const Listener who = listener(std::uniform_real_distribution<double>(50, 110)(random),
                                  std::uniform_real_distribution<double>(3, 20)(random));
    const Verdict verdict = judge(evaluation, who);
    CHECK(judge(evaluation, who).findings.size() == verdict.findings.size());
    const std::string text = summary(verdict, evaluation, who);
    CAPTURE(text);
    CHECK_FALSE(std::regex_search(text, bad));
    for (const Finding& finding : verdict.findings) {
      CAPTURE(to_text(finding.topic));
      for (const Figure& figure : finding.figures()) {
        CAPTURE(figure.name);
        CHECK(std::isfinite(figure.value));
        CHECK_FALSE(figure.name.empty());
        CHECK_FALSE(figure.unit.empty());
        if (figure.low) {
          CHECK(*figure.low <= figure.value + 1e-9);
          CHECK(figure.value <= *figure.high + 1e-9);
        }
        if (figure.limit) CHECK(std::isfinite(*figure.limit));
      }
      const Words said = words(finding, evaluation, who);
      CAPTURE(said.headline);
      CAPTURE(said.detail);
      CHECK_FALSE(said.headline.empty());
      CHECK(said.headline.back() == '.');
      // A headline is one thing to read: three lines of a terminal at most.
      CHECK(said.headline.size() <= 200);
      for (const std::string& part : {said.headline, said.detail, said.advice}) {
        CHECK_FALSE(std::regex_search(part, bad));
        // Nothing beyond ASCII but the micro sign.
        const std::string plain = std::regex_replace(part, std::regex("\u00b5"), "u");
        for (const char c : plain) CHECK((c >= ' ' && c <= '~'));
        if (!part.empty()) CHECK_FALSE((part.front() >= 'a' && part.front() <= 'z'));
      }
    }
  }
}

TEST_CASE("Without source impedance the tone does not shift") {
  std::mt19937 random(7);
  for (int trial = 0; trial < kTrials; ++trial) {
    auto stages = random_stages(random);
    std::erase_if(stages, [](const chain::Stage& stage) { return std::holds_alternative<chain::Cable>(stage); });
    for (chain::Stage& stage : stages) {
      if (auto* dac = std::get_if<chain::Dac>(&stage)) dac->output_impedance.reset();
      if (auto* amplifier = std::get_if<chain::Amplifier>(&stage))
        amplifier->output_impedance = {Ohms(0), Confidence::kUser, "none"};
    }
    const auto evaluation = chain::evaluate(chain::Chain::make(stages).value());
    const Finding shift = *judge(evaluation, Listener{}).find(Topic::kToneShift);
    CHECK(shift.grade == Grade::kGood);
    CHECK(shift.certainty == Certainty::kSure);
    CHECK(std::abs(shift.value("deviation")) < 1e-9);
  }
}

TEST_CASE("A louder source never worsens loud_enough, and never betters overpowered") {
  std::mt19937 random(11);
  for (int trial = 0; trial < kTrials; ++trial) {
    CAPTURE(trial);
    auto stages = random_stages(random);
    const Listener who = listener(85, 14);
    const auto grades = [&] {
      const Verdict verdict = judge(chain::evaluate(chain::Chain::make(stages).value()), who);
      return std::pair{verdict.find(Topic::kLoudEnough)->grade, verdict.find(Topic::kOverpowered)->grade};
    };
    const auto before = grades();
    for (chain::Stage& stage : stages) {
      if (auto* dac = std::get_if<chain::Dac>(&stage))
        dac->full_scale->value = dac->full_scale->value * std::uniform_real_distribution<double>(1, 10)(random);
    }
    const auto after = grades();
    CHECK(after.first <= before.first);
    CHECK(after.second >= before.second);
  }
}

TEST_CASE("Who wants it louder is never told that it is easier") {
  std::mt19937 random(13);
  for (int trial = 0; trial < kTrials; ++trial) {
    const auto evaluation = chain::evaluate(chain::Chain::make(random_stages(random)).value());
    Grade loudness = Grade::kGood, exposure = Grade::kGood;
    for (double level = 60; level <= 110; level += 5) {
      const Verdict verdict = judge(evaluation, listener(level, 14));
      CHECK(verdict.find(Topic::kLoudEnough)->grade >= loudness);
      CHECK(verdict.find(Topic::kExposure)->grade >= exposure);
      loudness = verdict.find(Topic::kLoudEnough)->grade;
      exposure = verdict.find(Topic::kExposure)->grade;
    }
  }
}

TEST_CASE("The standard grid is not special") {
  // The judges look figures up on it by index; another grid must give the same, to the grid's own error.
  std::mt19937 random(17);
  const FrequencyGrid fine = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 96);
  for (int trial = 0; trial < 30; ++trial) {
    const auto chain = chain::Chain::make(random_stages(random)).value();
    const Verdict standard = judge(chain::evaluate(chain), Listener{});
    const Verdict other = judge(chain::evaluate(chain, fine), Listener{});
    const auto differ = [&](Topic topic, std::string_view name) {
      const Figure* a = standard.find(topic)->find(name);
      const Figure* b = other.find(topic)->find(name);
      REQUIRE((a == nullptr) == (b == nullptr));
      return a == nullptr ? 0.0 : std::abs(a->value - b->value);
    };
    CHECK(differ(Topic::kExposure, "field_level") < 0.2);
    CHECK(differ(Topic::kHiss, "audible_margin") < 0.3);
    CHECK(differ(Topic::kToneShift, "deviation") < 0.1);
  }
}

}  // namespace
}  // namespace eardrum::test
