// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/match/field_level.h>
#include <eardrum/response/drum_field.h>
#include <eardrum/response/programme.h>
#include <eardrum/response/weighting.h>

#include "examples.h"
#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

chain::Evaluation any_pair() {
  return pair({.db_per_volt = 103, .rated_ohm = 300, .impedance = flat(300)}, {.volts = 2.0, .output_ohm = 0.0});
}

// A listener whose level comes out as `dba` in the field.
Listener hearing(double dba) {
  Listener who;
  who.wanted_level = DbSpl(80);
  who.wanted_level = DbSpl(80 + dba - field_level(any_pair(), who, DbSpl(80)).field.db());
  return who;
}

TEST_CASE("E21 and E22: how long a level is safe, by NIOSH and by WHO-ITU H.870") {
  if (no_examples()) return;
  const Example e21 = example("E21");  // NIOSH 85 dBA 8 h 3 dB; levels -> minutes a day
  const std::vector<double> niosh_levels(e21.inputs.begin() + 3, e21.inputs.end());
  REQUIRE(niosh_levels.size() == e21.expected.size());
  for (std::size_t i = 0; i < niosh_levels.size(); ++i) {
    const Finding finding = *judge(any_pair(), hearing(niosh_levels[i])).find(Topic::kExposure);
    const double minutes = std::min(e21.expected[i], 24.0 * 60.0);  // a day has no more
    CHECK(std::abs(finding.value("niosh_hours") * 60.0 / minutes - 1.0) < 0.001);
  }
  const Example e22 = example("E22");  // levels in the last six numbers -> minutes a week
  const std::vector<double> weekly_levels(e22.inputs.end() - 6, e22.inputs.end());
  for (std::size_t i = 0; i < weekly_levels.size(); ++i) {
    const Finding finding = *judge(any_pair(), hearing(weekly_levels[i])).find(Topic::kExposure);
    CHECK(std::abs(finding.value("safe_hours") * 60.0 / e22.expected[i] - 1.0) < 0.001);
    CHECK(std::abs(finding.value("field_level") - weekly_levels[i]) < 1e-6);
  }
}

TEST_CASE("The field level is the sum over third octaves, less what the ear adds") {
  // A slow sum from the tables, for a headphone with a response and for one without.
  const Programme programme = find_programme("pop").value();
  chain::Headphone phone = headphone({.rated_ohm = 32, .impedance = flat(32)});
  Listener who;
  who.programme = "Pop";
  for (const bool measured : {false, true}) {
    if (measured) {
      phone.response = chain::MeasuredResponse{
          FrequencyResponse::make(FrequencyGrid::make({20, 100, 1000, 3000, 20000}).value(), {4, 2, 0, 9, -6}).value(),
          "rig", "target", "test", ""};
    }
    const auto evaluation = pair(phone, {.volts = 1.0, .output_ohm = 0.0});
    double field = 0.0, drum = 0.0;
    for (std::size_t i = 0; i < programme.band_powers.db().size(); ++i) {
      const Hertz f(programme.band_powers.grid().hz()[i]);
      const double shape = measured ? phone.response->response.db_at(f) - phone.response->response.db_at(Hertz(1000))
                                    : drum_over_field(f).db() - drum_over_field(Hertz(1000)).db();
      const double here = 75.0 + programme.band_powers.db()[i] + shape + weighting(Weighting::kA, f).db();
      drum += std::pow(10.0, here / 10.0);
      field += std::pow(10.0, (here - drum_over_field(f).db()) / 10.0);
    }
    const FieldLevel level = field_level(evaluation, who, DbSpl(75));
    CHECK(std::abs(level.field.db() - 10.0 * std::log10(field)) < 0.1);
    CHECK(std::abs(level.drum_a.db() - 10.0 * std::log10(drum)) < 0.1);
    // 5 to 11 dB apart (reference/science.md section 4.5: music 5 to 8, all bands alike 10.8)
    CHECK((level.drum_a.db() - level.field.db()) > 3.0);
    CHECK((level.drum_a.db() - level.field.db()) < 11.0);
  }
}

TEST_CASE("Grades follow the dose of the listener's own hours") {
  Listener who = hearing(80);
  who.hours_per_week = 14;
  CHECK(judge(any_pair(), who).find(Topic::kExposure)->grade == Grade::kGood);  // 35 %
  who.hours_per_week = 30;
  CHECK(judge(any_pair(), who).find(Topic::kExposure)->grade == Grade::kNote);  // 75 %
  who.hours_per_week = 60;
  CHECK(judge(any_pair(), who).find(Topic::kExposure)->grade == Grade::kCare);  // 150 %
  CHECK(std::abs(judge(any_pair(), who).find(Topic::kExposure)->value("dose") - 150.0) < 0.01);
}

TEST_CASE("How sure a dose is follows from how far its level lies from the limit") {
  const auto certainty = [](double dba) { return judge(any_pair(), hearing(dba)).find(Topic::kExposure)->certainty; };
  // 14 h a week fill the limit at 84.6 dB(A); an assumed response and a mean programme are known to 3.4 dB
  CHECK(certainty(65) == Certainty::kSure);
  CHECK(certainty(81) == Certainty::kProbable);
  CHECK(certainty(84.5) == Certainty::kOpen);
  CHECK(certainty(85) == Certainty::kOpen);
  CHECK(certainty(100) == Certainty::kSure);
}

TEST_CASE("Both levels are printed, and named apart") {
  const Listener who;
  const auto evaluation = any_pair();
  const Finding finding = *judge(evaluation, who).find(Topic::kExposure);
  CHECK(finding.value("drum_level_a") > finding.value("field_level"));
  CHECK(finding.value("uncorrected_hours") < finding.value("safe_hours"));
  const Words text = words(finding, evaluation, who);
  CHECK(text.detail.find("diffuse field") != std::string::npos);
  CHECK(text.detail.find("at the drum it is") != std::string::npos);
  CHECK(text.detail.find("unknown and taken as diffuse-field equalised") != std::string::npos);
}

}  // namespace
}  // namespace eardrum::test
