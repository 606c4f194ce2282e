// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/poweramp.h>

#include <algorithm>
#include <cmath>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/json_reading.h>

namespace eardrum {
namespace {

constexpr int kBassTone = 0, kTrebleTone = 1, kGraphic = 2, kPeak = 3, kLowShelf = 4, kHighShelf = 5;
constexpr int kBothEars = 0, kLeftEar = 1, kRightEar = 2;

Value row(int type, int channels, double hz, double q, double gain_db) {
  Value value;
  value.set("type", type);
  value.set("channels", channels);
  value.set("frequency", static_cast<std::int64_t>(std::llround(hz)));
  value.set("q", q);
  value.set("gain", gain_db);
  value.set("color", 0);
  return value;
}

}  // namespace

Result<std::vector<EqDocument>> read_poweramp(std::string_view bytes, const std::string& file) {
  EARDRUM_TRY(const auto json, parse_hand_written_json(bytes, file));
  if (!json.is_array() || json.as_array().empty()) {
    return Error{
        Errc::kInvalidData, "Expected an array of Poweramp presets, found " + std::string(json.kind()), {file, 1, {}}};
  }
  std::vector<EqDocument> documents;
  for (const auto& preset : json.as_array()) {
    const Value* bands = preset.find("bands");
    if (bands == nullptr || !bands->is_array()) {
      return Error{Errc::kInvalidData, "Expected 'bands' in a Poweramp preset, found none", {file, 0, "bands"}};
    }
    EqDocument document;
    document.name = text_member(preset, "name", std::string(stem_of(file)));
    const Gain preamp(std::clamp(number_member(preset, "preamp", 0.0), -200.0, 200.0));
    EqChannel left{Channel::kLeft, Peq{preamp, {}}, {}, {}, {}}, right{Channel::kRight, Peq{preamp, {}}, {}, {}, {}};
    int number = 0;
    for (const auto& value : bands->as_array()) {
      const std::string where = "Band " + std::to_string(++number);
      const int type = static_cast<int>(std::clamp(number_member(value, "type", -1.0), -1.0, 100.0));
      const double gain_db = number_member(value, "gain", 0.0);
      if (type == kBassTone || type == kTrebleTone) {
        if (gain_db != 0.0) document.notes.push_back(where + ": a tone control can't be carried over and was left out");
        continue;
      }
      Band band;
      if (type == kPeak || type == kGraphic)
        band.type = BandType::kPeaking;
      else if (type == kLowShelf)
        band.type = BandType::kLowShelf;
      else if (type == kHighShelf)
        band.type = BandType::kHighShelf;
      else {
        document.notes.push_back(where + ": a band of type " + std::to_string(type) +
                                 " can't be carried over and was left out");
        continue;
      }
      band.frequency = Hertz(number_member(value, "frequency", 0.0));
      band.gain = Gain(gain_db);
      band.q = number_member(value, "q", 0.0);
      const double channels = number_member(value, "channels", kBothEars);
      std::vector<std::string> twice;
      if (channels != kRightEar) add_band(left.peq, band, where, document.notes);
      if (channels != kLeftEar) add_band(right.peq, band, where, channels == kRightEar ? document.notes : twice);
    }
    document.channels = ear_channels(std::move(left), std::move(right));
    documents.push_back(std::move(document));
  }
  return documents;
}

Export write_poweramp(const EqDocument& document) {
  static const BandLimits limits{.max_bands = 32,
                                 .types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf},
                                 .frequency_hz = {20.0, 20000.0, 1.0},
                                 .gain_db = {-15.0, 15.0, 0.01},
                                 .q = {0.1, 12.0, 0.001},
                                 .preamp_db = {-15.0, 15.0, 0.01}};
  Export out;
  out.file_name = document.name + " Poweramp.json";
  Value rows{Value::Array{}};
  rows.push_back(row(kBassTone, kBothEars, 90.0, 0.0, 0.0));
  rows.push_back(row(kTrebleTone, kBothEars, 10000.0, 0.0, 0.0));
  const bool apart = !same_for_both(document);
  double preamp_db = 0.0;
  for (const auto side : {Channel::kLeft, Channel::kRight}) {
    if (side == Channel::kRight && !apart) break;
    const auto& channel = channel_for(document, side);
    say_left_out_besides_bands(channel, out.losses);
    const Peq held = held_by(limits, channel.peq, out.losses);
    if (side == Channel::kRight && held.preamp.db() != preamp_db) {
      out.losses.emplace_back("The ears' preamps differ: the lower one was written for both");
    }
    preamp_db = side == Channel::kLeft ? held.preamp.db() : std::min(preamp_db, held.preamp.db());
    for (const auto& band : held.bands) {
      const int type = band.type == BandType::kPeaking    ? kPeak
                       : band.type == BandType::kLowShelf ? kLowShelf
                                                          : kHighShelf;
      rows.push_back(row(type,
                         !apart                   ? kBothEars
                         : side == Channel::kLeft ? kLeftEar
                                                  : kRightEar,
                         band.frequency.value(), band.q, band.gain.db()));
    }
  }
  Value preset;
  preset.set("name", document.name);
  preset.set("preamp", preamp_db);
  preset.set("parametric", true);
  preset.set("bands", std::move(rows));
  Value presets{Value::Array{}};
  presets.push_back(std::move(preset));
  out.text = write_json(presets, -1) + "\n";
  return out;
}

}  // namespace eardrum
