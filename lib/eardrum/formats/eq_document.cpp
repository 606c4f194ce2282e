// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/eq_document.h>

#include <cmath>

#include <eardrum/filter/biquad_response.h>

namespace eardrum {

EqDocument make_eq_document(std::string name, Peq both) {
  EqDocument document;
  document.name = std::move(name);
  document.channels.push_back(EqChannel{Channel::kBoth, std::move(both), {}, {}, {}});
  return document;
}

EqDocument make_eq_document(std::string name, Peq left, Peq right) {
  if (left == right) return make_eq_document(std::move(name), std::move(left));
  EqDocument document;
  document.name = std::move(name);
  document.channels.push_back(EqChannel{Channel::kLeft, std::move(left), {}, {}, {}});
  document.channels.push_back(EqChannel{Channel::kRight, std::move(right), {}, {}, {}});
  return document;
}

const EqChannel& channel_for(const EqDocument& document, Channel side) {
  EARDRUM_EXPECTS(!document.channels.empty());
  for (const auto& channel : document.channels) {
    if (channel.side == side) return channel;
  }
  return document.channels.front();
}

bool same_for_both(const EqDocument& document) {
  EqChannel left = channel_for(document, Channel::kLeft);
  EqChannel right = channel_for(document, Channel::kRight);
  left.side = right.side = Channel::kBoth;
  return left == right;
}

FrequencyResponse response_of(const EqChannel& channel, Hertz sample_rate, const FrequencyGrid& grid) {
  const auto bands = response_of(channel.peq, sample_rate, grid);
  std::vector<double> db(bands.db().begin(), bands.db().end());
  if (!channel.graphic.empty()) {
    std::vector<double> hz, gains_db;
    for (const auto& point : channel.graphic) {
      hz.push_back(point.frequency.value());
      gains_db.push_back(point.gain.db());
    }
    const auto graphic =
        FrequencyResponse::make(FrequencyGrid::make(std::move(hz)).value(), std::move(gains_db)).value().on(grid);
    for (std::size_t i = 0; i < db.size(); ++i) db[i] += graphic.db()[i];
  }
  for (const auto& set : channel.coefficients) {
    if (set.sample_rate != sample_rate) continue;
    for (const auto& biquad : set.biquads) {
      for (std::size_t i = 0; i < db.size(); ++i) {
        if (grid.hz()[i] < sample_rate.value() / 2.0) db[i] += magnitude_db(biquad, Hertz(grid.hz()[i]), sample_rate);
      }
    }
  }
  return FrequencyResponse::make(grid, std::move(db)).value();
}

}  // namespace eardrum
