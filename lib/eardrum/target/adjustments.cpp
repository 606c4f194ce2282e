// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/adjustments.h>

#include <cmath>
#include <cstdio>

#include <eardrum/target/deviation.h>

namespace eardrum::target {
namespace {

// Analogue prototypes of the Audio EQ Cookbook at w = f / f0, A = 10^(gain/40): |H|^2 as a ratio of two sums of
// squares.
double squares(double real, double imaginary) {
  return real * real + imaginary * imaginary;
}

double low_shelf_db(const TasteFilter& filter, double f) {
  const double a = std::pow(10.0, filter.gain.db() / 40.0);
  const double w = f / filter.frequency.value();
  const double s = std::sqrt(a) / filter.q * w;
  return 20.0 * std::log10(a) + 10.0 * std::log10(squares(a - w * w, s) / squares(1.0 - a * w * w, s));
}

double high_shelf_db(const TasteFilter& filter, double f) {
  // The low shelf mirrored in log frequency.
  const double f0 = filter.frequency.value();
  return low_shelf_db(filter, f0 * f0 / f);
}

double peak_db(const TasteFilter& filter, double f) {
  const double a = std::pow(10.0, filter.gain.db() / 40.0);
  const double w = f / filter.frequency.value();
  return 10.0 * std::log10(squares(1.0 - w * w, a * w / filter.q) / squares(1.0 - w * w, w / (a * filter.q)));
}

}  // namespace

FrequencyResponse response_of(const Adjustments& adjustments, const FrequencyGrid& grid) {
  for (const TasteFilter& filter : {adjustments.bass, adjustments.treble, adjustments.ear_gain}) {
    EARDRUM_EXPECTS(filter.frequency > Hertz(0) && filter.q > 0.0);
  }
  std::vector<double> db(grid.size());
  for (std::size_t i = 0; i < db.size(); ++i) {
    const double f = grid.hz()[i];
    db[i] = low_shelf_db(adjustments.bass, f) + high_shelf_db(adjustments.treble, f) +
            peak_db(adjustments.ear_gain, f) + adjustments.tilt_per_octave.db() * std::log2(f / 1000.0);
  }
  return FrequencyResponse::make(grid, std::move(db)).value();
}

Target adjusted(const Target& target, const Adjustments& adjustments) {
  if (adjustments == Adjustments{}) return target;
  // On the comparison grid: a target given at few points could not show a shelf.
  const FrequencyResponse gain = response_of(adjustments, comparison_grid());
  const FrequencyResponse base = target.response.on(comparison_grid());
  std::vector<double> db(gain.db().begin(), gain.db().end());
  for (std::size_t i = 0; i < db.size(); ++i) db[i] += base.db()[i];
  Target changed = target;
  changed.response = FrequencyResponse::make(comparison_grid(), std::move(db)).value();
  changed.aliases.clear();
  std::string what;
  const auto say = [&](const char* format, double value, double hz = 0.0) {
    if (value == 0.0) return;
    char text[64];
    std::snprintf(text, sizeof text, format, value, hz);
    what += (what.empty() ? "" : ", ") + std::string(text);
  };
  say("bass %+.1f dB", adjustments.bass.gain.db());
  say("treble %+.1f dB from %.0f Hz", adjustments.treble.gain.db(), adjustments.treble.frequency.value());
  say("ear gain %+.1f dB", adjustments.ear_gain.gain.db());
  say("tilt %+.2f dB/octave", adjustments.tilt_per_octave.db());
  if (!what.empty()) changed.name += " (" + what + ")";
  changed.kind = TargetKind::kUser;
  changed.scored_by.reset();
  return changed;
}

}  // namespace eardrum::target
