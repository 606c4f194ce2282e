// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/noise_audibility.h>

#include <array>
#include <cmath>

#include <eardrum/chain/standard_grid.h>
#include <eardrum/match/isolation.h>
#include <eardrum/response/drum_field.h>
#include <eardrum/response/equal_loudness.h>
#include <eardrum/response/weighting.h>

namespace eardrum::match {
namespace {

constexpr std::size_t kBands = 34;
// A tone or a band of noise is heard until it lies this far below the noise around it [approx].
constexpr double kMaskedBelowDb = 4.0;
constexpr std::size_t kForms = 4, kBacks = 3;

struct Band {
  double hz = 0.0;
  double width_db = 0.0;  // 10 log10 ERB
  double drum_over_field_db = 0.0;
  double threshold_power = 0.0;      // of the threshold in quiet, re 20 uPa squared
  double room_power_at_0_dba = 0.0;  // of a room of 0 dB(A), before isolation, less kMaskedBelowDb
  std::array<std::array<double, kBacks>, kForms> passed{};  // power ratio that the headphone lets in
  std::size_t on_standard_grid = 0;
};

double erb_hz(double hz) {
  return 24.7 * (4.37 * hz / 1000.0 + 1.0);
}

double power(double db) {
  return std::pow(10.0, db / 10.0);
}

// Density of the room's noise, any level: octave bands fall 5 dB an octave, and are twice as wide each.
double room_density_db(double hz) {
  return -(5.0 + 3.0103) * std::log2(hz / 1000.0);
}

// The A-weighted level of that noise, 31.5 Hz to 8 kHz octaves: by this the room's level is set.
double room_level_dba() {
  double sum = 0.0;
  for (double hz = 31.25; hz <= 8000.0; hz *= 2.0) {
    const double octave_hz = hz * (std::sqrt(2.0) - std::sqrt(0.5));
    sum += power(room_density_db(hz) + weighting(Weighting::kA, Hertz(hz)).db()) * octave_hz;
  }
  return 10.0 * std::log10(sum);
}

// One ERB apart from 100 Hz to 12.5 kHz, where the thresholds are known.
const std::array<Band, kBands>& bands() {
  static const std::array<Band, kBands> all = [] {
    std::array<Band, kBands> made;
    const double room_dba = room_level_dba();
    const auto rate_of = [](double hz) { return 21.4 * std::log10(1.0 + 0.00437 * hz); };
    const double first = rate_of(100.0), last = rate_of(12500.0);
    for (std::size_t i = 0; i < kBands; ++i) {
      Band& band = made[i];
      const double rate = first + (last - first) * static_cast<double>(i) / static_cast<double>(kBands - 1);
      band.hz = (std::pow(10.0, rate / 21.4) - 1.0) / 0.00437;
      band.width_db = 10.0 * std::log10(erb_hz(band.hz));
      band.drum_over_field_db = drum_over_field(Hertz(band.hz)).db();
      band.threshold_power = power(hearing_threshold(Hertz(band.hz)).db());
      band.room_power_at_0_dba = power(room_density_db(band.hz) - room_dba + band.width_db - kMaskedBelowDb);
      for (std::size_t form = 0; form < kForms; ++form) {
        for (std::size_t back = 0; back < kBacks; ++back) {
          band.passed[form][back] =
              power(-isolation(static_cast<chain::Form>(form), static_cast<chain::Back>(back), Hertz(band.hz)).db());
        }
      }
      band.on_standard_grid = chain::nearest_index(chain::standard_grid(), Hertz(band.hz));
    }
    return made;
  }();
  return all;
}

}  // namespace

NoiseAudibility noise_audibility(const chain::Evaluation& evaluation, double room_noise_dba) {
  EARDRUM_EXPECTS(evaluation.noise.has_value());
  const chain::Headphone& headphone = evaluation.chain.headphone();
  const auto form = static_cast<std::size_t>(headphone.form);
  const auto back = static_cast<std::size_t>(headphone.back);
  const bool standard = evaluation.grid == chain::standard_grid();
  const bool measured = headphone.response.has_value();
  static const double kDrumOverFieldAt1k = drum_over_field(chain::kReferenceFrequency).db();
  const double room = power(room_noise_dba);
  NoiseAudibility worst{Gain(-HUGE_VAL), Hertz(1000.0), false};
  for (const Band& band : bands()) {
    const std::size_t i = standard ? band.on_standard_grid : chain::nearest_index(evaluation.grid, Hertz(band.hz));
    // What shapes the music before the noise comes in does not shape the noise.
    const double drum_db = evaluation.noise->density_db_spl + evaluation.shape_db[i] - evaluation.source_tone_db[i];
    const double field_db = drum_db - (measured ? band.drum_over_field_db : kDrumOverFieldAt1k);
    const double room_here = room * band.room_power_at_0_dba * band.passed[form][back];
    const double margin = field_db + band.width_db - 10.0 * std::log10(band.threshold_power + room_here);
    if (margin > worst.margin.db()) worst = {Gain(margin), Hertz(band.hz), room_here > band.threshold_power};
  }
  return worst;
}

}  // namespace eardrum::match
