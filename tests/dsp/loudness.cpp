// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The test signals of EBU Tech 3341 (2016) table 1 and EBU Tech 3342 (2016) table 1 that are synthetic; 3341's cases 7
// and 8 and 3342's 5 and 6 are recordings.
#include <eardrum/dsp/loudness.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

using eardrum::Hertz;
using eardrum::dsp::LoudnessMeter;

namespace {

constexpr double kRate = 48000.0;
constexpr double kSilence = -std::numeric_limits<double>::infinity();

struct Tone {
  double level_dbfs, seconds;
};

// 1 kHz, alike in both channels of a stereo signal, its phase running on.
std::vector<double> stereo(const std::vector<Tone>& tones) {
  std::vector<double> frames;
  for (const Tone& tone : tones) {
    const double peak = std::pow(10.0, tone.level_dbfs / 20.0);
    for (auto left = std::llround(tone.seconds * kRate); left > 0; --left) {
      const double x =
          peak * std::sin(2.0 * std::numbers::pi * 1000.0 / kRate * static_cast<double>(frames.size() / 2));
      frames.insert(frames.end(), {x, x});
    }
  }
  return frames;
}

LoudnessMeter after(const std::vector<Tone>& tones) {
  LoudnessMeter meter(2, Hertz(kRate));
  meter.add(stereo(tones));
  return meter;
}

// The answers of `ask` every `step_s` seconds, from `from_s` on.
std::vector<double> readings(const std::vector<Tone>& tones, double step_s, double from_s,
                             double (LoudnessMeter::*ask)() const) {
  LoudnessMeter meter(2, Hertz(kRate));
  const std::vector<double> frames = stereo(tones);
  const auto step = static_cast<std::size_t>(std::llround(2.0 * step_s * kRate));
  std::vector<double> answers;
  for (std::size_t at = 0; at + step <= frames.size(); at += step) {
    meter.add({frames.data() + at, step});
    if (static_cast<double>(at + step) / 2.0 >= from_s * kRate) answers.push_back((meter.*ask)());
  }
  return answers;
}

double highest(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end());
}

std::vector<Tone> repeated(const std::vector<Tone>& tones, int times) {
  std::vector<Tone> all;
  for (; times > 0; --times) all.insert(all.end(), tones.begin(), tones.end());
  return all;
}

double true_peak_db(const std::vector<double>& mono) {
  LoudnessMeter meter(1, Hertz(kRate));
  meter.add(mono);
  return meter.true_peak().db();
}

void check_within(double found, double expected, double over, double under) {
  CAPTURE(found);
  CHECK(found <= expected + over);
  CHECK(found >= expected - under);
}

}  // namespace

TEST_CASE("3341 cases 1 and 2: a steady tone reads the same in all three windows") {
  for (const double level : {-23.0, -33.0}) {
    const LoudnessMeter meter = after({{level, 20}});
    CHECK(std::abs(meter.momentary_lufs() - level) <= 0.1);
    CHECK(std::abs(meter.short_term_lufs() - level) <= 0.1);
    CHECK(std::abs(meter.integrated_lufs() - level) <= 0.1);
  }
}

TEST_CASE("3341 cases 3 to 5: the gates leave out what is quiet") {
  CHECK(std::abs(after({{-36, 10}, {-23, 60}, {-36, 10}}).integrated_lufs() + 23.0) <= 0.1);
  CHECK(std::abs(after({{-72, 10}, {-36, 10}, {-23, 60}, {-36, 10}, {-72, 10}}).integrated_lufs() + 23.0) <= 0.1);
  CHECK(std::abs(after({{-26, 20}, {-20, 20.1}, {-26, 20}}).integrated_lufs() + 23.0) <= 0.1);
}

TEST_CASE("3341 case 6: the channels of 5.0 and 5.1 have their weights") {
  const double levels_dbfs[] = {-28, -28, -24, -30, -30};  // L R C Ls Rs
  for (const bool with_lfe : {false, true}) {
    CAPTURE(with_lfe);
    std::vector<double> frames;
    for (std::size_t k = 0; k < static_cast<std::size_t>(20 * kRate); ++k) {
      const double x = std::sin(2.0 * std::numbers::pi * 1000.0 / kRate * static_cast<double>(k));
      for (std::size_t c = 0; c < 5; ++c) {
        if (with_lfe && c == 3) frames.push_back(x);  // as loud as can be, and does not count
        frames.push_back(x * std::pow(10.0, levels_dbfs[c] / 20.0));
      }
    }
    LoudnessMeter meter(with_lfe ? 6 : 5, Hertz(kRate));
    meter.add(frames);
    CHECK(std::abs(meter.integrated_lufs() + 23.0) <= 0.1);
  }
}

TEST_CASE("3341 case 9: short-term loudness stays the same while the tone changes within its 3 s") {
  for (const double value :
       readings(repeated({{-20, 1.34}, {-30, 1.66}}, 5), 0.1, 3.0, &LoudnessMeter::short_term_lufs)) {
    CHECK(std::abs(value + 23.0) <= 0.1);
  }
}

TEST_CASE("3341 cases 10 and 11: the highest short-term loudness of 3 s of tone, whenever it begins") {
  for (int i = 0; i < 20; ++i) {
    CAPTURE(i);
    const double late_s = 0.15 * i;
    CHECK(std::abs(highest(readings({{kSilence, late_s}, {-23, 3}, {kSilence, 1}}, 0.05, 0,
                                    &LoudnessMeter::short_term_lufs)) +
                   23.0) <= 0.1);
  }
  std::vector<Tone> rising;
  for (int i = 0; i < 20; ++i) {
    rising.insert(rising.end(), {{kSilence, 0.15 * i}, {-38.0 + i, 3}, {kSilence, 3 - 0.15 * i}});
  }
  const std::vector<double> values = readings(rising, 0.05, 0, &LoudnessMeter::short_term_lufs);
  for (std::size_t i = 0; i < 20; ++i) {
    CAPTURE(i);
    // Up to the end of segment i, 6 s each, the loudest so far is its own.
    const std::vector<double> so_far(values.begin(), values.begin() + static_cast<std::ptrdiff_t>((i + 1) * 120));
    CHECK(std::abs(highest(so_far) - (-38.0 + static_cast<double>(i))) <= 0.1);
  }
}

