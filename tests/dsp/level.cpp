// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Gain ramps, the limiter and dither.
#include <eardrum/dsp/dither.h>
#include <eardrum/dsp/gain_ramp.h>
#include <eardrum/dsp/limiter.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include <eardrum/fft/real_fft.h>

#include "support/every_target.h"

using eardrum::Gain;
using eardrum::Hertz;
using namespace eardrum::dsp;

namespace {

constexpr double kRate = 48000.0;

std::vector<double> sine(double frequency_hz, double peak, double seconds, double phase = 0.0) {
  std::vector<double> x(static_cast<std::size_t>(seconds * kRate));
  for (std::size_t k = 0; k < x.size(); ++k) {
    x[k] = peak * std::sin(2.0 * std::numbers::pi * frequency_hz / kRate * static_cast<double>(k) + phase);
  }
  return x;
}

// True peak by the definition: band-limited interpolation to 16 points a sample with a Hann window of `half` samples on
// either side, apart from the limiter's. The longer, the nearer to half the sample rate it sees.
double true_peak_db(const std::vector<double>& x, int half) {
  constexpr int kPoints = 16;
  std::vector<std::vector<double>> taps(kPoints);
  for (int p = 1; p < kPoints; ++p) {
    for (int k = -half + 1; k <= half; ++k) {
      const double t = static_cast<double>(p) / kPoints - k;
      const double window = 0.5 + 0.5 * std::cos(std::numbers::pi * t / half);
      taps[static_cast<std::size_t>(p)].push_back(std::sin(std::numbers::pi * t) / (std::numbers::pi * t) * window);
    }
  }
  double highest = 0.0;
  const auto side = static_cast<std::size_t>(half);
  for (std::size_t n = side; n + side < x.size(); ++n) {
    highest = std::max(highest, std::abs(x[n]));
    for (std::size_t p = 1; p < kPoints; ++p) {
      double value = 0.0;
      for (std::size_t k = 0; k < taps[p].size(); ++k) value += x[n + k - side + 1] * taps[p][k];
      highest = std::max(highest, std::abs(value));
    }
  }
  return 20.0 * std::log10(highest);
}

std::vector<double> limited(std::vector<double> x, const LimiterParams& params) {
  Limiter limiter(params, Hertz(kRate), 1);
  double* const channels[1] = {x.data()};
  limiter.process(channels, x.size());
  return x;
}

}  // namespace

TEST_CASE("a gain ramp is a straight line to its target, for any blocks") {
  GainRamp ramp(1.0, 100), pieces(1.0, 100);
  std::vector<double> x(300, 1.0), y(300, 1.0);
  double* const whole[1] = {x.data()};
  ramp.set_target(0.5);
  ramp.process(whole, 300);
  pieces.set_target(0.5);
  for (std::size_t k = 0; k < 300; k += 12) {
    double* const part[1] = {y.data() + k};
    pieces.process(part, 12);
  }
  CHECK(x == y);
  CHECK(x[0] == doctest::Approx(0.995).epsilon(1e-12));
  CHECK(x[49] == doctest::Approx(0.75).epsilon(1e-12));
  CHECK(x[99] == 0.5);
  CHECK(x[299] == 0.5);
}

TEST_CASE("the limiter holds the true peak under its ceiling on signals made to break it") {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> full_scale(-1, 1);
  constexpr std::size_t kFrames = 4000;
  std::vector<std::pair<std::string, std::vector<double>>> signals;
  const auto add = [&](const std::string& name, auto sample) {
    std::vector<double> x(kFrames);
    for (std::size_t k = 0; k < kFrames; ++k) x[k] = sample(k);
    signals.emplace_back(name, std::move(x));
  };
  const auto alternating = [](std::size_t k, std::size_t flip) {
    return ((k % 2 == 0) != (k / flip % 2 == 0)) ? 1.0 : -1.0;
  };
  // The classic: a quarter of the sample rate, sampled 3 dB below its peaks.
  signals.push_back({"fs/4 at 45 degrees, +6 dB", sine(kRate / 4, 2.0, 0.1, std::numbers::pi / 4)});
  signals.push_back({"fs/4 a little off", sine(kRate / 4 + 3.7, 2.0, 0.1)});
  for (const double part : {0.45, 0.48, 0.49, 0.499, 0.4999}) {
    signals.push_back({"near half the rate", sine(part * kRate, 1.9, 0.1)});
  }
  add("square, +9.5 dB", [](std::size_t k) { return k / 24 % 2 == 0 ? 3.0 : -3.0; });
  add("white noise, +12 dB", [&](std::size_t) { return 4.0 * full_scale(random); });
  add("random signs", [&](std::size_t) { return full_scale(random) > 0 ? 1.0 : -1.0; });
  add("a step of +18 dB", [](std::size_t k) { return k > 1500 && k < 3000 ? 8.0 : 0.0; });
  add("an impulse of +18 dB", [](std::size_t k) { return k == 2000 ? 8.0 : 0.0; });
  add("a sweep up to half the rate",
      [](std::size_t k) { return 2.0 * std::sin(std::numbers::pi * 0.5 * static_cast<double>(k * k) / kFrames); });
  // At half the rate itself, with a flip now and then: the largest overshoots between samples there are.
  for (const std::size_t flip : {3u, 17u, 37u, 250u, 2000u}) {
    add("alternating signs, flipped every " + std::to_string(flip),
        [&](std::size_t k) { return alternating(k, flip); });
  }
  for (const auto& named : signals) {
    const std::string& name = named.first;  // clang 14 captures no structured binding
    const std::vector<double>& signal = named.second;
    CAPTURE(name);
    for (const double ceiling : {-1.0, -3.0}) {
      LimiterParams params;
      params.ceiling = Gain(ceiling);
      const std::vector<double> out = limited(signal, params);
      CHECK(true_peak_db(out, 48) < ceiling + 0.1);
      CHECK(true_peak_db(out, 96) < ceiling + 0.1);
    }
  }
}

