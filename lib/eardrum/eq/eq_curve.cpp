// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/eq_curve.h>

#include <algorithm>
#include <cmath>

namespace eardrum::eq {
namespace {

// 0 below the treble, 1 above it, a straight line of log frequency between.
double treble_part(Hertz frequency, const Range<Hertz>& treble) {
  if (frequency <= treble.lowest) return 0.0;
  if (frequency >= treble.highest) return 1.0;
  return std::log(frequency / treble.lowest) / std::log(treble.highest / treble.lowest);
}

std::vector<double> smooth_db(const FrequencyResponse& response, const CurveSpec& spec) {
  const FrequencyResponse fine = smoothed(response, spec.smoothing);
  const FrequencyResponse broad = smoothed(response, spec.treble_smoothing);
  std::vector<double> db(fine.db().size());
  for (std::size_t i = 0; i < db.size(); ++i) {
    const double part = treble_part(Hertz(response.grid().hz()[i]), spec.treble);
    db[i] = (1.0 - part) * fine.db()[i] + part * broad.db()[i];
  }
  return db;
}

double mean_over(const std::vector<double>& db, const FrequencyGrid& grid, const Range<Hertz>& range) {
  double sum = 0.0;
  std::size_t count = 0;
  for (std::size_t i = 0; i < db.size(); ++i) {
    if (!range.contains(Hertz(grid.hz()[i]))) continue;
    sum += db[i];
    ++count;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0.0;
}

// The highest curve below `db` (at least 0 everywhere) that rises and falls no faster than `slope`.
void limit_slope(std::vector<double>& db, const FrequencyGrid& grid, double slope_db_per_octave) {
  const auto octaves = [&grid](std::size_t i) { return std::log2(grid.hz()[i] / grid.hz()[i - 1]); };
  for (std::size_t i = 1; i < db.size(); ++i) db[i] = std::min(db[i], db[i - 1] + slope_db_per_octave * octaves(i));
  for (std::size_t i = db.size() - 1; i > 0; --i)
    db[i - 1] = std::min(db[i - 1], db[i] + slope_db_per_octave * octaves(i));
}

EqCurve draw(const FrequencyResponse& from, const FrequencyResponse& to, std::vector<double> weights,
             const CurveSpec& spec) {
  const FrequencyGrid& grid = from.grid();
  const std::vector<double> measured = smooth_db(from, spec);
  std::vector<double> wanted(grid.size());
  to.sample(grid, wanted);
  for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i] -= measured[i];
  const double level = mean_over(wanted, grid, spec.levelled);
  for (double& db : wanted) db -= level;
  // Beyond the range the ends' values go on.
  std::size_t first = 0, last = grid.size() - 1;
  while (first < last && Hertz(grid.hz()[first]) < spec.range.lowest) ++first;
  while (last > first && Hertz(grid.hz()[last]) > spec.range.highest) --last;
  std::fill(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(first), wanted[first]);
  std::fill(wanted.begin() + static_cast<std::ptrdiff_t>(last), wanted.end(), wanted[last]);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (i < first || i > last) weights[i] = 0.0;
  }

  std::vector<double> boost(grid.size()), cut(grid.size()), gain(grid.size());
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const double part = treble_part(Hertz(grid.hz()[i]), spec.treble);
    const double most =
        (1.0 - part) * spec.most_boost.db() + part * std::min(spec.most_boost, spec.most_treble_boost).db();
    boost[i] = std::clamp(wanted[i], 0.0, std::max(most, 0.0));
    cut[i] = std::clamp(-wanted[i], 0.0, std::max(spec.most_cut.db(), 0.0));
  }
  limit_slope(boost, grid, spec.most_slope_db_per_octave);
  limit_slope(cut, grid, spec.most_slope_db_per_octave);
  double most_taken = 0.0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    gain[i] = boost[i] - cut[i];
    if (std::abs(gain[i] - wanted[i]) > most_taken) {
      most_taken = std::abs(gain[i] - wanted[i]);
      at = i;
    }
  }
  return {FrequencyResponse::make(grid, std::move(gain)).value(), std::move(weights),
          FrequencyResponse::make(grid, std::move(wanted)).value(), Gain(most_taken),
          Hertz(most_taken > 0.0 ? grid.hz()[at] : 0.0)};
}

std::vector<double> weights_of(const Measurement& measurement, const CurveSpec& spec) {
  const auto weights = repeatability_weights(measurement, measurement.grid(), spec.half_weight_at.db());
  return {weights.db().begin(), weights.db().end()};
}

}  // namespace

EqCurve eq_curve(const FrequencyResponse& from, const FrequencyResponse& to, const CurveSpec& spec) {
  // Only the typical spread of seatings is asked of it: the rig's name does not matter.
  const Measurement once = Measurement::make("unnamed", {{Channel::kBoth, "", from}}).value();
  return draw(from, to, weights_of(once, spec), spec);
}

EqCurve eq_curve(const Measurement& from, const FrequencyResponse& to, const CurveSpec& spec) {
  return draw(from.mean(), to, weights_of(from, spec), spec);
}

FitSpec weighted_by(const EqCurve& curve, const CurveSpec& curve_spec, FitSpec spec) {
  spec.objective.weights = curve.weights;
  spec.objective.range = curve_spec.range;
  return spec;
}

}  // namespace eardrum::eq
