// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/response/frequency_response.h>
#include <eardrum/units/level.h>

namespace eardrum::chain {

/// Where the samples come from: a file, a stream, a player. Digital.
struct Source {
  std::string name = "source";
  /// A gain before everything else, at most 0 dB: ReplayGain, a player's own volume.
  Gain gain{0.0};
  /// The player's own tone, as a gain; none means flat.
  std::optional<FrequencyResponse> tone{};

  bool operator==(const Source&) const = default;
};

}  // namespace eardrum::chain
