// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/settings_card.h>

#include <algorithm>

#include <eardrum/base/printable.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr std::pair<BandType, const char*> kNames[] = {{BandType::kPeaking, "Peak"},
                                                       {BandType::kLowShelf, "Low-shelf"},
                                                       {BandType::kHighShelf, "High-shelf"},
                                                       {BandType::kLowPass, "Low-pass"},
                                                       {BandType::kHighPass, "High-pass"}};

std::string cell(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

void append_ear(std::string& text, const Peq& held, bool has_preamp) {
  text += "Preamp: " + (has_preamp ? fixed_trimmed(held.preamp.db(), 2) + " dB" : std::string("none")) + "\n";
  text += "Band  Type        Frequency (Hz)  Gain (dB)      Q\n";
  int number = 0;
  for (const auto& band : held.bands) {
    std::string name;
    for (const auto& [type, known] : kNames) {
      if (type == band.type) name = known;
    }
    name.resize(10, ' ');
    const bool pass = band.type == BandType::kLowPass || band.type == BandType::kHighPass;
    text += cell(std::to_string(++number), 4) + "  " + name + "  " +
            cell(fixed_trimmed(band.frequency.value(), 2), 14) + "  " +
            cell(pass ? "-" : fixed_trimmed(band.gain.db(), 2), 9) + "  " + cell(fixed_trimmed(band.q, 3), 5) + "\n";
  }
}

}  // namespace

Export write_settings_card(const EqDocument& document, const eq::DeviceLimits& device) {
  Export out;
  out.file_name = document.name + " settings.txt";
  out.text = "Settings for " + device.name + ": " + document.name + "\n";
  const bool apart = !same_for_both(document);
  for (const auto& [side, name] : {std::pair{Channel::kLeft, "Left"}, std::pair{Channel::kRight, "Right"}}) {
    if (side == Channel::kRight && !apart) break;
    const auto& channel = channel_for(document, side);
    say_left_out_besides_bands(channel, out.losses);
    const Peq held = held_by(device, channel.peq, out.losses);
    if (apart) out.text += std::string("\n") + name + "\n";
    append_ear(out.text, held, device.preamp.has_value());
  }
  return out;
}

Result<EqDocument> read_settings_card(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  EqDocument document;
  document.name = stem_of(file);
  EqChannel left, right;
  bool in_right = false, any = false, apart = false;
  int number = 0;
  for (const auto line : split_lines(decoded.text)) {
    ++number;
    const auto words = words_of(line);
    if (words.empty()) continue;
    if (words.size() == 1 && (words[0] == "Left" || words[0] == "Right")) {
      in_right = words[0] == "Right";
      apart = true;
      continue;
    }
    Peq& peq = (in_right ? right : left).peq;
    if (words[0] == "Preamp:" && words.size() >= 2) {
      peq.preamp = Gain(std::clamp(parse_decimal(words[1]).value_or(0.0), -200.0, 200.0));
      any = true;
    }
    if (words.size() != 5 || !parse_integer(words[0])) continue;
    const auto type =
        std::find_if(std::begin(kNames), std::end(kNames), [&](const auto& pair) { return words[1] == pair.second; });
    const auto hz = parse_decimal(words[2]), q = parse_decimal(words[4]);
    if (type == std::end(kNames) || !hz || !q) {
      return Error{Errc::kInvalidData,
                   "Expected band, type, frequency, gain and Q, found '" + printable(trimmed(line), 40) + "'",
                   {file, number, {}}};
    }
    any = true;
    add_band(peq, Band{type->first, Hertz(*hz), Gain(parse_decimal(words[3]).value_or(0.0)), *q},
             "Line " + std::to_string(number), document.notes);
  }
  if (!any) return Error{Errc::kInvalidData, "Expected a card of settings, found none", {file, 0, {}}};
  if (!apart) right = left;
  document.channels = ear_channels(std::move(left), std::move(right));
  return document;
}

}  // namespace eardrum
