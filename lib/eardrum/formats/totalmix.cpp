// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/totalmix.h>

#include <algorithm>
#include <array>
#include <optional>

#include <eardrum/base/printable.h>
#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/text_lines.h>
#include <eardrum/formats/xml_tags.h>

namespace eardrum {
namespace {

constexpr std::size_t kBands = 9;
constexpr std::size_t kFirst = 0, kLast = kBands - 1;
constexpr int kPeak = 0, kShelf = 1;

// The pass types have other numbers in the first band than in the last.
std::optional<BandType> type_of(int number, std::size_t slot) {
  if (number == kPeak) return BandType::kPeaking;
  if (slot == kFirst) {
    if (number == kShelf) return BandType::kLowShelf;
    if (number == 2) return BandType::kHighPass;
    if (number == 3) return BandType::kLowPass;
  }
  if (slot == kLast) {
    if (number == kShelf) return BandType::kHighShelf;
    if (number == 2) return BandType::kLowPass;
    if (number == 3) return BandType::kHighPass;
  }
  return std::nullopt;
}

std::optional<int> number_of(BandType type, std::size_t slot) {
  for (int number = 0; number <= 3; ++number) {
    if (type_of(number, slot) == type) return number;
  }
  return std::nullopt;
}

struct Slots {
  std::array<std::optional<Band>, kBands> bands;
};

// Shelves and passes go to the ends, peaks to the middle first and to what is left of the ends.
Slots arranged(const Peq& peq, std::vector<std::string>& losses) {
  Slots slots;
  std::vector<Band> peaks;
  for (const auto& band : peq.bands) {
    if (band.type == BandType::kPeaking) {
      peaks.push_back(band);
      continue;
    }
    bool placed = false;
    for (const std::size_t slot : {kFirst, kLast}) {
      if (placed || slots.bands[slot] || !number_of(band.type, slot)) continue;
      slots.bands[slot] = band;
      placed = true;
    }
    if (!placed) {
      losses.push_back("A second " + std::string(to_text(band.type)) + " (" + fixed_trimmed(band.frequency.value(), 1) +
                       " Hz) has no place and was left out");
    }
  }
  std::size_t next = 0;
  for (const std::size_t slot : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 0U, 8U}) {
    if (next < peaks.size() && !slots.bands[slot]) slots.bands[slot] = peaks[next++];
  }
  if (next < peaks.size())
    losses.push_back(std::to_string(peaks.size() - next) + " bands beyond the nine that can be held were left out");
  return slots;
}

std::string value_line(const std::string& name, double value) {
  return "        <val e=\"REQ " + name + "\" v=\"" + fixed(value, 2) + ",\"/>\n";
}

std::string ear_text(const std::string& ear, const Peq& held, std::vector<std::string>& losses) {
  const Slots slots = arranged(held, losses);
  std::string text = "  <Room EQ " + ear + ">\n    <Params>\n" + value_line("Delay", 0.0);
  std::string types;
  for (std::size_t i = 0; i < kBands; ++i) {
    const Band band = slots.bands[i].value_or(Band{BandType::kPeaking, Hertz(1000.0), Gain(0.0), 1.0});
    const std::string name = "Band" + std::to_string(i + 1) + " ";
    text += value_line(name + "Freq", band.frequency.value()) + value_line(name + "Q", band.q) +
            value_line(name + "Gain", band.gain.db());
    types += value_line(name + "Type", number_of(band.type, i).value_or(kPeak));
  }
  return text + types + value_line("Chan Gain", held.preamp.db()) + "    </Params>\n  </Room EQ " + ear + ">\n";
}

}  // namespace

