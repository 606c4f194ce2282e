// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/consistency.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/response/band_mean.h>
#include <eardrum/target/deviation.h>

namespace eardrum::target {
namespace {

constexpr std::array<double, 10> kEdges{20, 100, 500, 1000, 2000, 4000, 6000, 8000, 10000, 16000};

BandMeans squares_of(const FrequencyResponse& sd) {
  std::vector<double> squares(sd.db().begin(), sd.db().end());
  for (double& value : squares) value *= value;
  return BandMeans(FrequencyResponse::make(sd.grid(), std::move(squares)).value());
}

// The SD of seatings that are their level alone.
double sd_of_level(const Measurement& measurement) {
  static const FrequencyGrid kOne = FrequencyGrid::make({1000.0}).value();
  std::vector<Seating> levels;
  for (const Seating& seating : measurement.seatings()) {
    const double db = band_mean_db(seating.response, Hertz(300), Hertz(3000));
    levels.push_back({seating.channel, "", FrequencyResponse::flat(kOne).shifted(db)});
  }
  return Measurement::make(measurement.rig(), std::move(levels))->seating_sd(kOne)->db()[0];
}

}  // namespace

std::optional<Consistency> consistency(const Measurement& measurement) {
  const auto sd = measurement.levelled().seating_sd(comparison_grid());
  if (!sd) return std::nullopt;
  const BandMeans measured = squares_of(*sd);
  const BandMeans typical = squares_of(typical_seating_sd(comparison_grid()));
  const auto root = [](const BandMeans& squares, double from, double to) {
    return std::sqrt(squares.db(Hertz(from), Hertz(to)));
  };
  Consistency result;
  result.seatings = static_cast<int>(measurement.seatings().size());
  for (std::size_t i = 0; i + 1 < kEdges.size(); ++i) {
    result.bands.push_back({Hertz(kEdges[i]), Hertz(kEdges[i + 1]), root(measured, kEdges[i], kEdges[i + 1]),
                            root(typical, kEdges[i], kEdges[i + 1])});
  }
  result.sd_below_2khz_db = root(measured, 20, 2000);
  result.sd_bass_db = root(measured, 20, 100);
  result.sd_level_db = sd_of_level(measurement);
  return result;
}

std::string_view verdict_of(const Consistency& consistency) {
  const double worse = std::max(consistency.sd_bass_db, consistency.sd_below_2khz_db);
  if (worse < 0.3) return "very consistent";
  if (worse < 1.0) return "consistent";
  return worse < 2.0 ? "depends on the fit" : "inconsistent";
}

}  // namespace eardrum::target
