// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/exposure_budget.h>
#include <eardrum/dsp/exposure_meter.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <utility>
#include <vector>

#include <eardrum/response/drum_field.h>

using namespace eardrum;
using namespace eardrum::dsp;

namespace {

std::vector<float> sine(double frequency_hz, double rate_hz, double seconds, double peak = 1.0) {
  std::vector<float> x(static_cast<std::size_t>(seconds * rate_hz));
  for (std::size_t k = 0; k < x.size(); ++k) {
    x[k] =
        static_cast<float>(peak * std::sin(2.0 * std::numbers::pi * frequency_hz / rate_hz * static_cast<double>(k)));
  }
  return x;
}

std::vector<float> white_noise(std::size_t frames, float rms) {
  std::mt19937 random(5);
  std::normal_distribution<float> normal(0.0f, rms);
  std::vector<float> x(frames);
  for (float& sample : x) sample = normal(random);
  return x;
}

FrequencyResponse flat(double db_spl) {
  return FrequencyResponse::flat(FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 3)).shifted(db_spl);
}

ExposureReading after(const std::vector<float>& x, double rate_hz, const FrequencyResponse& drum) {
  ExposureMeter meter(1, Hertz(rate_hz), drum);
  const float* const channel[1] = {x.data()};
  meter.process(channel, x.size());
  return meter.reading();
}

}  // namespace

// IEC 61672-1:2013 table 3 (rounded to 0.1 dB), less ISO 11904-1:2002 table for the diffuse field.
TEST_CASE("a tone counts with its level at the drum, taken to the diffuse field and A-weighted, at any rate") {
  struct Row {
    double nominal_hz, a_db, drum_over_field_db;
  };
  const Row rows[] = {{50, -30.2, 0},    {100, -19.1, 0.0}, {200, -10.9, 0.6},  {400, -4.8, 1.5},
                      {1000, 0.0, 4.1},  {2000, 1.2, 11.0}, {2500, 1.3, 15.3},  {3150, 1.2, 15.7},
                      {4000, 1.0, 12.9}, {8000, -1.1, 9.5}, {10000, -2.5, 6.8}, {12500, -4.3, 3.8}};
  for (const double rate_hz : {44100.0, 48000.0, 96000.0, 384000.0}) {
    for (const Row& row : rows) {
      CAPTURE(rate_hz);
      CAPTURE(row.nominal_hz);
      // The third octaves' exact frequencies.
      const double hz = std::pow(10.0, std::round(10.0 * std::log10(row.nominal_hz)) / 10.0);
      const ExposureReading reading = after(sine(hz, rate_hz, 8.0, 0.5), rate_hz, flat(120.0));
      const double expected = 120.0 - 6.02 + row.a_db - row.drum_over_field_db;
      CHECK(std::abs(reading.level[0].db() - expected) < 0.1);  // 0.05 dB of the table's rounding, and ours
    }
  }
}

TEST_CASE("an hour at a level is the exposure of that level, and 40 h of 80 dBA fill the week of an adult") {
  // 1 kHz at 94 dB SPL at the drum is 89.9 dBA in the field; H.870 allows 40 h / 10^0.99 of it.
  const double seconds = 30.0;
  const ExposureReading reading = after(sine(1000, 48000, seconds), 48000, flat(94.0));
  const double expected = sound_exposure_pa2h({DbFieldA(94.0 - 4.1), Hours(seconds / 3600.0)});
  CHECK(std::abs(10.0 * std::log10(reading.pa2h[0] / expected)) < 0.02);
  CHECK(reading.frames == 30 * 48000);

  ExposureBudget week;
  for (int hour = 0; hour < 40; ++hour) week.add(sound_exposure_pa2h({DbFieldA(80.0), Hours(1)}), Hours(1));
  CHECK(week.week_pa2h() == doctest::Approx(1.6).epsilon(1e-6));
  CHECK(dose_percent(kH870Adults, week) == doctest::Approx(100.0));
  CHECK(dose_percent(kH870Sensitive, week) == doctest::Approx(316.23).epsilon(1e-4));
  CHECK(time_left(kH870Adults, week, DbFieldA(70.0)) < Hours(1e-9));
}

