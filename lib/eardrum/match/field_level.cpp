// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/field_level.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include <eardrum/chain/standard_grid.h>
#include <eardrum/response/drum_field.h>
#include <eardrum/response/programme.h>
#include <eardrum/response/weighting.h>

namespace eardrum::match {
namespace {

constexpr double kNeperPerDbOfPower = 0.23025850929940458;  // ln 10 / 10
// Ours: a measured response is one sample on one rig; an assumed one is further off. The spectrum of what is really
// played differs from the mean of its kind.
constexpr double kMeasuredResponseSdDb = 1.5;
constexpr double kAssumedResponseSdDb = 3.0;
constexpr double kProgrammeSdDb = 1.5;
constexpr std::string_view kFallbackProgramme = "programme simulation noise";

struct Band {
  double hz = 0.0;
  std::size_t on_standard_grid = 0;
  double drum_a_power = 0.0;  // programme and A-weighting
  double drum_over_field_db = 0.0;
  double field_over_drum_power = 0.0;  // 10^(-dL/10)
};

struct WeightedProgramme {
  std::string_view name;
  std::vector<Band> bands;
};

const std::vector<WeightedProgramme>& weighted_programmes() {
  static const std::vector<WeightedProgramme> all = [] {
    std::vector<WeightedProgramme> made;
    for (const Programme& programme : programmes()) {
      WeightedProgramme weighted{programme.name, {}};
      const auto hz = programme.band_powers.grid().hz();
      for (std::size_t i = 0; i < hz.size(); ++i) {
        const Hertz f(hz[i]);
        const double over_field = drum_over_field(f).db();
        weighted.bands.push_back({hz[i], chain::nearest_index(chain::standard_grid(), f),
                                  (Gain(programme.band_powers.db()[i]) + weighting(Weighting::kA, f)).power_ratio(),
                                  over_field, Gain(-over_field).power_ratio()});
      }
      made.push_back(std::move(weighted));
    }
    return made;
  }();
  return all;
}

const WeightedProgramme& weighted(std::string_view name) {
  const auto equal = [](std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
  };
  const auto& all = weighted_programmes();
  const WeightedProgramme* fallback = &all.front();
  for (const WeightedProgramme& programme : all) {
    if (equal(programme.name, name)) return programme;
    if (programme.name == kFallbackProgramme) fallback = &programme;
  }
  return *fallback;
}

}  // namespace

FieldLevel field_level(const chain::Evaluation& evaluation, const Listener& listener, DbSpl average) {
  const bool standard = evaluation.grid == chain::standard_grid();
  const bool measured = evaluation.chain.headphone().response.has_value();
  static const double kDrumOverFieldAt1k = drum_over_field(chain::kReferenceFrequency).db();
  double field = 0.0, drum = 0.0;
  for (const Band& band : weighted(listener.programme).bands) {
    const std::size_t i = standard ? band.on_standard_grid : chain::nearest_index(evaluation.grid, Hertz(band.hz));
    double shape_db = evaluation.shape_db[i];
    if (!measured) shape_db += band.drum_over_field_db - kDrumOverFieldAt1k;
    const double here = band.drum_a_power * std::exp(kNeperPerDbOfPower * shape_db);
    drum += here;
    field += here * band.field_over_drum_power;
  }
  return {DbFieldA(average.db() + 10.0 * std::log10(field)), DbSpl(average.db() + 10.0 * std::log10(drum)),
          Gain(std::hypot(measured ? kMeasuredResponseSdDb : kAssumedResponseSdDb, kProgrammeSdDb))};
}

}  // namespace eardrum::match
