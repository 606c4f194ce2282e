// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/squig_text.h>

#include <algorithm>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/text_lines.h>

namespace eardrum {

Result<EqDocument> read_squig_text(std::string_view bytes, const std::string& file) {
  const auto decoded = decode_text(bytes);
  EqDocument document;
  document.name = stem_of(file);
  document.channels.push_back({});
  int number = 0;
  bool any = false;
  for (const auto text : split_lines(decoded.text)) {
    ++number;
    const std::string where = "Line " + std::to_string(number);
    const auto keyed = split_key(text);
    if (!keyed) continue;
    if (starts_with_ignoring_case(keyed->first, "preamp")) {
      any = true;
      document.notes.push_back(where + ": these sites ignore the preamp");
      continue;
    }
    if (!starts_with_ignoring_case(keyed->first, "filter")) continue;
    const auto line = parse_filter_line(keyed->second);
    if (!line || line->type == "NONE") continue;
    any = true;
    const auto& fc = line->frequency_text;
    if (fc.empty() || !std::all_of(fc.begin(), fc.end(), [](char c) { return c >= '0' && c <= '9'; }) ||
        !line->gain_db || !line->q) {
      document.notes.push_back(where + ": these sites drop a line without whole hertz, gain and Q");
      continue;
    }
    Band band;
    if (line->type.substr(0, 2) == "LS")
      band.type = BandType::kLowShelf;
    else if (line->type.substr(0, 2) == "HS")
      band.type = BandType::kHighShelf;
    else if (line->type != "PK") {
      document.notes.push_back(where + ": these sites do not know a filter of type '" + line->type + "'");
      continue;
    }
    band.frequency = Hertz(parse_decimal(fc).value_or(0.0));
    band.gain = Gain(*line->gain_db);
    band.q = *line->q;
    add_band(document.channels.front().peq, band, where, document.notes);
  }
  if (!any)
    return Error{
        Errc::kInvalidData, "Expected lines 'Filter 1: ON PK Fc 105 Hz Gain 6.4 dB Q 0.7', found none", {file, 0, {}}};
  return document;
}

Export write_squig_text(const EqDocument& document) {
  static const BandLimits limits{.types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf},
                                 .frequency_hz = {20.0, 20000.0, 1.0},
                                 .gain_db = {-40.0, 40.0, 0.1},
                                 .q = {0.001, 100.0, 0.001},
                                 .preamp_db = {-100.0, 100.0, 0.1}};
  return export_each_ear(document, " squig.txt", [&](const EqChannel& channel, std::vector<std::string>& losses) {
    say_left_out_besides_bands(channel, losses);
    const Peq held = held_by(limits, channel.peq, losses);
    if (held.preamp != Gain(0.0))
      losses.emplace_back("squig.link and modernGraphTool ignore the preamp line: set the level by hand");
    std::string text = "Preamp: " + fixed(held.preamp.db(), 1) + " dB\n";
    int number = 0;
    for (const auto& band : held.bands) {
      text += "Filter " + std::to_string(++number) + ": ON " + filter_token(band.type) + " Fc " +
              fixed(band.frequency.value(), 0) + " Hz Gain " + fixed(band.gain.db(), 1) + " dB Q " + fixed(band.q, 3) +
              "\n";
    }
    return text;
  });
}

}  // namespace eardrum
