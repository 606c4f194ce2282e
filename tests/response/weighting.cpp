// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/weighting.h>

#include <cmath>
#include <utility>

#include <doctest/doctest.h>

namespace eardrum {
namespace {

TEST_CASE("A weighting is that of IEC 61672-1") {
  // reference/validation.json A_weight; IEC 61672-1:2013 table 3 prints the same rounded to 0.1 dB.
  const std::pair<double, double> rows[] = {{20, -50.39},  {31.5, -39.53}, {63, -26.22},  {100, -19.14},
                                            {200, -10.85}, {500, -3.25},   {1000, 0.0},   {2000, 1.20},
                                            {4000, 0.96},  {8000, -1.15},  {16000, -6.71}};
  for (const auto& row : rows) {
    const auto& hz = row.first;
    const auto& db = row.second;
    CAPTURE(hz);
    CHECK(std::abs(weighting(Weighting::kA, Hertz(hz)).db() - db) < 0.01);
  }
}

TEST_CASE("C weighting is that of IEC 61672-1") {
  // IEC 61672-1:2013 table 3, printed to 0.1 dB for the exact third-octave frequencies 1000 * 10^(n/10).
  const std::pair<int, double> rows[] = {{-17, -6.2}, {-14, -2.0}, {-12, -0.8}, {-10, -0.3}, {-7, 0.0},  {0, 0.0},
                                         {3, -0.2},   {6, -0.8},   {9, -3.0},   {10, -4.4},  {12, -8.5}, {13, -11.2}};
  for (const auto& row : rows) {
    const auto& n = row.first;
    const auto& db = row.second;
    CAPTURE(n);
    CHECK(std::abs(weighting(Weighting::kC, Hertz(1000.0 * std::pow(10.0, n / 10.0))).db() - db) <= 0.055);
  }
}

TEST_CASE("K weighting is that of BS.1770 at 48 kHz") {
  // reference/science.md 4.3 and validation.json K_weight_48k
  const std::pair<double, double> rows[] = {{20, -13.275}, {100, -1.133}, {500, 0.042},  {997, 0.691},
                                            {1682, 2.483}, {4000, 3.968}, {10000, 4.042}};
  for (const auto& row : rows) {
    const auto& hz = row.first;
    const auto& db = row.second;
    CAPTURE(hz);
    CHECK(std::abs(weighting(Weighting::kK, Hertz(hz)).db() - db) < 0.001);
  }
}

TEST_CASE("A full-scale 997 Hz sine in one channel is -3.01 LKFS") {
  // ITU-R BS.1770-5, annex 1: -0.691 + 10 log10(mean square)
  const double mean_square = 0.5 * weighting(Weighting::kK, Hertz(997)).power_ratio();
  CHECK(std::abs(-0.691 + 10.0 * std::log10(mean_square) - -3.01) < 0.005);
}

TEST_CASE("Z weighting does nothing and a whole grid is the single frequencies") {
  const auto grid = FrequencyGrid::logarithmic(Hertz(10), Hertz(30000), 3);
  for (const Weighting w : {Weighting::kZ, Weighting::kA, Weighting::kC, Weighting::kK}) {
    const auto curve = weighting(w, grid);
    for (std::size_t i = 0; i < grid.size(); ++i) {
      CHECK(curve.db()[i] == weighting(w, Hertz(grid.hz()[i])).db());
      if (w == Weighting::kZ) CHECK(curve.db()[i] == 0.0);
    }
  }
}

}  // namespace
}  // namespace eardrum
