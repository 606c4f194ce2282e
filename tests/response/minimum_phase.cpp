// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/minimum_phase.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include <doctest/doctest.h>

TEST_CASE("the phase of a biquad that is minimum phase") {
  // science.md 1.9: b = 1.01, -1.98, 0.975; a = 1, -1.98, 0.985; N = 65536: error below 2e-13 rad.
  constexpr std::size_t kSize = 65536;
  std::vector<double> log_magnitude(kSize / 2 + 1), expected(kSize / 2 + 1), phase(kSize / 2 + 1);
  for (std::size_t k = 0; k < expected.size(); ++k) {
    const std::complex<double> z = std::polar(1.0, -2.0 * std::numbers::pi * static_cast<double>(k) / kSize);
    const auto h = (1.01 - 1.98 * z + 0.975 * z * z) / (1.0 - 1.98 * z + 0.985 * z * z);
    log_magnitude[k] = std::log(std::abs(h));
    expected[k] = std::arg(h);
  }
  eardrum::minimum_phase(log_magnitude, phase);
  double worst = 0.0;
  for (std::size_t k = 0; k < phase.size(); ++k) worst = std::max(worst, std::abs(phase[k] - expected[k]));
  CHECK(worst < 2e-12);
}

TEST_CASE("a level has no phase, and an inverse has the opposite one") {
  constexpr std::size_t kBins = 257;
  std::vector<double> level(kBins, 1.7), phase(kBins), wave(kBins), inverse(kBins), other(kBins);
  eardrum::minimum_phase(level, phase);
  for (const double value : phase) CHECK(std::abs(value) < 1e-13);
  for (std::size_t k = 0; k < kBins; ++k) {
    wave[k] = std::sin(0.1 * static_cast<double>(k));
    inverse[k] = -wave[k];
  }
  eardrum::minimum_phase(wave, phase);
  eardrum::minimum_phase(inverse, other);
  for (std::size_t k = 0; k < kBins; ++k) CHECK(phase[k] == doctest::Approx(-other[k]));
}