TEST_CASE("the limiter is the same on every instruction set") {
  const std::vector<double> x = sine(kRate / 4 + 3.7, 2.0, 0.05), expected = limited(x, LimiterParams{});
  eardrum::test::on_every_target([&] {
    const std::vector<double> found = limited(x, LimiterParams{});
    double worst = 0.0;
    for (std::size_t k = 0; k < x.size(); ++k) worst = std::max(worst, std::abs(found[k] - expected[k]));
    CHECK(20.0 * std::log10(worst + 1e-30) < -130.0);  // peaks are looked for in single precision
  });
}

TEST_CASE("what stays under the ceiling passes the limiter unchanged, late by its latency") {
  LimiterParams params;
  const std::vector<double> x = sine(1000, 0.85, 0.1);
  const std::vector<double> y = limited(x, params);
  const std::size_t latency = Limiter(params, Hertz(kRate), 1).latency();
  bool same = true;
  for (std::size_t k = latency; k < x.size(); ++k) same = same && y[k] == x[k - latency];
  CHECK(same);
  CHECK(latency < static_cast<std::size_t>(0.004 * kRate));
}

TEST_CASE("the limiter reports its reduction, links the channels and gives the same bits for any blocks") {
  LimiterParams params;
  Limiter limiter(params, Hertz(kRate), 2), pieces(params, Hertz(kRate), 2);
  std::vector<double> l = sine(500, 2.0, 0.2), r = sine(3000, 0.1, 0.2);
  std::vector<double> l2 = l, r2 = r;
  const double quiet = r[3000];
  double* const whole[2] = {l.data(), r.data()};
  limiter.process(whole, l.size());
  for (std::size_t k = 0; k < l.size(); k += 96) {
    double* const part[2] = {l2.data() + k, r2.data() + k};
    pieces.process(part, 96);
  }
  CHECK(l == l2);
  CHECK(r == r2);
  CHECK(limiter.take_reduction().db() == doctest::Approx(-1.0 - 6.02 - 0.12).epsilon(0.01));
  CHECK(limiter.take_reduction().db() == 0.0);
  CHECK(std::abs(r[3000 + limiter.latency()]) < 0.6 * std::abs(quiet) + 0.05);
}

TEST_CASE("dither: the error has no mean and 1/4 unit^2 of power, wherever the signal stands between two steps") {
  for (const double offset : {0.0, 0.1, 0.25, 0.5, 0.77}) {
    Dither dither(16, NoiseShaping::kNone, 3);
    std::vector<double> x(400000, (100.0 + offset) / 32768.0);
    std::vector<std::int32_t> y(x.size());
    dither.process(x, y);
    double mean = 0.0, power = 0.0;
    for (const std::int32_t v : y) mean += v - (100.0 + offset);
    mean /= static_cast<double>(y.size());
    for (const std::int32_t v : y) power += std::pow(v - (100.0 + offset), 2);
    power /= static_cast<double>(y.size());
    CHECK(std::abs(mean) < 0.004);                                                 // 5 sigma
    CHECK(10.0 * std::log10(power / 0.25) == doctest::Approx(0.0).epsilon(0.05));  // dB: 1/12 + 2/12
  }
}

TEST_CASE("shaped dither is quieter where the ear is keen and louder at the top; clipping is held and counted") {
  const auto noise_db = [](NoiseShaping shaping, double from_hz, double to_hz) {
    constexpr std::size_t kSize = 65536;
    Dither dither(16, shaping, 1);
    const std::vector<double> silence(kSize, 0.0);
    std::vector<std::int32_t> y(kSize);
    dither.process(silence, y);
    eardrum::fft::RealFft<double> fft(kSize);
    const std::vector<double> time(y.begin(), y.end());
    std::vector<double> re(fft.bins()), im(fft.bins());
    fft.forward(time, re, im);
    double power = 0.0;
    int bins = 0;
    for (std::size_t k = 0; k < fft.bins(); ++k) {
      const double frequency = static_cast<double>(k) * 44100.0 / kSize;
      if (frequency >= from_hz && frequency < to_hz) power += re[k] * re[k] + im[k] * im[k], ++bins;
    }
    return 10.0 * std::log10(power / bins);
  };
  CHECK(noise_db(NoiseShaping::kShaped, 2000, 5000) < noise_db(NoiseShaping::kNone, 2000, 5000) - 6.0);
  CHECK(noise_db(NoiseShaping::kShaped, 18000, 22000) > noise_db(NoiseShaping::kNone, 18000, 22000) + 6.0);
  Dither dither(16, NoiseShaping::kShaped, 1);
  const std::vector<double> over{2.0, -2.0, std::nan("")};
  std::vector<std::int32_t> y(3);
  dither.process(over, y);
  CHECK(y[0] == 32767);
  CHECK(y[1] == -32768);
  CHECK(dither.clipped() == 3);
}
