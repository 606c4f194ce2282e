// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/tonality.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/target/deviation.h>

#include "built_in.h"
#include "support/csv.h"
#include "support/figures.h"

namespace eardrum::target {
namespace {

FrequencyResponse error_of(const std::function<double(double)>& function) {
  const auto grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20480), 96);
  std::vector<double> db;
  for (const double f : grid.hz()) db.push_back(function(f));
  return FrequencyResponse::make(grid, db).value();
}

FrequencyResponse step(double from_hz, double to_hz, double db) {
  return error_of([=](double f) { return f >= from_hz && f < to_hz ? db : 0.0; });
}

bool only(const Tonality& tonality, std::vector<ToneWord> words) {
  return tonality.tones.size() == words.size() &&
         std::all_of(words.begin(), words.end(), [&](ToneWord word) { return tonality.has(word); });
}

TEST_CASE("On target is neutral, at any level") {
  for (const double level : {0.0, -37.0, 94.0}) {
    const auto flat = tonality(error_of([=](double) { return level; }));
    CHECK(only(flat, {ToneWord::kNeutral}));
    CHECK(flat.summary() == "neutral");
    for (const BandLevel& band : flat.bands) {
      CHECK(std::abs(band.db) < 1e-9);
      CHECK(band.degree == Degree::kNone);
    }
  }
}

// reference/science.md 3.5: a step a little over each threshold earns the word, a little under it does not.
TEST_CASE("Each word is earned at its threshold") {
  struct Case {
    ToneWord word;
    double from_hz, to_hz, threshold_db;
  };
  // The mids are the anchor, so a step inside them shifts everything: mid words are tested with wide margins below.
  const Case cases[] = {{ToneWord::kDark, 2500, 20480, -2.0}, {ToneWord::kBright, 2500, 20480, 2.0},
                        {ToneWord::kBassy, 20, 120, 2.0},     {ToneWord::kBassShy, 20, 120, -2.0},
                        {ToneWord::kAiry, 10000, 16000, 2.0}, {ToneWord::kBoomy, 100, 300, 3.0},
                        {ToneWord::kThin, 100, 300, -2.0}};
  for (const Case& c : cases) {
    CAPTURE(to_text(c.word));
    // 2.5-3 kHz is inside the anchor: what it lifts comes off everything again.
    const double inside = std::max(0.0, std::log(3000.0 / std::max(c.from_hz, 300.0))) / std::log(10.0);
    const double lift = c.to_hz > 3000.0 && c.from_hz < 3000.0 ? 1.0 / (1.0 - inside) : 1.0;
    CHECK(tonality(step(c.from_hz, c.to_hz, c.threshold_db * lift * 1.04)).has(c.word));
    CHECK_FALSE(tonality(step(c.from_hz, c.to_hz, c.threshold_db * lift * 0.96)).has(c.word));
  }
  CHECK(tonality(step(2000, 5000, 4.0)).has(ToneWord::kHarsh));
  CHECK(tonality(step(2000, 5000, -4.0)).has(ToneWord::kVeiled));
  CHECK(tonality(step(500, 2000, 4.0)).has(ToneWord::kMidForward));
  CHECK(tonality(step(500, 2000, -6.0)).has(ToneWord::kHollow));
  CHECK(tonality(step(1000, 3000, 5.0)).has(ToneWord::kShouty));
  const double third = std::exp2(1.0 / 6.0);
  CHECK(tonality(step(7000 / third, 7000 * third, 4.4)).has(ToneWord::kSibilant));
  CHECK_FALSE(tonality(step(7000 / third, 7000 * third, 3.8)).has(ToneWord::kSibilant));
  CHECK_FALSE(tonality(step(11000, 13000, 9.0)).has(ToneWord::kSibilant));
}

TEST_CASE("Tilts: falling is warm, rising is bright, the steeper the more") {
  const auto tilted = [](double db_per_octave) {
    return tonality(error_of([=](double f) { return db_per_octave * std::log2(f / 950.0); }));
  };
  CHECK(tilted(-1.0).has(ToneWord::kWarm));
  CHECK(tilted(-1.0).has(ToneWord::kDark));
  CHECK_FALSE(tilted(-1.0).has(ToneWord::kBright));
  CHECK(tilted(1.0).has(ToneWord::kBright));
  CHECK_FALSE(tilted(1.0).has(ToneWord::kWarm));
  CHECK(tilted(-0.35).has(ToneWord::kWarm));
  CHECK(tilted(0.35).has(ToneWord::kBright));
  CHECK(tilted(0.2).has(ToneWord::kNeutral));
  CHECK(tilted(-1.0).tilt_db_per_octave == doctest::Approx(-1.0).epsilon(0.001));
  CHECK(tilted(2.0).tones.front().degree == Degree::kStrongly);
}

TEST_CASE("V-shaped says bassy and bright") {
  const auto v = tonality(error_of([](double f) { return f < 250 || f > 3000 ? 3.0 : 0.0; }));
  CHECK(v.has(ToneWord::kVShaped));
  CHECK_FALSE(v.has(ToneWord::kBassy));
  CHECK_FALSE(v.has(ToneWord::kBright));
  CHECK(v.summary().find("clearly V-shaped") != std::string::npos);
}

