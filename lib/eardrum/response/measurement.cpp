// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/measurement.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/response/band_mean.h>
#include <eardrum/response/student_t.h>

namespace eardrum {
namespace {

constexpr std::array kChannels{Channel::kLeft, Channel::kRight, Channel::kBoth};

FrequencyResponse make_response(const FrequencyGrid& grid, std::vector<double> db) {
  return FrequencyResponse::make(grid, std::move(db)).value();
}

}  // namespace

std::string_view to_text(Channel channel) {
  switch (channel) {
    case Channel::kLeft:
      return "left";
    case Channel::kRight:
      return "right";
    case Channel::kBoth:
      return "both";
  }
  return "";
}

Result<Measurement> Measurement::make(std::string rig, std::vector<Seating> seatings) {
  if (rig.empty()) {
    return Error{Errc::kInvalidData,
                 "Expected the name of the rig that measured this, found none: name it, or write \"unknown\"",
                 {}};
  }
  if (seatings.empty()) return Error{Errc::kInvalidData, "Expected at least one seating, found none", {}};
  return Measurement(std::move(rig), std::move(seatings));
}

std::size_t Measurement::count(Channel channel) const {
  return static_cast<std::size_t>(std::count_if(seatings_.begin(), seatings_.end(),
                                                [&](const Seating& seating) { return seating.channel == channel; }));
}

std::optional<FrequencyResponse> Measurement::mean(Channel channel, const FrequencyGrid& grid) const {
  const std::size_t n = count(channel);
  if (n == 0) return std::nullopt;
  std::vector<double> sum(grid.size(), 0.0);
  std::vector<double> db(grid.size());
  for (const Seating& seating : seatings_) {
    if (seating.channel != channel) continue;
    seating.response.sample(grid, db);
    for (std::size_t i = 0; i < db.size(); ++i) sum[i] += db[i] / static_cast<double>(n);
  }
  return make_response(grid, std::move(sum));
}

std::optional<FrequencyResponse> Measurement::mean(Channel channel) const {
  return mean(channel, grid());
}

FrequencyResponse Measurement::mean(const FrequencyGrid& grid) const {
  std::vector<double> sum(grid.size(), 0.0);
  double channels = 0.0;
  for (const Channel channel : kChannels) {
    const auto of_channel = mean(channel, grid);
    if (!of_channel) continue;
    channels += 1.0;
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += of_channel->db()[i];
  }
  for (double& db : sum) db /= channels;
  return make_response(grid, std::move(sum));
}

FrequencyResponse Measurement::mean() const {
  return mean(grid());
}

std::optional<FrequencyResponse> Measurement::left_minus_right(const FrequencyGrid& grid) const {
  const auto left = mean(Channel::kLeft, grid);
  const auto right = mean(Channel::kRight, grid);
  if (!left || !right) return std::nullopt;
  return difference(*left, *right);
}

Measurement Measurement::levelled() const {
  const Hertz from(300);
  const Hertz to(3000);
  const double level = band_mean_db(mean(), from, to);
  std::vector<Seating> seatings = seatings_;
  for (Seating& seating : seatings) {
    seating.response = seating.response.shifted(level - band_mean_db(seating.response, from, to));
  }
  return Measurement(rig_, std::move(seatings));
}

int Measurement::degrees_of_freedom() const {
  int dof = 0;
  for (const Channel channel : kChannels) {
    if (const std::size_t n = count(channel); n > 1) dof += static_cast<int>(n) - 1;
  }
  return dof;
}

std::optional<FrequencyResponse> Measurement::seating_sd(const FrequencyGrid& grid) const {
  const int dof = degrees_of_freedom();
  if (dof == 0) return std::nullopt;
  std::vector<double> squares(grid.size(), 0.0);
  std::vector<double> db(grid.size());
  for (const Channel channel : kChannels) {
    if (count(channel) < 2) continue;
    const auto of_channel = mean(channel, grid);
    for (const Seating& seating : seatings_) {
      if (seating.channel != channel) continue;
      seating.response.sample(grid, db);
      for (std::size_t i = 0; i < db.size(); ++i) {
        const double deviation = db[i] - of_channel->db()[i];
        squares[i] += deviation * deviation;
      }
    }
  }
  for (double& value : squares) value = std::sqrt(value / dof);
  return make_response(grid, std::move(squares));
}

namespace {

// Var(mean of channel means) = sd^2 * sum(1 / n_c) / C^2.
double sd_of_mean_factor(const Measurement& measurement) {
  double reciprocal = 0.0;
  double channels = 0.0;
  for (const Channel channel : kChannels) {
    if (const std::size_t n = measurement.count(channel); n > 0) {
      reciprocal += 1.0 / static_cast<double>(n);
      channels += 1.0;
    }
  }
  return std::sqrt(reciprocal) / channels;
}

FrequencyResponse scaled(const FrequencyResponse& response, double factor) {
  std::vector<double> db(response.db().begin(), response.db().end());
  for (double& value : db) value *= factor;
  return make_response(response.grid(), std::move(db));
}

}  // namespace

std::optional<FrequencyResponse> Measurement::confidence_half_width(const FrequencyGrid& grid,
                                                                    double confidence) const {
  const auto sd = seating_sd(grid);
  if (!sd) return std::nullopt;
  return scaled(*sd, student_t_two_sided(confidence, degrees_of_freedom()) * sd_of_mean_factor(*this));
}

FrequencyResponse typical_seating_sd(const FrequencyGrid& grid) {
  // Root mean square of left and right in nine bands (reference above), level inside each, a short slope at the edges.
  static const FrequencyResponse kTypical = [] {
    struct Band {
      double from_hz, to_hz, sd_db;
    };
    constexpr std::array<Band, 9> kBands{{{20, 100, 0.07},
                                          {100, 500, 0.10},
                                          {500, 1000, 0.13},
                                          {1000, 2000, 0.19},
                                          {2000, 4000, 0.16},
                                          {4000, 6000, 0.58},
                                          {6000, 8000, 0.62},
                                          {8000, 10000, 2.5},
                                          {10000, 16000, 3.2}}};
    std::vector<double> hz, db;
    for (const Band& band : kBands) {
      for (const double f : {band.from_hz * 1.02, band.to_hz / 1.02}) {
        hz.push_back(f);
        db.push_back(band.sd_db);
      }
    }
    return make_response(FrequencyGrid::make(std::move(hz)).value(), std::move(db));
  }();
  return kTypical.on(grid);
}

FrequencyResponse repeatability_weights(const Measurement& measurement, const FrequencyGrid& grid,
                                        double tolerance_db) {
  EARDRUM_EXPECTS(tolerance_db > 0.0);
  const FrequencyResponse sd = measurement.levelled().seating_sd(grid).value_or(typical_seating_sd(grid));
  const double factor = sd_of_mean_factor(measurement) / tolerance_db;
  std::vector<double> weight(grid.size());
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const double ratio = sd.db()[i] * factor;
    weight[i] = 1.0 / (1.0 + ratio * ratio);
  }
  return make_response(grid, std::move(weight));
}

}  // namespace eardrum
