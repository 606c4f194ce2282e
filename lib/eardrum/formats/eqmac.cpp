// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/eqmac.h>

#include <algorithm>
#include <array>
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

// The Advanced equaliser's bands: AVAudioUnitEQ's, half an octave wide.
constexpr std::array kAdvancedHz = {32.0, 64.0, 125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0};
constexpr double kAdvancedOctaves = 0.5;

Result<Peq> read_advanced(const Value& gains, const std::string& file) {
  const Value* bands = gains.find("bands");
  const bool ten = bands != nullptr && bands->is_array() && bands->as_array().size() == kAdvancedHz.size();
  if (!ten) return Error{Errc::kInvalidData, "Expected ten 'bands' in an eqMac Advanced preset", {file, 0, "gains"}};
  Peq peq;
  peq.preamp = Gain(std::clamp(number_member(gains, "global", 0.0), -200.0, 200.0));
  for (std::size_t i = 0; i < kAdvancedHz.size(); ++i) {
    const Value& gain = bands->as_array()[i];
    if (!gain.is_number() || !(std::abs(gain.as_number()) <= 120.0))
      return Error{Errc::kInvalidData, "Expected a gain within 120 dB", {file, gain.line(), "bands"}};
    peq.bands.push_back(
        {BandType::kPeaking, Hertz(kAdvancedHz[i]), Gain(gain.as_number()), q_of_octaves(kAdvancedOctaves)});
  }
  return peq;
}

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
    if (const Value* gains = preset.find("gains"); gains != nullptr && gains->is_object()) {
      EARDRUM_TRY(auto peq, read_advanced(*gains, file));
      documents.push_back(make_eq_document(text_member(preset, "name", std::string(stem_of(file))), std::move(peq)));
      continue;
    }
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

Export write_eqmac_advanced(const EqDocument& document) {
  static const eq::DeviceLimits limits = [] {
    eq::DeviceLimits device;
    device.name = "eqMac Advanced";
    device.bands = kAdvancedHz.size();
    device.kinds = {{.type = BandType::kPeaking,
                     .at_most = kAdvancedHz.size(),
                     .frequency = {Hertz(kAdvancedHz.front()), Hertz(kAdvancedHz.back())},
                     .gain = {Gain(-24.0), Gain(24.0)},
                     .q = eq::fixed_at(q_of_octaves(kAdvancedOctaves))}};
    for (const double hz : kAdvancedHz) device.graphic_frequencies.emplace_back(hz);
    device.steps.gain = Gain(0.01);
    device.preamp = eq::Range<Gain>{Gain(-24.0), Gain(24.0)};
    device.preamp_step = Gain(0.01);
    return device;
  }();
  return export_each_ear(document, " eqMac Advanced.json",
                         [&](const EqChannel& channel, std::vector<std::string>& losses) {
                           say_left_out_besides_bands(channel, losses);
                           const Peq held = held_by(limits, channel.peq, losses);
                           Value bands{Value::Array{}};
                           for (const double hz : kAdvancedHz) {
                             double gain_db = 0.0;
                             for (const auto& band : held.bands)
                               gain_db += band.frequency == Hertz(hz) ? band.gain.db() : 0.0;
                             bands.push_back(rounded(std::clamp(gain_db, -24.0, 24.0), 2));
                           }
                           Value gains;
                           gains.set("global", held.preamp.db()).set("bands", std::move(bands));
                           Value preset;
                           preset.set("id", document.name).set("name", document.name).set("isDefault", false);
                           preset.set("gains", std::move(gains));
                           Value presets{Value::Array{}};
                           presets.push_back(std::move(preset));
                           return write_json(presets, 1) + "\n";
                         });
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