TEST_CASE("Opposite errors do not earn the same word, but for neutral") {
  std::mt19937 random(35);
  std::normal_distribution<double> level(0.0, 3.0);
  const auto coarse = FrequencyGrid::logarithmic(Hertz(20), Hertz(20480), 1);
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<double> up(coarse.size()), down(coarse.size());
    for (std::size_t i = 0; i < up.size(); ++i) {
      up[i] = level(random);
      down[i] = -up[i];
    }
    const auto one = tonality(FrequencyResponse::make(coarse, up).value());
    const auto other = tonality(FrequencyResponse::make(coarse, down).value());
    for (const Tone& tone : one.tones) {
      CAPTURE(tone.text());
      CHECK((tone.word == ToneWord::kNeutral) == other.has(tone.word));
      for (const ToneReason& reason : tone.reasons) CHECK(reason.holds());
      CHECK_FALSE(tone.evidence().empty());
    }
  }
}

TEST_CASE("Degrees") {
  CHECK(degree_of(0.99) == Degree::kNone);
  CHECK(degree_of(-1.0) == Degree::kSlightly);
  CHECK(degree_of(2.0) == Degree::kClearly);
  CHECK(degree_of(4.0) == Degree::kClearly);
  CHECK(degree_of(-4.1) == Degree::kStrongly);
}

TEST_CASE("The evidence names band, value and threshold") {
  const auto bassy = tonality(step(20, 120, 3.0));
  const auto tone =
      std::find_if(bassy.tones.begin(), bassy.tones.end(), [](const Tone& t) { return t.word == ToneWord::kBassy; });
  REQUIRE(tone != bassy.tones.end());
  CHECK(tone->text() == "clearly bassy");
  CHECK(tone->evidence() == "20-120 Hz +3.0 dB (above +2)");
  const auto dark = tonality(step(2500, 20480, -5.0));
  CHECK(std::any_of(dark.tones.begin(), dark.tones.end(), [](const Tone& t) {
    return t.word == ToneWord::kDark && t.text() == "strongly dark" && t.evidence().starts_with("2.5-20 kHz -4.") &&
           t.evidence().ends_with("(below -2)");
  }));
}

TEST_CASE("Without a word, what stands out is said") {
  // Too much for neutral (1.5 dB), too little for bass-shy or thin (2 dB).
  const auto nearly = tonality(error_of([](double f) { return f < 250.0 ? -1.8 : 0.0; }));
  REQUIRE(nearly.tones.empty());
  CHECK(nearly.summary() == "near neutral, bass lowered 1.8 dB");
}

TEST_CASE("A source that does nothing changes nothing, a tube amplifier's bass rise does") {
  const auto headphone = step(2500, 20480, 2.6);
  const auto nothing = combined_tonality(headphone, error_of([](double) { return -6.0; }));
  CHECK(nothing.gained.empty());
  CHECK(nothing.lost.empty());
  CHECK(std::abs(nothing.largest_shift_db) < 1e-9);
  CHECK(nothing.together.has(ToneWord::kBright));

  // 300 ohm with a 500 ohm peak at 100 Hz, one octave wide, from 120 ohm: science.md 1.7 gives +1.054 dB; here three
  // times that
  const auto rise = error_of([](double f) { return 3.2 * std::exp(-std::pow(std::log2(f / 90.0), 2.0)); });
  const auto both = combined_tonality(FrequencyResponse::flat(comparison_grid()), rise);
  CHECK(both.largest_shift_db == doctest::Approx(3.2).epsilon(0.03));
  CHECK(both.largest_shift_at.value() == doctest::Approx(90.0).epsilon(0.02));
  CHECK(both.headphone.has(ToneWord::kNeutral));
  CHECK_FALSE(both.together.has(ToneWord::kNeutral));
  CHECK(std::find(both.lost.begin(), both.lost.end(), ToneWord::kNeutral) != both.lost.end());
  CHECK(std::find(both.gained.begin(), both.gained.end(), ToneWord::kWarm) != both.gained.end());
  CHECK(both.source.has(ToneWord::kWarm));
}

TEST_CASE("The words fit headphones whose sound is common knowledge") {
  // figures/responses.csv against their own targets: which way each leans is what every review says of it.
  if (test::skip_without("figures/responses.csv")) return;
  const std::pair<const char*, ToneWord> known[] = {{"DT 990 Pro 250", ToneWord::kBright},
                                                    {"HD 800 S", ToneWord::kBright},
                                                    {"HD 600", ToneWord::kBassShy},
                                                    {"WH-1000XM5", ToneWord::kBassy},
                                                    {"MDR-Z1R", ToneWord::kBassy},
                                                    {"SE215", ToneWord::kWarm},
                                                    {"SE846", ToneWord::kDark},
                                                    {"E3", ToneWord::kNeutral}};
  int found = 0;
  for (auto& row : test::read_csv(test::shared("figures/responses.csv"))) {
    std::vector<std::pair<double, double>> points;
    for (const auto& [column, text] : row) {
      if (!column.empty() && column.find_first_not_of("0123456789.") == std::string::npos && !text.empty()) {
        points.emplace_back(std::stod(column), test::number(text));
      }
    }
    std::sort(points.begin(), points.end());
    std::vector<double> hz, db;
    for (const auto& [f, level] : points) {
      hz.push_back(f);
      db.push_back(level);
    }
    const auto response = FrequencyResponse::make(FrequencyGrid::make(hz).value(), db).value();
    const auto deviation = deviation_from(test::built_in_target(row["target"]), response,
                                          test::built_in_targets().rigs(), row["rig"], row["measured_by"]);
    REQUIRE_MESSAGE(deviation, deviation.error().to_string());
    const auto words = tonality(deviation->error);
    for (const auto& one : known) {
      const auto& model = one.first;
      const auto& word = one.second;
      if (row["model"] != model) continue;
      CHECK(words.has(word));
      ++found;
    }
  }
  CHECK(found == 8);
}

}  // namespace
}  // namespace eardrum::target
