// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <doctest/doctest.h>

#include "examples.h"
#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

double per_volt(double db_per_milliwatt, double ohm) {
  return Sensitivity::per_milliwatt(DbSpl(db_per_milliwatt), Ohms(ohm)).per_volt().db();
}

Finding loudness(const chain::Evaluation& evaluation, const Listener& who) {
  return *judge(evaluation, who).find(Topic::kLoudEnough);
}

// The printed precision, three to four significant digits: 0.01 dB.
bool agrees(double value, double printed) {
  return std::abs(value - printed) <= 0.001 * std::abs(printed);
}

TEST_CASE("What peaks need: volts, milliamperes and milliwatts of the published tables") {
  if (no_examples()) return;
  {
    const Example e01 = example("E01");  // 97 dB/mW, 300 ohm, 110 dB -> 19.95 mW; 2.447 V; 8.16 mA
    const double z = e01.inputs[1];
    const Finding finding =
        loudness(pair({.db_per_volt = per_volt(e01.inputs[0], z), .rated_ohm = z, .impedance = flat(z)},
                      {.volts = 5.0, .output_ohm = 0.0}),
                 listener(92, e01.inputs[2] - 92));
    CHECK(agrees(finding.value("needed_power"), e01.expected[0]));
    CHECK(agrees(finding.value("needed_voltage"), e01.expected[1]));
    CHECK(agrees(finding.value("needed_current"), e01.expected[2]));
  }
  for (const std::string id : {"E02-85", "E02-91", "E02-97", "E02-100", "E02-103", "E02-106", "E02-112", "E02-118"}) {
    CAPTURE(id);
    const Example row = example(id);  // dB/mW at three peak levels -> mW
    for (std::size_t i = 0; i < 3; ++i) {
      const Finding finding =
          loudness(pair({.db_per_volt = per_volt(row.inputs[0], 32), .rated_ohm = 32, .impedance = flat(32)},
                        {.volts = 5.0, .output_ohm = 0.0}),
                   listener(row.inputs[1 + i] - 20, 20));
      CHECK(agrees(finding.value("needed_power"), row.expected[i]));
    }
  }
  for (const std::string id : {"E08-K240", "E08-K701", "E08-LCD-2", "E08-LCD-3", "E08-K601", "E08-M50"}) {
    CAPTURE(id);
    const Example row = example(id);  // dB/V, ohm, 500 Hz, volts of the source -> V; mA; mW; gain that is lacking
    const double z = row.inputs[1];
    const Finding finding = loudness(pair({.db_per_volt = row.inputs[0], .rated_ohm = z, .impedance = flat(z)},
                                          {.volts = row.inputs[3], .output_ohm = 0.0}),
                                     listener(92, 18));
    CHECK(agrees(finding.value("needed_voltage"), row.expected[0]));
    CHECK(agrees(finding.value("needed_current"), row.expected[1]));
    CHECK(agrees(finding.value("needed_power"), row.expected[2]));
    // printed in whole decibels
    CHECK(std::abs(finding.value("peak_headroom") - -row.expected[3]) < 0.5);
  }
}

TEST_CASE("E40: peaks are the average and the crest factor") {
  if (no_examples()) return;
  const Example e40 = example("E40");  // 85 dB, crest 12 and 18; 97 dB/mW, 300 ohm -> 97 / 103 dB; 0.548 / 1.093 V
  for (std::size_t i = 0; i < 2; ++i) {
    const Finding finding =
        loudness(pair({.db_per_volt = per_volt(e40.inputs[3], e40.inputs[4]), .rated_ohm = 300, .impedance = flat(300)},
                      {.volts = 2.0, .output_ohm = 0.0}),
                 listener(e40.inputs[0], e40.inputs[1 + i]));
    CHECK(std::abs(finding.value("wanted_peak") - e40.expected[i]) < 1e-9);
    CHECK(std::abs(finding.value("needed_voltage") - e40.expected[2 + i]) < 0.0006);
    CHECK(std::abs(finding.value("average_headroom") - finding.value("peak_headroom") - e40.inputs[1 + i]) < 1e-9);
  }
}

TEST_CASE("The bands of headroom") {
  const auto at = [](double ceiling_db, double wanted_peak_db) {
    return loudness(
        pair({.db_per_volt = ceiling_db, .rated_ohm = 300, .impedance = flat(300)}, {.volts = 1.0, .output_ohm = 0.0}),
        listener(wanted_peak_db - 14, 14));
  };
  // reference/electrical.md section 2: >= 10 ample, 3-10 fine, 0-3 just, < 0 short
  CHECK(at(112, 100).grade == Grade::kGood);
  CHECK(at(112, 107).grade == Grade::kGood);
  CHECK(at(112, 110.5).grade == Grade::kNote);
  CHECK(at(112, 113).grade == Grade::kCare);
  CHECK(at(112, 119).grade == Grade::kPoor);
  // enough for this listener, below the customary 110 dB SPL
  CHECK(at(104, 94).grade == Grade::kNote);
}

