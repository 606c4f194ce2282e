// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/true_peak_internal.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "support/every_target.h"

using namespace eardrum::dsp::detail;

namespace {

double bessel(double x) {
  double sum = 1.0, term = 1.0;
  for (int k = 1; k < 40; ++k) sum += term *= (x / (2.0 * k)) * (x / (2.0 * k));
  return sum;
}

// The definition: each point between the two samples in the middle, one after the other, in double.
double oracle(const float* samples) {
  double highest = 0.0;
  for (std::size_t phase = 0; phase <= kPeakPhases; ++phase) {
    double value = 0.0;
    for (std::size_t k = 0; k < kPeakTaps; ++k) {
      const double t = static_cast<double>(k) - 63.0 - static_cast<double>(phase) / kPeakPhases;
      const double sinc = t == 0.0 ? 1.0 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t);
      const double edge = std::min(1.0, std::abs(t) / 64.0);
      value += static_cast<double>(samples[k]) * sinc * bessel(3.0 * std::sqrt(1.0 - edge * edge)) / bessel(3.0);
    }
    highest = std::max(highest, std::abs(value));
  }
  return highest;
}

}  // namespace

TEST_CASE("true peaks: eight points a sample as defined, on every instruction set, for any number of frames") {
  std::mt19937 random(5);
  std::uniform_real_distribution<float> full_scale(-1.0f, 1.0f);
  constexpr std::size_t kMost = 70;
  std::vector<float> samples(kMost + kPeakTaps - 1 + kPeakPadding);
  for (float& sample : samples) sample = full_scale(random);
  std::vector<double> expected;
  for (std::size_t j = 0; j < kMost; ++j) expected.push_back(oracle(samples.data() + j));
  const PeakInterpolator interpolator;
  eardrum::test::on_every_target([&] {
    for (const std::size_t frames : {1u, 7u, 16u, 33u, 70u}) {
      std::vector<float> peaks(kMost + kPeakPadding, 0.0f);
      interpolator.find(samples.data(), frames, 0.01f, peaks.data());
      double worst = 0.0;
      for (std::size_t j = 0; j < frames; ++j)
        worst = std::max(worst, std::abs(20.0 * std::log10(static_cast<double>(peaks[j]) / expected[j])));
      CHECK(worst < 1e-4);  // dB
    }
  });
}

TEST_CASE(
    "true peaks are looked for wherever one may reach the ceiling, and a louder one that is known already stays") {
  const PeakInterpolator interpolator;
  std::mt19937 random(6);
  std::uniform_real_distribution<float> full_scale(-1.0f, 1.0f);
  std::vector<float> samples(4096 + kPeakTaps - 1 + kPeakPadding);
  // Loud and quiet stretches.
  for (std::size_t k = 0; k < samples.size(); ++k) samples[k] = full_scale(random) * (k / 600 % 2 == 0 ? 1.0f : 0.05f);
  std::vector<float> peaks(4096 + kPeakPadding, 0.0f), known(4096 + kPeakPadding, 5.0f);
  interpolator.find(samples.data(), 4096, 0.9f, peaks.data());
  interpolator.find(samples.data(), 4096, 0.9f, known.data());
  std::size_t skipped = 0, missed = 0;
  for (std::size_t j = 0; j < 4096; ++j) {
    skipped += peaks[j] == 0.0f ? 1u : 0u;
    missed += peaks[j] == 0.0f && oracle(samples.data() + j) >= 0.9 ? 1u : 0u;
  }
  CHECK(skipped > 1000);
  CHECK(missed == 0);
  CHECK(std::all_of(known.begin(), known.end(), [](float peak) { return peak == 5.0f; }));
}
