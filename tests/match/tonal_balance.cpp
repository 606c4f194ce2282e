// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/filter/biquad_response.h>

#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

const FrequencyGrid& grid() {
  return chain::standard_grid();
}

FrequencyResponse shaped(double (*db)(double hz)) {
  std::vector<double> values;
  for (const double hz : grid().hz()) values.push_back(db(hz));
  return FrequencyResponse::make(grid(), values).value();
}

target::Target target_of(const FrequencyResponse& response, const std::string& rig = "rig A") {
  target::Target target{.name = "the target",
                        .aliases = {},
                        .rig = rig,
                        .form = target::TargetForm::kOverEar,
                        .kind = target::TargetKind::kUser,
                        .scored_by = std::nullopt,
                        .about = "",
                        .source = "",
                        .licence = "",
                        .note = "",
                        .response = response};
  return target;
}

chain::Headphone measured(const FrequencyResponse& response) {
  chain::Headphone phone = headphone({.name = "Phones", .db_per_volt = 105, .rated_ohm = 300, .impedance = flat(300)});
  phone.response = chain::MeasuredResponse{response, "rig A", "its target", "a laboratory", "Phones"};
  return phone;
}

Listener with(const target::Target& target) {
  Listener who;
  who.target = target;
  return who;
}

const PlainOutput kOutput{.name = "Box", .volts = 2.0, .output_ohm = 0.0};

TEST_CASE("On its target a headphone is neutral") {
  const auto curve = shaped([](double hz) { return 5.0 * std::sin(std::log(hz)); });
  const auto evaluation = pair(measured(curve), kOutput);
  const Finding finding = *judge(evaluation, with(target_of(curve.shifted(30.0)))).find(Topic::kTonalBalance);
  CHECK(finding.grade == Grade::kGood);
  CHECK(std::abs(finding.value("bass")) < 1e-9);
  CHECK(std::abs(finding.value("treble")) < 1e-9);
  CHECK(std::abs(finding.value("tilt")) < 1e-9);
  CHECK(finding.value("deviation") < 1e-6);
  CHECK(words(finding, evaluation, with(target_of(curve))).headline.find("neutral") != std::string::npos);
}

TEST_CASE("A tilt is found as the decibels per octave that it is, and called warm") {
  const auto flat_target = target_of(FrequencyResponse::flat(grid()));
  const auto evaluation = pair(measured(shaped([](double hz) { return -0.8 * std::log2(hz / 1000.0); })), kOutput);
  const Finding finding = *judge(evaluation, with(flat_target)).find(Topic::kTonalBalance);
  CHECK(std::abs(finding.value("tilt") - -0.8) < 1e-6);
  CHECK(finding.value("bass") > 2.0);
  CHECK(finding.value("treble") < 0.0);
  CHECK(finding.grade == Grade::kNote);
  CHECK(words(finding, evaluation, with(flat_target)).headline.find("warm") != std::string::npos);
}

TEST_CASE("A5: a warm source and a bass-heavy headphone push the same way") {
  const auto flat_target = target_of(FrequencyResponse::flat(grid()));
  const auto bassy = shaped([](double hz) { return hz < 200.0 ? 4.0 : 0.0; });
  std::vector<chain::Stage> stages;
  chain::Dac dac;
  dac.full_scale = {Volts(2.0), Confidence::kMeasured, "test"};
  chain::Amplifier warm;
  warm.name = "Warm box";
  warm.output_impedance = {Ohms(0), Confidence::kMeasured, "test"};
  warm.tone = shaped([](double hz) { return hz < 200.0 ? 2.0 : 0.0; });
  const auto together = chain::evaluate(chain::Chain::make({dac, warm, measured(bassy)}).value());
  const Finding pushed = *judge(together, with(flat_target)).find(Topic::kTonalBalance);
  CHECK(pushed.grade == Grade::kCare);
  CHECK(std::abs(pushed.value("source_bass") - 2.0 * pushed.value("bass") / 6.0) < 0.02);
  CHECK(words(pushed, together, with(flat_target)).detail.find("alone") != std::string::npos);

  // the same source under a lean headphone mends it
  const auto lean = shaped([](double hz) { return hz < 200.0 ? -3.0 : 0.0; });
  const auto mended = chain::evaluate(chain::Chain::make({dac, warm, measured(lean)}).value());
  CHECK(judge(mended, with(flat_target)).find(Topic::kTonalBalance)->grade == Grade::kGood);
}

TEST_CASE("Another rig's target is refused, and what is missing is named") {
  const auto curve = FrequencyResponse::flat(grid());
  const auto evaluation = pair(measured(curve), kOutput);
  const auto tell = [&](const chain::Evaluation& chain, const Listener& who) {
    const Finding finding = *judge(chain, who).find(Topic::kTonalBalance);
    CHECK(finding.grade == Grade::kCannotTell);
    return words(finding, chain, who).headline;
  };
  CHECK(tell(evaluation, with(target_of(curve, "rig B"))).find("rig B") != std::string::npos);
  CHECK(tell(evaluation, Listener{}).find("no target") != std::string::npos);
  CHECK(tell(pair({.rated_ohm = 32}, kOutput), Listener{}).find("no measured response") != std::string::npos);
  // who knows the rigs may let one through that is close, with the sentence that goes with it
  Listener knowing = with(target_of(curve, "rig B"));
  knowing.rig_caution = "The two rigs differ by 2.0 dB";
  const Finding close = *judge(evaluation, knowing).find(Topic::kTonalBalance);
  CHECK(close.grade == Grade::kGood);
  CHECK(words(close, evaluation, knowing).advice.find("The two rigs differ by 2.0 dB.") != std::string::npos);
  // the catalogue may name the target itself
  target::Target named = target_of(curve, "rig B");
  named.name = "its target";
  CHECK(judge(evaluation, with(named)).find(Topic::kTonalBalance)->grade == Grade::kGood);
}

}  // namespace
}  // namespace eardrum::test
