// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/response/frequency_response.h>
#include <eardrum/response/measurement.h>

namespace eardrum::target {

/// Left less right in one third octave, and what ITU-R BS.708 allows there.
struct ChannelBand {
  Hertz centre;
  double difference_db = 0.0;      ///< power in the band, left less right
  std::optional<double> limit_db;  ///< 1 dB from 100 Hz to 8 kHz, 2 dB from 10 to 16 kHz; none elsewhere
};

/// How well left and right match.
struct ChannelMatch {
  std::vector<ChannelBand> bands;  ///< third octaves, 20 Hz to 20 kHz, as far as the measurement reaches
  double offset_db = 0.0;          ///< mean from 300 Hz to 3 kHz: one side is louder
  bool within_bs708 = true;        ///< no band over its limit
  ChannelBand worst;               ///< the band that is furthest over its limit, or nearest to it
  /// Below 100 Hz one side is more than 3 dB weaker while 300 Hz to 1 kHz agree within 1 dB: one side leaks.
  std::optional<Channel> leaking;
};

/// Compares the channels. Differences between seats hide in this: with one seating a side, 2 dB above 8 kHz is fit, not
/// fault.
ChannelMatch channel_match(const FrequencyResponse& left, const FrequencyResponse& right);
/// From the means of each side's seatings. Fails with kInvalidData when a side is missing.
Result<ChannelMatch> channel_match(const Measurement& measurement);

}  // namespace eardrum::target
