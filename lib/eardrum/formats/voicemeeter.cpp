// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/voicemeeter.h>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/text_lines.h>
#include <eardrum/formats/xml_tags.h>

namespace eardrum {
namespace {

constexpr int kPeak = 0, kLowShelf = 5, kHighShelf = 6;
constexpr int kChannels = 8;
constexpr std::size_t kCells = 6;

}  // namespace

Result<EqDocument> read_voicemeeter(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  EqDocument document;
  document.name = stem_of(file);
  EqChannel left, right;
  std::string_view bus;
  bool any = false;
  for (const auto& tag : xml_tags(decoded.text)) {
    if (tag.name != "Bus") continue;
    if (bus.empty()) bus = tag.attribute("index");
    if (tag.attribute("index") != bus) continue;
    const auto channel = tag.attribute("channel");
    if (channel != "1" && channel != "2") continue;
    any = true;
    if (tag.attribute("EQon") == "0") continue;
    const std::string where = "Line " + std::to_string(tag.line);
    const auto type = parse_integer(tag.attribute("EQtype"));
    Band band;
    if (type == kPeak)
      band.type = BandType::kPeaking;
    else if (type == kLowShelf)
      band.type = BandType::kLowShelf;
    else if (type == kHighShelf)
      band.type = BandType::kHighShelf;
    else {
      document.notes.push_back(where + ": a cell of type '" + std::string(tag.attribute("EQtype")) +
                               "' can't be carried over and was left out");
      continue;
    }
    band.frequency = Hertz(parse_decimal_any_mark(tag.attribute("freq")).value_or(0.0));
    band.gain = Gain(parse_decimal_any_mark(tag.attribute("dblevel")).value_or(0.0));
    band.q = parse_decimal_any_mark(tag.attribute("Q")).value_or(0.0);
    add_band((channel == "1" ? left : right).peq, band, where, document.notes);
  }
  if (!any)
    return Error{Errc::kInvalidData, "Expected cells <Bus index=.. channel=.. cell=..>, found none", {file, 0, {}}};
  document.channels = ear_channels(std::move(left), std::move(right));
  return document;
}

Export write_voicemeeter(const EqDocument& document) {
  static const BandLimits limits{.max_bands = static_cast<int>(kCells),
                                 .types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf},
                                 .frequency_hz = {20.0, 20000.0, 0.01},
                                 .gain_db = {-36.0, 18.0, 0.01},
                                 .q = {0.3, 100.0, 0.01},
                                 .has_preamp = false};
  Export out;
  out.file_name = document.name + " Voicemeeter.xml";
  const bool apart = !same_for_both(document);
  say_left_out_besides_bands(channel_for(document, Channel::kLeft), out.losses);
  const Peq left = held_by(limits, channel_for(document, Channel::kLeft).peq, out.losses);
  const Peq right = apart ? held_by(limits, channel_for(document, Channel::kRight).peq, out.losses) : left;
  out.text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<VBAudioVoicemeeterBUSEQConfig>\n<VoiceMeeterBUSEQ>\n";
  for (int channel = 1; channel <= kChannels; ++channel) {
    const auto& bands = (channel % 2 == 1 ? left : right).bands;
    // Every cell is written: one that is left out keeps what it had before.
    for (std::size_t cell = 0; cell < kCells; ++cell) {
      const bool on = cell < bands.size();
      const Band band = on ? bands[cell] : Band{BandType::kPeaking, Hertz(1000.0), Gain(0.0), 1.0};
      const int type = band.type == BandType::kPeaking    ? kPeak
                       : band.type == BandType::kLowShelf ? kLowShelf
                                                          : kHighShelf;
      out.text += "<Bus index=\"1\" channel=\"" + std::to_string(channel) + "\" cell=\"" + std::to_string(cell + 1) +
                  "\" EQon=\"" + (on ? "1" : "0") + "\" EQtype=\"" + std::to_string(type) + "\" dblevel=\"" +
                  fixed(band.gain.db(), 2) + "\" freq=\"" + fixed(band.frequency.value(), 2) + "\" Q=\"" +
                  fixed(band.q, 2) + "\" />\n";
    }
  }
  out.text += "</VoiceMeeterBUSEQ>\n</VBAudioVoicemeeterBUSEQConfig>\n";
  return out;
}

}  // namespace eardrum
