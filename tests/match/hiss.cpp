// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/match/isolation.h>
#include <eardrum/match/noise_audibility.h>
#include <eardrum/response/drum_field.h>

#include "examples.h"
#include "pairs.h"

namespace eardrum::test {
namespace {

using namespace match;

chain::Evaluation noisy(double microvolt, double db_per_volt, chain::Form form = chain::Form::kInEar,
                        chain::Back back = chain::Back::kClosed) {
  return pair({.db_per_volt = db_per_volt, .rated_ohm = 32, .impedance = flat(32), .form = form, .back = back},
              {.volts = 1.0, .output_ohm = 0.0, .noise_microvolt = microvolt});
}

Finding hiss(const chain::Evaluation& evaluation, double room_dba = 25.0) {
  Listener who;
  who.room_noise_dba = room_dba;
  return *judge(evaluation, who).find(Topic::kHiss);
}

// A headphone that does to the drum what a diffuse field does, and a white noise of that density in the field.
chain::Evaluation field_noise(double field_density_db) {
  std::vector<double> hz, db;
  for (double f = 20.0; f < 20000.0; f *= 1.02) {
    hz.push_back(f);
    db.push_back(drum_over_field(Hertz(f)).db());
  }
  chain::Headphone phone =
      headphone({.rated_ohm = 32, .impedance = flat(32), .form = chain::Form::kInEar, .back = chain::Back::kClosed});
  phone.response = chain::MeasuredResponse{FrequencyResponse::make(FrequencyGrid::make(hz).value(), db).value(), "rig",
                                           "target", "test", ""};
  chain::Evaluation evaluation = pair(phone, {.volts = 1.0, .output_ohm = 0.0, .noise_microvolt = 1.0});
  const double now = evaluation.noise->density_db_spl - drum_over_field(Hertz(1000)).db();
  evaluation.noise->density_db_spl += field_density_db - now;
  return evaluation;
}

TEST_CASE("E37: noise at the drum") {
  if (no_examples()) return;
  const Example e37 = example("E37");  // 8 uV, 131.7 dB/V; 0.49 uV, 120 dB/V -> 29.8; -6.2 dB SPL
  CHECK(std::abs(hiss(noisy(e37.inputs[0], e37.inputs[1])).value("noise_level") - e37.expected[0]) < 0.06);
  CHECK(std::abs(hiss(noisy(e37.inputs[2], e37.inputs[3])).value("noise_level") - e37.expected[1]) < 0.06);
  // reference/science.md section 4.7: 120 dB/V & 2 uV -> 6.0; 125 & 10 uV -> 25.0; 103 & 20 uV -> 9.0
  CHECK(std::abs(hiss(noisy(2, 120)).value("noise_level") - 6.0) < 0.06);
  CHECK(std::abs(hiss(noisy(10, 125)).value("noise_level") - 25.0) < 0.06);
  CHECK(std::abs(hiss(noisy(20, 103)).value("noise_level") - 9.0) < 0.06);
}

TEST_CASE("White noise is just heard at -32 dB SPL per root hertz, by the band at 4 kHz") {
  // reference/science.md section 4.7: 0 dB per ERB against T_f, 4 kHz limiting
  const NoiseAudibility heard = noise_audibility(field_noise(-32.0), -100.0);
  CHECK(std::abs(heard.margin.db()) < 0.3);
  CHECK(std::abs(std::log2(heard.frequency.value() / 4000.0)) < 0.25);
  CHECK_FALSE(heard.masked_by_room);
  CHECK(std::abs(noise_audibility(field_noise(-22.0), -100.0).margin.db() - heard.margin.db() - 10.0) < 1e-9);
}

TEST_CASE("A room hides hiss, isolation brings it back") {
  const auto open = [](double room) {
    return noise_audibility(noisy(8, 115, chain::Form::kOverEar, chain::Back::kOpen), room).margin.db();
  };
  const auto in_ear = [](double room) { return noise_audibility(noisy(8, 115), room).margin.db(); };
  CHECK(open(45) < open(25));
  CHECK(open(25) < open(-100));
  CHECK(std::abs(open(-100) - in_ear(-100)) < 1e-9);
  CHECK(in_ear(45) > open(45) + 10.0);
  // a room can only hide
  for (double room = 0; room <= 70; room += 5) CHECK(open(room + 5) <= open(room) + 1e-12);
}

TEST_CASE("Isolation lies inside the published ranges") {
  using chain::Back, chain::Form;
  // reference/science.md section 7: bands 20-200 | 200-1k | 1-4k | 4-12k
  const auto within = [](Gain gain, double from, double to) { return gain >= Gain(from) && gain <= Gain(to); };
  CHECK(within(isolation(Form::kOverEar, Back::kOpen, Hertz(2000)), 2, 6));
  CHECK(within(isolation(Form::kOverEar, Back::kSemiOpen, Hertz(2000)), 8, 12));
  CHECK(within(isolation(Form::kOverEar, Back::kClosed, Hertz(100)), 2, 6));
  CHECK(within(isolation(Form::kOverEar, Back::kClosed, Hertz(2000)), 20, 30));
  CHECK(within(isolation(Form::kInEar, Back::kClosed, Hertz(100)), 12, 20));
  CHECK(within(isolation(Form::kInEar, Back::kClosed, Hertz(8000)), 30, 38));
}

TEST_CASE("Bands of the verdict") {
  // reference/electrical.md section 5, in a silent room
  CHECK(hiss(noisy(0.49, 120), 0).grade == Grade::kGood);
  CHECK(hiss(noisy(5, 120), 0).grade == Grade::kNote);   // 14 dB(A)
  CHECK(hiss(noisy(15, 120), 0).grade == Grade::kCare);  // 23.5 dB(A)
  CHECK(hiss(noisy(50, 120), 0).grade == Grade::kPoor);  // 34 dB(A)
  // an open headphone in a loud room hears none of the 23.5 dB(A)
  CHECK(hiss(noisy(15, 120, chain::Form::kOverEar, chain::Back::kOpen), 50).grade == Grade::kGood);
  CHECK(hiss(pair({.rated_ohm = 32}, {.volts = 1.0})).grade == Grade::kCannotTell);
}

TEST_CASE("What the advice calls inaudible is inaudible") {
  const auto loud = noisy(15, 120);
  const Finding finding = hiss(loud, 0);
  const double quiet = 15 * std::pow(10.0, -finding.value("audible_margin") / 20.0);
  CHECK(hiss(noisy(quiet * 0.999, 120), 0).value("audible_margin") <= 0.0);
}

TEST_CASE("Equalising the music does not equalise the noise") {
  chain::Equalizer equalizer;
  equalizer.peq.bands = {{BandType::kHighShelf, Hertz(2000), Gain(12), 0.7}};
  chain::Evaluation plain = noisy(8, 120);
  std::vector<chain::Stage> stages(plain.chain.stages().begin(), plain.chain.stages().end());
  stages.insert(stages.begin(), equalizer);
  const auto equalised = chain::evaluate(chain::Chain::make(stages).value());
  CHECK(std::abs(noise_audibility(plain, 25).margin.db() - noise_audibility(equalised, 25).margin.db()) < 1e-6);
}

}  // namespace
}  // namespace eardrum::test
