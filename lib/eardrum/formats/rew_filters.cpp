// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/rew_filters.h>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {
namespace {

std::string padded(std::string text, std::size_t width, bool right) {
  if (text.size() < width) text.insert(right ? 0 : text.size(), width - text.size(), ' ');
  return text;
}

}  // namespace

Result<EqDocument> read_rew_filters(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  bool is_settings_file = false;
  std::vector<std::pair<std::string, std::string>> details;
  for (const auto line : split_lines(decoded.text)) {
    is_settings_file = is_settings_file || starts_with_ignoring_case(trimmed(line), "filter settings");
    const auto keyed = split_key(line);
    if (!keyed) continue;
    for (const auto* key : {"Dated", "Notes", "Equaliser", "Equalizer"}) {
      if (keyed->first == key && !keyed->second.empty()) details.emplace_back(keyed->first, keyed->second);
    }
  }
  if (!is_settings_file) {
    return Error{Errc::kInvalidData, "Expected REW's 'Filter Settings file', found another text", {file, 1, {}}};
  }
  EARDRUM_TRY(auto document, read_equalizer_apo(decoded.text, file));
  document.details = std::move(details);
  return document;
}

Export write_rew_filters(const EqDocument& document) {
  static const BandLimits limits{.max_bands = 22,
                                 .frequency_hz = {10.0, 24000.0, 0.1},
                                 .gain_db = {-120.0, 30.0, 0.01},
                                 .q = {0.1, 50.0, 0.001},
                                 .has_preamp = false};
  return export_each_ear(document, " REW filters.txt", [&](const EqChannel& channel, std::vector<std::string>& losses) {
    say_left_out_besides_bands(channel, losses);
    const Peq held = held_by(limits, channel.peq, losses);
    std::string text =
        "Filter Settings file\n\nRoom EQ V5.31.3\n\nNotes:\n\nEqualiser: Generic\n" + document.name + "\n";
    int number = 0;
    for (const auto& band : held.bands) {
      text += "Filter " + padded(std::to_string(++number), 2, true) + ": ON  " +
              padded(filter_token(band.type), 8, false) + " Fc " + padded(fixed(band.frequency.value(), 1), 8, true) +
              " Hz";
      if (band.type != BandType::kLowPass && band.type != BandType::kHighPass)
        text += "  Gain " + padded(fixed(band.gain.db(), 2), 6, true) + " dB";
      text += "  Q " + padded(fixed(band.q, 3), 6, true) + "\n";
    }
    // REW fills up the rows that are not used.
    return text + "Filter " + padded(std::to_string(number + 1), 2, true) + ": ON  None\n";
  });
}

}  // namespace eardrum