Result<EqDocument> read_totalmix(std::string_view bytes, const std::string& file) {
  struct Raw {
    double hz = 1000.0, q = 1.0, db = 0.0, type = 0.0;
  };
  struct Ear {
    std::array<Raw, kBands> bands;
    double gain_db = 0.0;
    bool seen = false;
  };
  const auto decoded = decode_text(bytes);
  Ear left, right;
  Ear* ear = nullptr;
  for (const auto& tag : xml_tags(decoded.text)) {
    if (starts_with_ignoring_case(tag.name, "Room EQ")) {
      ear = !tag.name.empty() && tag.name.back() == 'R' ? &right : &left;
      ear->seen = true;
      continue;
    }
    const auto key = tag.attribute("e");
    if (ear == nullptr || tag.name != "val" || key.substr(0, 4) != "REQ ") continue;
    auto text = trimmed(tag.attribute("v"));
    while (!text.empty() && text.back() == ',') text.remove_suffix(1);
    const auto value = parse_decimal_any_mark(text);
    if (!value) {
      return Error{Errc::kInvalidData,
                   "Expected a number, found '" + printable(text, 40) + "'",
                   {file, tag.line, std::string(key)}};
    }
    if (key == "REQ Chan Gain") ear->gain_db = std::clamp(*value, -200.0, 200.0);
    const auto words = words_of(key);
    if (words.size() != 3 || words[1].substr(0, 4) != "Band") continue;
    const auto number = parse_integer(words[1].substr(4));
    if (!number || *number < 1 || *number > static_cast<int>(kBands)) continue;
    Raw& raw = ear->bands[static_cast<std::size_t>(*number) - 1];
    if (words[2] == "Freq") raw.hz = *value;
    if (words[2] == "Q") raw.q = *value;
    if (words[2] == "Gain") raw.db = *value;
    if (words[2] == "Type") raw.type = *value;
  }
  if (!left.seen && !right.seen)
    return Error{Errc::kInvalidData, "Expected a Room EQ preset of TotalMix, found none", {file, 0, {}}};
  EqDocument document;
  document.name = stem_of(file);
  const auto channel_of = [&](const Ear& from, const char* name) {
    EqChannel channel;
    channel.peq.preamp = Gain(from.gain_db);
    for (std::size_t i = 0; i < kBands; ++i) {
      const auto& raw = from.bands[i];
      const std::string where = std::string(name) + ", band " + std::to_string(i + 1);
      const auto type = type_of(static_cast<int>(std::clamp(raw.type, -1.0, 100.0)), i);
      if (!type) {
        document.notes.push_back(where + ": there is no filter of type " + shortest(raw.type) +
                                 " there; it was left out");
        continue;
      }
      const bool idle = raw.db == 0.0 && *type != BandType::kLowPass && *type != BandType::kHighPass;
      if (!idle) add_band(channel.peq, Band{*type, Hertz(raw.hz), Gain(raw.db), raw.q}, where, document.notes);
    }
    return channel;
  };
  EqChannel left_channel = channel_of(left.seen ? left : right, "Left");
  EqChannel right_channel = channel_of(right.seen ? right : left, "Right");
  document.channels = ear_channels(std::move(left_channel), std::move(right_channel));
  return document;
}

Export write_totalmix(const EqDocument& document) {
  static const BandLimits limits{.frequency_hz = {20.0, 20000.0, 0.01},
                                 .gain_db = {-20.0, 20.0, 0.01},
                                 .q = {0.4, 9.9, 0.01},
                                 .preamp_db = {-20.0, 20.0, 0.01}};
  Export out;
  out.file_name = document.name + ".tmreq";
  out.text = "<Preset>\n";
  for (const auto& [side, name] : {std::pair{Channel::kLeft, "L"}, std::pair{Channel::kRight, "R"}}) {
    const auto& channel = channel_for(document, side);
    std::vector<std::string> losses;
    say_left_out_besides_bands(channel, losses);
    const Peq held = held_by(limits, channel.peq, losses);
    out.text += ear_text(name, held, losses);
    if (side == Channel::kLeft || !same_for_both(document))
      out.losses.insert(out.losses.end(), losses.begin(), losses.end());
  }
  out.text += "</Preset>\n";
  return out;
}

}  // namespace eardrum
