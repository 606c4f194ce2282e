// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/drum_field.h>

#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/response/programme.h>
#include "support/csv.h"
#include "support/figures.h"

namespace eardrum {
namespace {

TEST_CASE("The transfer to the drum is the table of ISO 11904-1") {
  if (test::skip_without("figures/measured/iso11904_1_drum_transfer.csv")) return;
  int rows = 0;
  for (auto& row : test::read_csv(test::shared("figures/measured/iso11904_1_drum_transfer.csv"))) {
    const Hertz f(test::number(row["freq"]));
    CHECK(std::abs(drum_over_field(f).db() - test::number(row["dL_DF_drum"])) < 1e-9);
    CHECK(std::abs(drum_over_field(f, SoundField::kFree).db() - test::number(row["dL_FF_drum"])) < 1e-9);
    ++rows;
  }
  CHECK(rows == 23);
}

TEST_CASE("The diffuse-field transfer is the published diffuse-field target") {
  // A second source: AutoEq's "Diffuse field ISO 11904-1" on its 1.01 grid, which interpolates smoothly between the
  // bands.
  if (test::skip_without("figures/targets/autoeq_diffuse_field_iso_11904-1.csv")) return;
  std::vector<double> hz, db;
  for (auto& row : test::read_csv(test::shared("figures/targets/autoeq_diffuse_field_iso_11904-1.csv"))) {
    hz.push_back(test::number(row["freq"]));
    db.push_back(test::number(row["dB"]));
  }
  const auto target = FrequencyResponse::make(FrequencyGrid::make(hz).value(), db).value().normalised_at(Hertz(100));
  for (const double f : {100., 200., 500., 1000., 2000., 3150., 5000., 8000., 10000.}) {
    CAPTURE(f);
    CHECK(std::abs(target.db_at(Hertz(f)) - drum_over_field(Hertz(f)).db()) < 0.15);
  }
}

TEST_CASE("70 dB in each of 23 bands of the field: 81.89 dBA there, 92.71 dBA at the drum") {
  // reference/validation.json drp_to_field
  std::vector<double> hz, drum_db;
  for (const double f : third_octave_grid().hz()) {
    if (f < 100.0 || f > 16000.0) continue;
    hz.push_back(f);
    drum_db.push_back(70.0 + drum_over_field(Hertz(f)).db());
  }
  REQUIRE(hz.size() == 23);
  const auto drum = FrequencyResponse::make(FrequencyGrid::make(hz).value(), drum_db).value();
  CHECK(std::abs(field_level_a(drum).db() - 81.89) < 0.01);
  CHECK(std::abs(drum_level_a(drum).db() - 92.71) < 0.01);
}

TEST_CASE("Levels of a whole spectrum move with it, and one band is itself") {
  const auto one = FrequencyResponse::make(FrequencyGrid::make({1000.0}).value(), {80.0}).value();
  CHECK(std::abs(total_level(one).db() - 80.0) < 1e-9);
  CHECK(std::abs(field_level_a(one).db() - (80.0 - 4.1)) < 1e-9);
  std::mt19937 random(11904);
  std::uniform_real_distribution<double> level(20, 100);
  for (int trial = 0; trial < 100; ++trial) {
    std::vector<double> db(third_octave_grid().size());
    for (double& value : db) value = level(random);
    const auto spectrum = FrequencyResponse::make(third_octave_grid(), db).value();
    const double step = level(random) - 60.0;
    CHECK(std::abs((field_level_a(spectrum.shifted(step)) - field_level_a(spectrum)).db() - step) < 1e-9);
    CHECK(std::abs((total_level(spectrum.shifted(step)) - total_level(spectrum)).db() - step) < 1e-9);
  }
}

TEST_CASE("Music is 5 to 11 dB louder at the drum than the field level that limits mean") {
  // reference/science.md 4.5: pink-like bands 10.8 dB, music 5 to 8. On a headphone that is flat at the drum the
  // difference would be smaller; a diffuse-field response stands for a neutral headphone here.
  for (const Programme& programme : programmes()) {
    std::vector<double> db;
    for (const double f : third_octave_grid().hz()) db.push_back(90.0 + drum_over_field(Hertz(f)).db());
    const auto neutral = FrequencyResponse::make(third_octave_grid(), db).value();
    const auto bands = band_levels_at_drum(programme, neutral);
    const double difference = drum_level_a(bands).db() - field_level_a(bands).db();
    CAPTURE(programme.name);
    CHECK(difference > 5.0);
    CHECK(difference < 11.0);
  }
}

}  // namespace
}  // namespace eardrum
