// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// What the buyers' articles claim (reference/claims.md), on the figures of figures/headphones.csv and sources.csv.
#include <cmath>

#include <doctest/doctest.h>

#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

// 94 dB SPL at 288 mV (ASR): 104.8 dB/V; maker 300 ohm
const PlainHeadphone kHd650{.name = "Sennheiser HD 650",
                            .db_per_volt = 104.8,
                            .rated_ohm = 300,
                            .impedance = curve({{Hertz(20), Ohms(305), {}},
                                                {Hertz(100), Ohms(480), {}},
                                                {Hertz(1000), Ohms(320), {}},
                                                {Hertz(20000), Ohms(370), {}}})};
// 112.8 dB/mW at 12.8 ohm = 131.7 dB/V
const PlainHeadphone kAndromeda{.name = "Campfire Andromeda",
                                .db_per_volt = 131.7,
                                .rated_ohm = 12.8,
                                .form = chain::Form::kInEar,
                                .back = chain::Back::kClosed};
// AnandTech: 1.016 V, 2.93 ohm; 44.04 mW into 15 ohm, 26.39 into 33, 6.614 into 150, 3.072 into 330
const PlainOutput kIphone6{.name = "iPhone 6",
                           .volts = 1.016,
                           .output_ohm = 2.9,
                           .power_points = {{Ohms(15), milliwatts(44.04)},
                                            {Ohms(33), milliwatts(26.39)},
                                            {Ohms(150), milliwatts(6.614)},
                                            {Ohms(330), milliwatts(3.072)}}};
// AnandTech: 0.632 V, 2.2 ohm
const PlainOutput kGalaxyS5{.name = "Galaxy S5", .volts = 0.632, .output_ohm = 2.2};
// EN 50332-2: 150 mV
const PlainOutput kLimitedPlayer{.name = "EU-limited player", .volts = 0.150, .output_ohm = 1.0};

TEST_CASE("B2, B6: an HD 650 from a phone is underwhelming") {
  // At 85 dB with the dynamics of classical music a phone of 1 V has next to nothing left, one of 0.6 V falls short,
  // a limited player is hopeless; and none reaches the customary 110 dB peaks.
  const Listener lively = listener(85, 18);
  const auto grade = [&](const PlainOutput& phone) {
    return judge(pair(kHd650, phone), lively).find(Topic::kLoudEnough)->grade;
  };
  CHECK(grade(kIphone6) == Grade::kNote);
  CHECK(grade(kGalaxyS5) == Grade::kCare);
  CHECK(grade(kLimitedPlayer) == Grade::kPoor);
  CHECK(judge(pair(kHd650, kLimitedPlayer), lively).grade == Grade::kPoor);
  // Our answer differs for who listens moderately: it is enough, and said to be no more than that.
  const Listener moderate = listener(75, 14);
  const auto evaluation = pair(kHd650, kIphone6);
  const Finding enough = *judge(evaluation, moderate).find(Topic::kLoudEnough);
  CHECK(enough.grade == Grade::kNote);
  CHECK(enough.value("peak_headroom") > 10.0);
  CHECK(words(enough, evaluation, moderate).headline.find("no more than") != std::string::npos);
}

TEST_CASE("B6: a phone drives an efficient earphone to deafening levels") {
  const auto evaluation = pair(kAndromeda, kIphone6);
  const Verdict verdict = judge(evaluation, listener(75, 14));
  CHECK(verdict.find(Topic::kLoudEnough)->grade == Grade::kGood);
  const Finding danger = *verdict.find(Topic::kOverpowered);
  CHECK(danger.value("full_volume_level") > 125.0);
  CHECK(danger.grade >= Grade::kNote);
  CHECK(danger.value("safe_time") < 0.25);  // a quarter of an hour uses up the week
  // with the dongle's clean 1 V it passes the 130 dB of pain
  CHECK(judge(pair(kAndromeda, {.volts = 1.0, .output_ohm = 0.3}), listener(75, 14)).find(Topic::kOverpowered)->grade ==
        Grade::kCare);
}

TEST_CASE("The Andromeda hisses on 8 microvolts") {
  // HPA4's noise; "the classic hiss test"
  PlainOutput amplifier{.name = "amplifier", .volts = 4.0, .output_ohm = 0.0, .noise_microvolt = 8.0};
  const auto evaluation = pair(kAndromeda, amplifier);
  const Finding hiss = *judge(evaluation, Listener{}).find(Topic::kHiss);
  CHECK(std::abs(hiss.value("noise_level") - 29.8) < 0.1);
  CHECK(hiss.value("audible_margin") > 6.0);
  CHECK(hiss.grade >= Grade::kCare);
  // an HD 650 on the same output is silent
  CHECK(judge(pair(kHd650, amplifier), Listener{}).find(Topic::kHiss)->grade == Grade::kGood);
}

TEST_CASE("B7: HD 650 on a 120 ohm OTL: borderline, not a fault") {
  const auto evaluation = pair(kHd650, {.name = "Crack", .volts = 10.0, .output_ohm = 120.0});
  const Verdict verdict = judge(evaluation, listener(80, 14));
  CHECK(verdict.find(Topic::kToneShift)->grade == Grade::kNote);
  CHECK(verdict.find(Topic::kLegacyOutput)->grade == Grade::kNote);
  CHECK(verdict.find(Topic::kDamping)->grade == Grade::kNote);
  CHECK(verdict.grade == Grade::kGood);
}

TEST_CASE("A2: high impedance needs volts, low impedance is easy and can be overpowered") {
  const Listener who = listener(85, 18);
  const auto needed = [&](double db_per_milliwatt, double ohm) {
    const double per_volt = Sensitivity::per_milliwatt(DbSpl(db_per_milliwatt), Ohms(ohm)).per_volt().db();
    return judge(pair({.db_per_volt = per_volt, .rated_ohm = ohm, .impedance = flat(ohm)},
                      {.volts = 1.0, .output_ohm = 0.0}),
                 who)
        .find(Topic::kLoudEnough)
        ->value("needed_voltage");
  };
  // equal efficiency: ten times the impedance needs sqrt(10) times the voltage
  CHECK(std::abs(needed(97, 300) / needed(97, 30) - std::sqrt(10.0)) < 1e-6);
}

}  // namespace
}  // namespace eardrum::test
