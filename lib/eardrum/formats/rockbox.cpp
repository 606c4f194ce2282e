// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/rockbox.h>

#include <algorithm>
#include <array>
#include <optional>

#include <eardrum/base/printable.h>
#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

constexpr std::size_t kPeaks = 8;

}  // namespace

Result<EqDocument> read_rockbox(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  EqDocument document;
  document.name = stem_of(file);
  document.channels.push_back({});
  Peq& peq = document.channels.front().peq;
  int number = 0;
  bool any = false;
  for (const auto line : split_lines(decoded.text)) {
    ++number;
    const auto keyed = split_key(line);
    if (!keyed || !starts_with_ignoring_case(keyed->first, "eq ")) continue;
    const auto [key, value] = *keyed;
    if (key == "eq enabled" && value == "off")
      document.notes.push_back("Line " + std::to_string(number) + ": the equaliser is switched off");
    if (key == "eq precut") peq.preamp = Gain(-0.1 * std::clamp(leading_number(value).value_or(0.0), 0.0, 240.0));
    Band band;
    if (starts_with_ignoring_case(key, "eq low shelf filter"))
      band.type = BandType::kLowShelf;
    else if (starts_with_ignoring_case(key, "eq high shelf filter"))
      band.type = BandType::kHighShelf;
    else if (!starts_with_ignoring_case(key, "eq peak filter"))
      continue;
    std::array<double, 3> numbers{};
    std::size_t count = 0;
    std::string_view rest = value;
    while (count < 3) {
      const auto comma = rest.find(',');
      const auto parsed = parse_decimal(trimmed(rest.substr(0, comma)));
      if (!parsed) break;
      numbers[count++] = *parsed;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
    if (count != 3) {
      return Error{Errc::kInvalidData,
                   "Expected 'frequency, Q * 10, gain * 10', found '" + printable(value, 40) + "'",
                   {file, number, std::string(key)}};
    }
    any = true;
    if (numbers[2] == 0.0) continue;
    band.frequency = Hertz(numbers[0]);
    band.q = numbers[1] / 10.0;
    band.gain = Gain(numbers[2] / 10.0);
    add_band(peq, band, "Line " + std::to_string(number), document.notes);
  }
  if (!any) return Error{Errc::kInvalidData, "Expected lines 'eq peak filter 1: ...', found none", {file, 0, {}}};
  return document;
}

Export write_rockbox(const EqDocument& document) {
  static const eq::DeviceLimits limits = [] {
    auto one = BandLimits{.max_bands = static_cast<int>(kPeaks) + 2,
                          .types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf},
                          .frequency_hz = {20.0, 22040.0, 1.0},
                          .gain_db = {-24.0, 24.0, 0.1},
                          .q = {0.1, 6.4, 0.1},
                          .preamp_db = {-24.0, 0.0, 0.1}}
                   .for_each_type();
    for (auto& kind : one.kinds) kind.at_most = kind.type == BandType::kPeaking ? kPeaks : 1;
    return one;
  }();
  return export_each_ear(document, ".cfg", [&](const EqChannel& channel, std::vector<std::string>& losses) {
    say_left_out_besides_bands(channel, losses);
    const Peq held = held_by(limits, channel.peq, losses);
    std::string text = "eq enabled: on\neq precut: " + fixed(-10.0 * held.preamp.db(), 0) + "\n";
    const auto line = [&](const std::string& key, const Band& band) {
      text += "eq " + key + ": " + fixed(band.frequency.value(), 0) + ", " + fixed(10.0 * band.q, 0) + ", " +
              fixed(10.0 * band.gain.db(), 0) + "\n";
    };
    std::size_t peak = 0;
    const Band idle_low{BandType::kLowShelf, Hertz(60.0), Gain(0.0), 0.7},
        idle_high{BandType::kHighShelf, Hertz(12000.0), Gain(0.0), 0.7};
    Band low = idle_low, high = idle_high;
    std::vector<Band> middle;
    for (const auto& band : held.bands) {
      if (band.type == BandType::kLowShelf)
        low = band;
      else if (band.type == BandType::kHighShelf)
        high = band;
      else
        middle.push_back(band);
    }
    // Every slot is written: one that is left out keeps what the player had before.
    middle.resize(kPeaks, Band{BandType::kPeaking, Hertz(1000.0), Gain(0.0), 1.0});
    line("low shelf filter", low);
    for (const auto& band : middle) line("peak filter " + std::to_string(++peak), band);
    line("high shelf filter", high);
    return text;
  });
}

}  // namespace eardrum