TEST_CASE("3341 case 12: momentary loudness stays the same while the tone changes within its 400 ms") {
  for (const double value :
       readings(repeated({{-20, 0.18}, {-30, 0.22}}, 25), 0.1, 1.0, &LoudnessMeter::momentary_lufs)) {
    CHECK(std::abs(value + 23.0) <= 0.1);
  }
}

TEST_CASE("3341 cases 13 and 14: the highest momentary loudness of 400 ms of tone, whenever it begins") {
  for (int i = 0; i < 20; ++i) {
    CAPTURE(i);
    CHECK(std::abs(highest(readings({{kSilence, 0.02 * i}, {-23, 0.4}, {kSilence, 1}}, 0.02, 0,
                                    &LoudnessMeter::momentary_lufs)) +
                   23.0) <= 0.1);
  }
  std::vector<Tone> rising;
  for (int i = 0; i < 20; ++i) {
    rising.insert(rising.end(), {{kSilence, 0.02 * i}, {-38.0 + i, 0.4}, {kSilence, 0.4 - 0.02 * i}});
  }
  const std::vector<double> values = readings(rising, 0.02, 0, &LoudnessMeter::momentary_lufs);
  for (std::size_t i = 0; i < 20; ++i) {
    CAPTURE(i);
    const std::vector<double> so_far(values.begin(), values.begin() + static_cast<std::ptrdiff_t>((i + 1) * 40));
    CHECK(std::abs(highest(so_far) - (-38.0 + static_cast<double>(i))) <= 0.1);
  }
}

TEST_CASE("3341 cases 15 to 19: true peaks between the samples, +0.2 and -0.4 dB") {
  struct Row {
    double part_of_rate, phase_degrees, peak, expected_dbtp;
  };
  const Row rows[] = {{1.0 / 4, 0, 0.50, -6.0},
                      {1.0 / 4, 45, 0.50, -6.0},
                      {1.0 / 6, 60, 0.50, -6.0},
                      {1.0 / 8, 67.5, 0.50, -6.0},
                      {1.0 / 4, 45, 1.41, 3.0}};
  for (const Row& row : rows) {
    CAPTURE(row.part_of_rate);
    CAPTURE(row.phase_degrees);
    // Faded in and out as the EBU's files are: a tone that begins at once has other peaks than its own.
    constexpr std::size_t kFrames = 48000, kFade = 4800;
    std::vector<double> x(kFrames);
    for (std::size_t k = 0; k < kFrames; ++k) {
      const double fade = std::min(1.0, static_cast<double>(std::min(k, kFrames - 1 - k)) / kFade);
      x[k] = fade * row.peak *
             std::sin(2.0 * std::numbers::pi * (row.part_of_rate * static_cast<double>(k) + row.phase_degrees / 360.0));
    }
    check_within(true_peak_db(x), row.expected_dbtp, 0.2, 0.4);
  }
}

TEST_CASE("3341 cases 20 to 23: a peak of 0 dBTP at each quarter of a sample") {
  for (const double offset : {0.0, 0.25, 0.5, 0.75}) {
    CAPTURE(offset);
    // Band-limited to a quarter of the rate, as signals made at 4 times the rate and decimated are.
    std::vector<double> x(4800);
    for (std::size_t k = 0; k < x.size(); ++k) {
      const double t = (static_cast<double>(k) - 2400.0 - offset) * std::numbers::pi / 2.0;
      const double edge = t / (std::numbers::pi * 40.0);
      const double window = std::abs(edge) < 1.0 ? 0.5 + 0.5 * std::cos(std::numbers::pi * edge) : 0.0;
      x[k] = (std::abs(t) < 1e-9 ? 1.0 : std::sin(t) / t) * window;
    }
    check_within(true_peak_db(x), 0.0, 0.2, 0.4);
  }
}

TEST_CASE("3342 cases 1 to 4: loudness range, 1 LU") {
  CHECK(std::abs(after({{-20, 20}, {-30, 20}}).range_lu() - 10.0) <= 1.0);
  CHECK(std::abs(after({{-20, 20}, {-15, 20}}).range_lu() - 5.0) <= 1.0);
  CHECK(std::abs(after({{-40, 20}, {-20, 20}}).range_lu() - 20.0) <= 1.0);
  CHECK(std::abs(after({{-50, 20}, {-35, 20}, {-20, 20}, {-35, 20}, {-50, 20}}).range_lu() - 15.0) <= 1.0);
}

// ITU-R BS.1770-5 annex 1: "a 0 dBFS, 997 Hz sine applied to the left, centre or right channel is -3.01 LKFS".
TEST_CASE("997 Hz at full scale in one channel is -3.01 LUFS, and nothing is no number") {
  LoudnessMeter meter(1, Hertz(kRate));
  std::vector<double> x(5 * 48000);
  for (std::size_t k = 0; k < x.size(); ++k) {
    x[k] = std::sin(2.0 * std::numbers::pi * 997.0 / kRate * static_cast<double>(k));
  }
  meter.add(x);
  CHECK(std::abs(meter.integrated_lufs() + 3.01) < 0.02);
  CHECK(std::isinf(LoudnessMeter(2, Hertz(kRate)).integrated_lufs()));
}
