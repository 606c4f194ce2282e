// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/eq_document.h>

#include <algorithm>
#include <cmath>

#include <eardrum/filter/biquad_response.h>
#include <eardrum/formats/decimal.h>

namespace eardrum {
namespace {

// A zero on the unit circle has no finite level.
constexpr double kFloorDb = 300.0;

// Several times what any program has: exporting takes time by the square of it.
constexpr std::size_t kMostBands = 256;

}  // namespace

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

std::vector<EqChannel> ear_channels(EqChannel left, EqChannel right) {
  left.side = right.side = Channel::kBoth;
  if (left == right) return {std::move(left)};
  left.side = Channel::kLeft;
  right.side = Channel::kRight;
  return {std::move(left), std::move(right)};
}

const EqChannel& channel_for(const EqDocument& document, Channel side) {
  EARDRUM_EXPECTS(!document.channels.empty());
  for (const auto& channel : document.channels) {
    if (channel.side == side) return channel;
  }
  return document.channels.front();
}

bool same_for_both(const EqDocument& document) {
  return ear_channels(channel_for(document, Channel::kLeft), channel_for(document, Channel::kRight)).size() == 1;
}

bool add_band(Peq& peq, const Band& band, const std::string& where, std::vector<std::string>& notes) {
  if (peq.bands.size() >= kMostBands) {
    notes.push_back(where + ": an equaliser has at most " + std::to_string(kMostBands) + " bands; it was left out");
    return false;
  }
  const double hz = band.frequency.value(), db = band.gain.db();
  if (hz >= 1.0 && hz <= 200e3 && std::abs(db) <= 120.0 && band.q >= 0.001 && band.q <= 1000.0) {
    peq.bands.push_back(band);
    return true;
  }
  notes.push_back(where + ": no filter has " + shortest(hz) + " Hz, " + shortest(db) + " dB and Q " + shortest(band.q) +
                  "; it was left out");
  return false;
}

Peq below_nyquist(Peq peq, Hertz sample_rate) {
  for (auto& band : peq.bands) band.frequency = std::min(band.frequency, 0.4999 * sample_rate);
  return peq;
}

Export export_each_ear(const EqDocument& document, const std::string& suffix,
                       const std::function<std::string(const EqChannel&, std::vector<std::string>&)>& write_one) {
  Export out;
  out.file_name = document.name + suffix;
  out.text = write_one(channel_for(document, Channel::kLeft), out.losses);
  if (!same_for_both(document)) {
    out.attachments.push_back(
        {document.name + " right" + suffix, write_one(channel_for(document, Channel::kRight), out.losses)});
    out.losses.emplace_back(
        "The format has one equaliser for both ears: this file is the left one's, the right one's is beside it");
  }
  return out;
}

void say_left_out_besides_bands(const EqChannel& channel, std::vector<std::string>& losses) {
  if (!channel.graphic.empty())
    losses.emplace_back("The graphic curve was left out: the format holds bands; fit bands to it first");
  if (!channel.coefficients.empty())
    losses.emplace_back("Filters given as coefficients hold for one sample rate only and were left out");
  if (!channel.convolutions.empty()) losses.emplace_back("The convolution was left out");
}

void say_left_out_of(const Convolution& convolution, std::vector<std::string>& losses) {
  const Convolution plain{convolution.files, convolution.channel, convolution.matrix};
  if (convolution == plain) return;
  losses.emplace_back("The level, stereo width and dry part of the convolution were left out");
}

FrequencyResponse response_of(const EqChannel& channel, Hertz sample_rate, const FrequencyGrid& grid) {
  const auto bands = response_of(below_nyquist(channel.peq, sample_rate), sample_rate, grid);
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
        if (grid.hz()[i] >= sample_rate.value() / 2.0) continue;
        const double gain_db = magnitude_db(biquad, Hertz(grid.hz()[i]), sample_rate);
        db[i] += std::isfinite(gain_db) ? std::clamp(gain_db, -kFloorDb, kFloorDb) : -kFloorDb;
      }
    }
  }
  return FrequencyResponse::make(grid, std::move(db)).value();
}

}  // namespace eardrum
