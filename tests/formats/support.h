// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/eq_document.h>

namespace eardrum::test {

inline std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// The equaliser that every file of verify/examples holds; its Qs were chosen to expose convention errors.
inline Peq example_peq() {
  return Peq{
      Gain(-6.0),
      {Band{BandType::kLowShelf, Hertz(105), Gain(6), 0.7}, Band{BandType::kPeaking, Hertz(200), Gain(-3), 0.5},
       Band{BandType::kPeaking, Hertz(3000), Gain(5), 14.0}, Band{BandType::kHighShelf, Hertz(10000), Gain(-4), 2.0}}};
}

/// The largest difference in dB, 20 Hz to 20 kHz, between two channels at a rate.
inline double largest_gap_db(const EqChannel& a, const EqChannel& b, Hertz rate = Hertz(48000)) {
  const auto grid = FrequencyGrid::geometric(Hertz(20), Hertz(20000), 1.01);
  const auto gap = difference(response_of(a, rate, grid), response_of(b, rate, grid));
  double largest = 0.0;
  for (const double db : gap.db()) largest = std::max(largest, std::abs(db));
  return largest;
}

inline double largest_gap_db(const EqDocument& a, const EqDocument& b, Hertz rate = Hertz(48000)) {
  return std::max(largest_gap_db(channel_for(a, Channel::kLeft), channel_for(b, Channel::kLeft), rate),
                  largest_gap_db(channel_for(a, Channel::kRight), channel_for(b, Channel::kRight), rate));
}

inline Peq random_peq(std::mt19937& random, bool with_passes) {
  const auto between = [&](double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
  };
  Peq peq;
  peq.preamp = Gain(between(-12.0, 0.0));
  const std::size_t bands = random() % 8;
  for (std::size_t i = 0; i < bands; ++i) {
    Band band;
    band.type = static_cast<BandType>(random() % (with_passes ? 5 : 3));
    band.frequency = Hertz(std::exp(between(std::log(25.0), std::log(18000.0))));
    band.gain = Gain(between(-9.0, 9.0));
    band.q = std::exp(between(std::log(0.4), std::log(6.0)));
    peq.bands.push_back(band);
  }
  return peq;
}

}  // namespace eardrum::test
