// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/resampler.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

using namespace eardrum;
using namespace eardrum::engine;

namespace {

bool available() {
  const bool is = Resampler::make(Hertz(44100), Hertz(48000), 1).has_value();
  if (!is) MESSAGE("skipped: built without libsoxr");
  return is;
}

// All of a signal, fed in pieces.
std::vector<double> converted(const std::vector<double>& in, double from_hz, double to_hz) {
  auto resampler = Resampler::make(Hertz(from_hz), Hertz(to_hz), 1);
  REQUIRE(resampler.has_value());
  std::vector<double> out;
  Planar part;
  std::mt19937 random(5);
  for (std::size_t at = 0; at < in.size();) {
    const std::size_t step = std::min<std::size_t>(in.size() - at, 1 + random() % 9000);
    const double* const pointers[1] = {in.data() + at};
    resampler->process(pointers, step, part);
    out.insert(out.end(), part[0].begin(), part[0].end());
    at += step;
  }
  resampler->finish(part);
  out.insert(out.end(), part[0].begin(), part[0].end());
  CHECK(out.size() == resampler->length_of(in.size()));
  return out;
}

std::vector<double> sine(double frequency_hz, double rate_hz, std::size_t frames) {
  std::vector<double> x(frames);
  for (std::size_t k = 0; k < frames; ++k)
    x[k] = std::sin(2.0 * std::numbers::pi * frequency_hz * static_cast<double>(k) / rate_hz);
  return x;
}

// The complex amplitude at a frequency, and what is left without it, away from the ends; rms re a full sine.
struct Fit {
  std::complex<double> amplitude;
  double rest_db;
};
Fit fit(const std::vector<double>& x, double frequency_hz, double rate_hz) {
  const std::size_t margin = x.size() / 4;
  double ss = 0.0, cc = 0.0, sc = 0.0, xs = 0.0, xc = 0.0;
  const auto angle = [&](std::size_t k) {
    return 2.0 * std::numbers::pi * frequency_hz * static_cast<double>(k) / rate_hz;
  };
  for (std::size_t k = margin; k < x.size() - margin; ++k) {
    const double s = std::sin(angle(k)), c = std::cos(angle(k));
    ss += s * s, cc += c * c, sc += s * c, xs += x[k] * s, xc += x[k] * c;
  }
  const double det = ss * cc - sc * sc;
  const double a = (xs * cc - xc * sc) / det, b = (xc * ss - xs * sc) / det;
  double power = 0.0;
  for (std::size_t k = margin; k < x.size() - margin; ++k) {
    const double left = x[k] - a * std::sin(angle(k)) - b * std::cos(angle(k));
    power += left * left;
  }
  power /= static_cast<double>(x.size() - 2 * margin);
  return {{a, b}, 10.0 * std::log10(2.0 * power + 1e-40)};
}

double rms_db(const std::vector<double>& x) {
  double power = 0.0;
  const std::size_t margin = x.size() / 4;
  for (std::size_t k = margin; k < x.size() - margin; ++k) power += x[k] * x[k];
  return 10.0 * std::log10(2.0 * power / static_cast<double>(x.size() - 2 * margin) + 1e-40);
}

}  // namespace

TEST_CASE("between 44.1, 48 and 96 kHz the passband is flat to 20 kHz, in time, and free of images") {
  if (!available()) return;
  for (const auto& rates : {std::pair{44100.0, 48000.0},
                            {48000.0, 44100.0},
                            {48000.0, 96000.0},
                            {96000.0, 48000.0},
                            {44100.0, 96000.0},
                            {96000.0, 44100.0},
                            {44100.0, 88200.0},
                            {192000.0, 44100.0}}) {
    const double from = rates.first, to = rates.second;  // clang 14 captures no structured binding
    for (const double frequency : {20.0, 997.0, 10000.0, 16000.0, 18000.0, 20000.0}) {
      CAPTURE(from);
      CAPTURE(to);
      CAPTURE(frequency);
      const auto out = converted(sine(frequency, from, static_cast<std::size_t>(from / 2.0)), from, to);
      const Fit found = fit(out, frequency, to);
      CHECK(std::abs(20.0 * std::log10(std::abs(found.amplitude))) < 0.01);
      // The phase of a sine that starts at zero, as a time in samples of the output.
      CHECK(std::abs(std::arg(found.amplitude)) / (2.0 * std::numbers::pi * frequency) * to <
            1e-6 * to / frequency + 1e-3);
      CHECK(found.rest_db < -140.0);
    }
  }
}

TEST_CASE("what the lower rate can't hold is gone, 140 dB down") {
  if (!available()) return;
  for (const auto& rates : {std::pair{96000.0, 44100.0}, {96000.0, 48000.0}, {48000.0, 44100.0}}) {
    const double from = rates.first, to = rates.second;  // clang 14 captures no structured binding
    // soxr's transition ends where aliases would fall onto what it keeps: at half the rate and a little more.
    for (const double ratio : {1.005, 1.02, 1.05, 1.08, 1.5, 1.9}) {
      const double frequency = ratio * to / 2.0;
      if (frequency >= 0.499 * from) continue;
      CAPTURE(from);
      CAPTURE(to);
      CAPTURE(frequency);
      CHECK(rms_db(converted(sine(frequency, from, static_cast<std::size_t>(from / 2.0)), from, to)) < -140.0);
    }
  }
}

TEST_CASE("lengths are exact to the frame, whatever the rates") {
  if (!available()) return;
  std::mt19937 random(11);
  for (const double to : {8000.0, 11025.0, 44100.0, 48000.0, 50000.0, 192000.0}) {
    const std::size_t frames = 1 + random() % 30000;
    const auto out = converted(std::vector<double>(frames, 0.5), 44100.0, to);
    CHECK(out.size() == static_cast<std::size_t>(std::llround(static_cast<double>(frames) * to / 44100.0)));
  }
}

TEST_CASE("an impulse response at another rate has the same response, and says how late it is") {
  if (!available()) return;
  Planar taps(1, std::vector<double>(400));
  std::mt19937 random(2);
  std::normal_distribution<double> normal;
  for (std::size_t k = 0; k < taps[0].size(); ++k)
    taps[0][k] = normal(random) * std::exp(-static_cast<double>(k) / 40.0);
  taps[0][0] = 3.0;
  for (const auto& rates : {std::pair{44100.0, 48000.0}, {48000.0, 44100.0}, {96000.0, 44100.0}}) {
    const double from = rates.first, to = rates.second;  // clang 14 captures no structured binding
    const auto out = resample_response(taps, Hertz(from), Hertz(to));
    REQUIRE(out.has_value());
    CHECK(static_cast<double>(out->delay) / to < 0.008);
    const auto response = [](const std::vector<double>& h, double frequency, double rate, double delay) {
      std::complex<double> sum = 0.0;
      for (std::size_t k = 0; k < h.size(); ++k)
        sum += h[k] * std::polar(1.0, -2.0 * std::numbers::pi * frequency / rate * (static_cast<double>(k) - delay));
      return sum;
    };
    for (const double frequency : {20.0, 300.0, 2000.0, 9000.0, 17000.0, 19500.0}) {
      const auto was = response(taps[0], frequency, from, 0.0);
      const auto is = response(out->taps[0], frequency, to, static_cast<double>(out->delay));
      CHECK(std::abs(20.0 * std::log10(std::abs(is / was))) < 0.01);
      CHECK(std::abs(std::arg(is / was)) < 0.001);
    }
  }
}
