// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/eqmac.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/json_reading.h>

namespace eardrum {
namespace {

// AVAudioUnitEQFilterType; the resonant passes are the ones with a bandwidth.
constexpr int kParametric = 0, kLowShelf = 7, kHighShelf = 8;
constexpr double kShelfQ = 0.7071067811865476;

}  // namespace

double octaves_of_q(double q) {
  return 2.0 / std::numbers::ln2 * std::asinh(1.0 / (2.0 * q));
}
double q_of_octaves(double octaves) {
  return 1.0 / (2.0 * std::sinh(std::numbers::ln2 / 2.0 * octaves));
}

Result<std::vector<EqDocument>> read_eqmac(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto json, parse_hand_written_json(bytes, file));
  if (!json.is_array() || json.as_array().empty()) {
    return Error{
        Errc::kInvalidData, "Expected an array of eqMac presets, found " + std::string(json.kind()), {file, 1, {}}};
  }
  std::vector<EqDocument> documents;
  for (const auto& preset : json.as_array()) {
    const Value* bands = preset.find("bands");
    if (bands == nullptr || !bands->is_array()) {
      return Error{Errc::kInvalidData, "Expected 'bands' in an eqMac Expert preset, found none", {file, 0, "bands"}};
    }
    EqDocument document;
    document.name = text_member(preset, "name", std::string(stem_of(file)));
    document.channels.push_back({});
    Peq& peq = document.channels.front().peq;
    peq.preamp = Gain(std::clamp(number_member(preset, "global", 0.0), -200.0, 200.0));
    int number = 0;
    for (const auto& value : bands->as_array()) {
      const std::string where = "Band " + std::to_string(++number);
      const double type = number_member(value, "type", -1.0);
      Band band;
      if (type == kParametric)
        band.type = BandType::kPeaking;
      else if (type == kLowShelf)
        band.type = BandType::kLowShelf;
      else if (type == kHighShelf)
        band.type = BandType::kHighShelf;
      else {
        document.notes.push_back(where + ": a band of type " + shortest(type) +
                                 " can't be carried over and was left out");
        continue;
      }
      band.frequency = Hertz(number_member(value, "frequency", 0.0));
      band.gain = Gain(number_member(value, "gain", 0.0));
      band.q = band.type == BandType::kPeaking ? q_of_octaves(number_member(value, "bandwidth", 1.0)) : kShelfQ;
      add_band(peq, band, where, document.notes);
    }
    documents.push_back(std::move(document));
  }
  return documents;
}

Export write_eqmac(const EqDocument& document) {
  static const BandLimits limits{.types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf},
                                 .frequency_hz = {20.0, 22000.0, 0.01},
                                 .gain_db = {-24.0, 24.0, 0.01},
                                 .q = {0.182, 28.85, 0.0},  // 5 and 0.05 octaves
                                 .preamp_db = {-24.0, 24.0, 0.01}};
  return export_each_ear(document, " eqMac.json", [&](const EqChannel& channel, std::vector<std::string>& losses) {
    say_left_out_besides_bands(channel, losses);
    Peq wanted = channel.peq;
    std::size_t shelves = 0;
    for (auto& band : wanted.bands) {
      if (band.type != BandType::kLowShelf && band.type != BandType::kHighShelf) continue;
      shelves += std::abs(band.q - kShelfQ) > 0.01 ? 1U : 0U;
      band.q = kShelfQ;
    }
    if (shelves > 0) {
      losses.push_back(std::to_string(shelves) +
                       " shelves lose their Q: eqMac's have none, which moves the curve by up to " +
                       fixed(largest_difference_db(channel.peq, wanted, Hertz(48000.0)), 2) + " dB");
    }
    const Peq held = held_by(limits, wanted, losses);
    Value bands{Value::Array{}};
    for (const auto& band : held.bands) {
      Value value;
      value.set("frequency", band.frequency.value());
      value.set("gain", band.gain.db());
      value.set("bandwidth", rounded(octaves_of_q(band.q), 4));
      value.set("type", band.type == BandType::kPeaking    ? kParametric
                        : band.type == BandType::kLowShelf ? kLowShelf
                                                           : kHighShelf);
      bands.push_back(std::move(value));
    }
    Value preset;
    preset.set("id", document.name);
    preset.set("name", document.name);
    preset.set("isDefault", false);
    preset.set("global", held.preamp.db());
    preset.set("bands", std::move(bands));
    Value presets{Value::Array{}};
    presets.push_back(std::move(preset));
    return write_json(presets, 1) + "\n";
  });
}

}  // namespace eardrum
