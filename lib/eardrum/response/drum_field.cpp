// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/drum_field.h>

#include <array>
#include <cmath>

#include <eardrum/response/weighting.h>

namespace eardrum {
namespace {

struct Row {
  double hz;
  double diffuse_db;
  double free_db;
};

// ISO 11904-1:2002, levels at the drum less levels of the field. Diffuse: checked at all 23 frequencies against
// AutoEq's "Diffuse field ISO 11904-1" target. Free field, frontal: from memory, approximate.
constexpr std::array<Row, 23> kTable{{
    {100, 0.0, 0.0},  {125, 0.2, 0.2},    {160, 0.4, 0.4},    {200, 0.6, 0.6},    {250, 0.8, 0.8},    {315, 1.1, 1.1},
    {400, 1.5, 1.5},  {500, 2.1, 2.0},    {630, 2.8, 2.3},    {800, 3.3, 3.1},    {1000, 4.1, 2.7},   {1250, 5.5, 2.9},
    {1600, 7.7, 5.8}, {2000, 11.0, 12.4}, {2500, 15.3, 15.7}, {3150, 15.7, 14.9}, {4000, 12.9, 13.2}, {5000, 10.6, 8.9},
    {6300, 9.4, 3.1}, {8000, 9.5, -1.4},  {10000, 6.8, -3.8}, {12500, 3.8, -0.1}, {16000, 0.7, -0.4},
}};

const FrequencyResponse& curve(SoundField field) {
  static const auto make = [](double Row::*column) {
    std::vector<double> hz, db;
    for (const Row& row : kTable) {
      hz.push_back(row.hz);
      db.push_back(row.*column);
    }
    return FrequencyResponse::make(FrequencyGrid::make(std::move(hz)).value(), std::move(db)).value();
  };
  static const FrequencyResponse kDiffuse = make(&Row::diffuse_db);
  static const FrequencyResponse kFree = make(&Row::free_db);
  return field == SoundField::kDiffuse ? kDiffuse : kFree;
}

template <class Correction>
double power_sum_db(const FrequencyResponse& bands, Correction correction_db) {
  double power = 0.0;
  for (std::size_t i = 0; i < bands.db().size(); ++i) {
    power += std::pow(10.0, (bands.db()[i] + correction_db(Hertz(bands.grid().hz()[i]))) / 10.0);
  }
  return 10.0 * std::log10(power);
}

}  // namespace

Gain drum_over_field(Hertz frequency, SoundField field) {
  return Gain(curve(field).db_at(frequency));
}

DbSpl total_level(const FrequencyResponse& band_levels_db_spl) {
  return DbSpl(power_sum_db(band_levels_db_spl, [](Hertz) { return 0.0; }));
}

DbSpl drum_level_a(const FrequencyResponse& drum_band_levels_db_spl) {
  return DbSpl(power_sum_db(drum_band_levels_db_spl, [](Hertz f) { return weighting(Weighting::kA, f).db(); }));
}

DbFieldA field_level_a(const FrequencyResponse& drum_band_levels_db_spl) {
  return DbFieldA(power_sum_db(drum_band_levels_db_spl,
                               [](Hertz f) { return (weighting(Weighting::kA, f) - drum_over_field(f)).db(); }));
}

}  // namespace eardrum
