// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <eardrum/filter/peq.h>

namespace eardrum {

/// "Filter 3: ON LSC 10.8 dB Fc 105 Hz Gain 6.4 dB Q 0.70" taken apart, as Equalizer APO, REW, AutoEq, Peace,
/// squig.link and SoundSource write it. Decimal commas are read as points.
struct FilterLine {
  bool on = false;
  std::string type;                           ///< In capitals: "PK", "LSC", "NONE", ...
  std::optional<double> slope_db_per_octave;  ///< "LS 6dB": what stands between type and Fc.
  std::string frequency_text;                 ///< Not yet a number: programs differ on what '.' means in it.
  std::optional<double> gain_db;
  std::optional<double> q;
  std::optional<double> bandwidth_octaves;
  std::optional<double>
      bandwidth_60ths;  ///< "BW/60 30": Behringer DSP1124P, as REW writes it; BW in Hz is Fc * x / 60 * sqrt(2).
  std::string rest;     ///< All that follows the type.
};

/// Nothing when what follows the colon is no filter line. `value` is the text after "Filter 3:".
std::optional<FilterLine> parse_filter_line(std::string_view value);

/// The type as such lines write it: "PK", "LSC", "HSC", "LPQ", "HPQ". Shelves are at their centre, with Q.
std::string filter_token(BandType type);

/// A line's key and value: the text before the first colon, and after it. Nothing without a colon.
std::optional<std::pair<std::string_view, std::string_view>> split_key(std::string_view line);

/// The number that a text begins with ("105 Hz" is 105); nothing when it begins with none.
std::optional<double> leading_number(std::string_view text);

}  // namespace eardrum