TEST_CASE("A headroom has the digits that its interval leaves") {
  const auto evaluation = pair({.db_per_volt = 100, .rated_ohm = 300, .impedance = flat(300)}, {.volts = 1.0});
  const Listener who = listener(85.97, 14);
  const std::string headline = words(loudness(evaluation, who), evaluation, who).headline;
  INFO(headline);
  CHECK(headline.find(" 0.0 dB (-2.6 to 2.7)") != std::string::npos);
}

TEST_CASE("Which of volts, amps and full scale runs out first is said") {
  const PlainHeadphone low{.db_per_volt = 100, .rated_ohm = 16, .impedance = flat(16)};
  const auto described = [](const chain::Evaluation& evaluation) {
    const Listener who = listener(90, 18);
    return words(loudness(evaluation, who), evaluation, who).detail;
  };
  const PlainHeadphone high{.db_per_volt = 100, .rated_ohm = 300, .impedance = flat(300)};
  CHECK(described(pair(high, {.volts = 2.0, .output_ohm = 0.0})).find("out of volts") != std::string::npos);
  CHECK(described(pair(low, {.volts = 9.0,
                             .output_ohm = 0.1,
                             .power_points = {{Ohms(32), milliwatts(100)}, {Ohms(300), milliwatts(200)}}}))
            .find("out of current") != std::string::npos);
  chain::Dac dac;
  dac.full_scale = {Volts(1.0), Confidence::kMeasured, "test"};
  chain::Amplifier strong;
  strong.limits = chain::OutputLimits::make({.open_voltage = Volts(10.0)}, Ohms(0)).value();
  strong.gain = {Gain(6.0), Confidence::kMeasured, "test"};
  const auto digital = chain::evaluate(chain::Chain::make({dac, strong, headphone(low)}).value());
  CHECK(described(digital).find("full scale") != std::string::npos);
}

TEST_CASE("A maker's sensitivity makes the same headroom less sure") {
  // figures of 39 models: mean -2.2 dB, SD 3.7 dB (reference/electrical.md section 2)
  PlainHeadphone phone{.db_per_volt = 100, .rated_ohm = 300, .impedance = flat(300)};
  const PlainOutput output{.volts = 2.0, .output_ohm = 0.0};
  const Listener who = listener(85, 18);
  const Finding measured = loudness(pair(phone, output), who);
  phone.confidence = Confidence::kPage;
  const Finding printed = loudness(pair(phone, output), who);
  CHECK(std::abs(measured.value("peak_headroom") - printed.value("peak_headroom") - 2.2) < 1e-9);
  const Figure& figure = *printed.find("peak_headroom");
  CHECK(std::abs(*figure.high - *figure.low - 2 * 1.645 * 3.7) < 0.01);
  CHECK(printed.certainty == Certainty::kOpen);  // 0.8 dB of 3.7: 59 %
  const auto evaluation = pair(phone, output);
  CHECK(words(printed, evaluation, who).headline.find("Can't tell without a measured sensitivity") == 0);
  // a measured one that is as near cannot be helped by measuring
  PlainHeadphone known = phone;
  known.confidence = Confidence::kMeasured;
  known.db_per_volt = 97.5;
  const auto close = pair(known, output);
  CHECK(words(loudness(close, who), close, who).headline.find("Too close to call") == 0);
  // with 6 dB more the same figure is probably enough, with 12 dB more surely
  CHECK(loudness(pair(phone, {.volts = 2.83, .output_ohm = 0.0}), who).certainty == Certainty::kProbable);
  CHECK(loudness(pair(phone, {.volts = 8.0, .output_ohm = 0.0}), who).certainty == Certainty::kSure);
}

TEST_CASE("E41: an IEC 61938 output, 5 V behind 120 ohm") {
  if (no_examples()) return;
  const Example e41 = example("E41");  // 5 V, 120 ohm, 32/300/600 -> 34.6/42.5/28.9 mW; 1.05/3.57/4.17 V
  for (std::size_t i = 0; i < 3; ++i) {
    const double z = e41.inputs[2 + i];
    const auto evaluation = pair({.db_per_volt = 100, .rated_ohm = z, .impedance = flat(z)},
                                 {.volts = e41.inputs[0], .output_ohm = e41.inputs[1]});
    CHECK(std::abs(loudness(evaluation, listener(80, 14)).value("ceiling_voltage") - e41.expected[3 + i]) < 0.006);
    CHECK(std::abs(judge(evaluation, listener(80, 14)).find(Topic::kOverpowered)->value("full_volume_power") -
                   e41.expected[i]) < 0.06);
  }
}

}  // namespace
}  // namespace eardrum::test
