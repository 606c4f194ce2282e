// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/channel_match.h>

#include <algorithm>
#include <cmath>

#include <eardrum/response/band_mean.h>
#include <eardrum/response/programme.h>

namespace eardrum::target {
namespace {

// Power mean of a level over a third octave: what a third-octave analyser would show for pink noise. 12 steps are
// within 0.01 dB of the integral for a curve of 1/12 octave detail.
double band_power_db(const FrequencyResponse& response, double centre_hz) {
  constexpr int kSteps = 12;
  double power = 0.0;
  for (int i = 0; i < kSteps; ++i) {
    const double octaves = ((i + 0.5) / kSteps - 0.5) / 3.0;
    power += std::pow(10.0, response.db_at(Hertz(centre_hz * std::exp2(octaves))) / 10.0);
  }
  return 10.0 * std::log10(power / kSteps);
}

// ITU-R BS.708.
std::optional<double> limit_db(double hz) {
  if (hz >= 100.0 && hz <= 8000.0) return 1.0;
  if (hz >= 10000.0 && hz <= 16000.0) return 2.0;
  return std::nullopt;
}

double over_limit(const ChannelBand& band) {
  return band.limit_db ? std::abs(band.difference_db) - *band.limit_db : -1e9;
}

std::optional<Channel> leaking_side(const FrequencyResponse& left_minus_right) {
  const BandMeans means(left_minus_right);
  const double mids = means.db(Hertz(300), Hertz(1000));
  const double bass = means.db(Hertz(20), Hertz(100)) - mids;
  if (std::abs(mids) > 1.0 || std::abs(bass) <= 3.0) return std::nullopt;
  return bass < 0.0 ? Channel::kLeft : Channel::kRight;
}

}  // namespace

ChannelMatch channel_match(const FrequencyResponse& left, const FrequencyResponse& right) {
  ChannelMatch match;
  const double lowest = std::max(left.grid().front_hz(), right.grid().front_hz());
  const double highest = std::min(left.grid().back_hz(), right.grid().back_hz());
  bool first = true;
  for (const double hz : third_octave_grid().hz()) {
    if (hz < lowest * 0.999 || hz > highest * 1.001) continue;
    const ChannelBand band{Hertz(hz), band_power_db(left, hz) - band_power_db(right, hz), limit_db(hz)};
    if (over_limit(band) > 0.0) match.within_bs708 = false;
    if (first || over_limit(band) > over_limit(match.worst)) match.worst = band;
    first = false;
    match.bands.push_back(band);
  }
  const FrequencyResponse left_minus_right = difference(left, right);
  match.offset_db = band_mean_db(left_minus_right, Hertz(300), Hertz(3000));
  match.leaking = leaking_side(left_minus_right);
  return match;
}

Result<ChannelMatch> channel_match(const Measurement& measurement) {
  const auto left = measurement.mean(Channel::kLeft);
  const auto right = measurement.mean(Channel::kRight);
  if (!left || !right) {
    return Error{Errc::kInvalidData,
                 std::string("Expected seatings of both sides, found none of the ") + (left ? "right" : "left") +
                     " one: an averaged measurement cannot show a mismatch",
                 {}};
  }
  return channel_match(*left, *right);
}

}  // namespace eardrum::target