TEST_CASE("noise through a headphone's response counts as the sum over its bands") {
  // Bands of equal width of white noise of -20 dBFS: their powers add up.
  const FrequencyGrid grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 12);
  std::vector<double> db;
  for (const double hz : grid.hz()) db.push_back(105.0 + 8.0 * std::sin(2.0 * std::log(hz)));
  const auto drum = FrequencyResponse::make(grid, db).value();
  std::vector<double> centres, band_db;
  constexpr double kWidth = 5.0, kRate = 48000.0;
  for (double hz = kWidth; hz < kRate / 2.0; hz += kWidth) {
    centres.push_back(hz);
    band_db.push_back(drum.db_at(Hertz(hz)) - 20.0 + 10.0 * std::log10(kWidth / (kRate / 2.0)));
  }
  const auto bands = FrequencyResponse::make(FrequencyGrid::make(centres).value(), band_db).value();
  // A noise of rms 0.1 / sqrt(2) has the level of a sine of peak 0.1.
  const std::size_t frames = 20 * 48000;
  const ExposureReading reading = after(white_noise(frames, 0.1f / std::numbers::sqrt2_v<float>), kRate, drum);
  const double hours = static_cast<double>(frames) / kRate / 3600.0;
  const double expected = sound_exposure_pa2h({field_level_a(bands), Hours(hours)});
  CHECK(std::abs(10.0 * std::log10(reading.pa2h[0] / expected)) < 0.05);
}

TEST_CASE("without a response the headphone counts as diffuse-field equalised: A-weighting remains") {
  const FrequencyResponse drum = diffuse_field_equalised(DbSpl(110));
  CHECK(drum.db_at(Hertz(1000)) == doctest::Approx(110.0).epsilon(1e-3));
  const std::pair<double, double> rows[] = {{100, -19.1}, {3162.3, 1.2}, {10000, -2.5}};
  for (const auto& row : rows) {
    const double level = after(sine(row.first, 48000, 8), 48000, drum).level[0].db();
    CHECK(std::abs(level - (110.0 - 4.1 + row.second)) < 0.1);
  }
}

TEST_CASE("the meter hears the same in blocks of any size, each ear apart, and no NaN spoils a sum") {
  const std::vector<float> left = white_noise(60000, 0.1f), right = sine(440, 48000, 1.25, 0.01);
  ExposureMeter whole(2, Hertz(48000), flat(110)), pieces(2, Hertz(48000), flat(110));
  const float* const all[2] = {left.data(), right.data()};
  whole.process(all, 60000);
  std::mt19937 random(1);
  for (std::size_t done = 0; done < 60000;) {
    const std::size_t now = std::min<std::size_t>(random() % 3000, 60000 - done);
    const float* const part[2] = {left.data() + done, right.data() + done};
    pieces.process(part, now);
    done += now;
  }
  CHECK(whole.reading().pa2h == pieces.reading().pa2h);
  CHECK(whole.reading().level[1] == pieces.reading().level[1]);
  CHECK(whole.reading().pa2h[0] > 10.0 * whole.reading().pa2h[1]);

  std::vector<float> broken = left;
  broken[100] = std::numeric_limits<float>::quiet_NaN();
  const double all_of_it = after(left, 48000, flat(110)).pa2h[0], rest = after(broken, 48000, flat(110)).pa2h[0];
  CHECK(rest < all_of_it);
  CHECK(rest > 0.8 * all_of_it);
  const std::vector<float> silence(60000);
  CHECK(after(silence, 48000, flat(110)).level[0] == DbFieldA(-std::numeric_limits<double>::infinity()));
}

TEST_CASE("the budget forgets after a week, never earlier, and the day after a day") {
  ExposureBudget taken;
  taken.add(0.5, Hours(2.0));
  CHECK(taken.day_pa2h() == doctest::Approx(0.5));
  CHECK(time_left(kH870Adults, taken, DbFieldA(80.0)).count() == doctest::Approx(40.0 * (1.6 - 0.5) / 1.6));
  taken.add(0.0, Hours(21.9));
  CHECK(taken.day_pa2h() == doctest::Approx(0.5));
  taken.add(0.0, Hours(3.2));
  CHECK(taken.day_pa2h() == 0.0);
  CHECK(taken.week_pa2h() == doctest::Approx(0.5));
  taken.add(0.0, Hours(140.8));  // 167.9 h since the beginning
  CHECK(taken.week_pa2h() == doctest::Approx(0.5));
  taken.add(0.0, Hours(3.1));
  CHECK(taken.week_pa2h() == 0.0);

  // One addition of a long time is many of short ones.
  ExposureBudget once, often;
  once.add(0.3, Hours(5.0));
  for (int k = 0; k < 500; ++k) often.add(0.3 / 500, Hours(0.01));
  for (std::size_t hour = 0; hour < 6; ++hour) CHECK(std::abs(once.pa2h[hour] - often.pa2h[hour]) < 0.3 / 499);
  CHECK(once.week_pa2h() == doctest::Approx(often.week_pa2h()));
  ExposureBudget slept = once;
  slept.add(0.0, Hours(1e6));
  CHECK(slept.week_pa2h() == 0.0);
  // NIOSH counts the day: 85 dBA for 8 h.
  ExposureBudget shift;
  shift.add(sound_exposure_pa2h({DbFieldA(85.0), Hours(8)}), Hours(8));
  CHECK(dose_percent(kNiosh, shift) == doctest::Approx(100.0));
}
