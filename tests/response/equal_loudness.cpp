// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/equal_loudness.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "support/csv.h"
#include "support/figures.h"

namespace eardrum {
namespace {

constexpr auto k2003 = EqualLoudness::kIso226_2003;
constexpr auto k2023 = EqualLoudness::kIso226_2023;

TEST_CASE("Contours are those of ISO 226:2023 and :2003") {
  // reference/validation.json iso226_2023_Lp and iso226_2003_Lp_60
  const double hz[] = {20, 50, 100, 1000, 3150, 8000, 12500};
  const std::pair<double, std::array<double, 7>> rows[] = {{40, {99.74, 77.77, 64.24, 40.00, 35.47, 51.60, 51.31}},
                                                           {60, {109.37, 89.93, 78.50, 60.00, 56.36, 71.50, 68.58}},
                                                           {80, {118.86, 101.81, 92.46, 80.00, 77.16, 91.33, 85.61}}};
  for (const auto& row : rows) {
    const auto& phon = row.first;
    const auto& levels = row.second;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      CAPTURE(phon);
      CAPTURE(hz[i]);
      CHECK(std::abs(level_of(Phon(phon), Hertz(hz[i])).db() - levels[i]) < 0.0051);
    }
  }
  const double at_60_phon_2003[] = {109.51, 89.96, 78.65, 60.01, 56.42, 71.66, 68.63};
  for (std::size_t i = 0; i < 7; ++i)
    CHECK(std::abs(level_of(Phon(60), Hertz(hz[i]), k2003).db() - at_60_phon_2003[i]) < 0.0051);
}

TEST_CASE("Every row of the published table of contours") {
  if (test::skip_without("figures/iso226.csv")) return;
  int checked = 0;
  for (auto& row : test::read_csv(test::shared("figures/iso226.csv"))) {
    const Hertz f(test::number(row["freq"]));
    CHECK(hearing_threshold(f, k2003).db() == test::number(row["Tf_2003"]));
    CHECK(hearing_threshold(f, k2023).db() == test::number(row["Tf_2023"]));
    for (const int phon : {20, 40, 60, 80}) {
      const std::string column = "_" + std::to_string(phon) + "phon";
      CHECK(std::abs(level_of(Phon(phon), f, k2003).db() - test::number(row["Lp2003" + column])) < 0.0051);
      CHECK(std::abs(level_of(Phon(phon), f, k2023).db() - test::number(row["Lp2023" + column])) < 0.0051);
      checked += 2;
    }
  }
  CHECK(checked == 29 * 8);
}

TEST_CASE("The loudness of the level of a loudness is that loudness, and rises with it") {
  std::mt19937 random(226);
  double worst = 0.0;
  bool rises = true;
  std::uniform_real_distribution<double> phon(5, 95);
  std::uniform_real_distribution<double> octave(std::log2(15.0), std::log2(20000.0));
  for (int trial = 0; trial < 2000; ++trial) {
    const Hertz f(std::exp2(octave(random)));
    const Phon loudness(phon(random));
    for (const auto edition : {k2003, k2023}) {
      const DbSpl level = level_of(loudness, f, edition);
      worst = std::max(worst, std::abs((loudness_of(level, f, edition) - loudness).db()));
      rises = rises && level_of(loudness + Gain(1), f, edition) > level;
    }
  }
  CHECK(worst < 1e-6);
  CHECK(rises);
}

TEST_CASE("At 1 kHz phon are dB SPL, and the threshold lies where its loudness says") {
  CHECK(std::abs(level_of(Phon(70), Hertz(1000)).db() - 70.0) < 1e-9);
  CHECK(std::abs(level_of(Phon(2.4), Hertz(1000)).db() - hearing_threshold(Hertz(1000)).db()) < 1e-9);
}

TEST_CASE("What nobody hears has no loudness") {
  for (const auto edition : {k2003, k2023}) CHECK(loudness_of(DbSpl(-40), Hertz(100), edition) == Phon(0));
}

TEST_CASE("Loudness compensation from 83 to 63 phon") {
  // reference/science.md 4.1
  const std::pair<double, double> rows[] = {{20, 10.52}, {31.5, 9.39}, {50, 8.14},   {63, 7.47},  {100, 6.06},
                                            {200, 3.84}, {500, 1.21},  {3150, -.79}, {8000, .18}, {12500, 2.99}};
  const auto grid = FrequencyGrid::make({20, 31.5, 50, 63, 100, 200, 500, 1000, 3150, 8000, 12500}).value();
  const auto gain = loudness_compensation(Phon(83), Phon(63), grid);
  for (const auto& row : rows) {
    const auto& hz = row.first;
    const auto& db = row.second;
    CAPTURE(hz);
    CHECK(std::abs(gain.db_at(Hertz(hz)) - db) < 0.0051);
  }
  CHECK(std::abs(gain.db_at(Hertz(1000))) < 1e-9);
}

TEST_CASE("White noise becomes audible at -32 dB per sqrt Hz, around 4 kHz") {
  // reference/validation.json white_noise_threshold: 0 dB per ERB (Glasberg and Moore) over the threshold
  double lowest = 100.0;
  double where = 0.0;
  for (double f = 20.0; f < 12500.0; f *= 1.01) {
    const double erb_hz = 24.7 * (4.37 * f / 1000.0 + 1.0);
    const double density = hearing_threshold(Hertz(f)).db() - 10.0 * std::log10(erb_hz);
    if (density < lowest) {
      lowest = density;
      where = f;
    }
  }
  CHECK(std::abs(lowest - -31.99) < 0.02);
  CHECK(where == doctest::Approx(4000).epsilon(0.02));
}

}  // namespace
}  // namespace eardrum
