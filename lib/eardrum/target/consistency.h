// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <eardrum/response/measurement.h>

namespace eardrum::target {

/// How far one seating is from another in a band.
struct ConsistencyBand {
  Hertz from;
  Hertz to;
  double sd_db = 0.0;       ///< root mean square over the band of the seating SD
  double typical_db = 0.0;  ///< the same of typical_seating_sd: an open over-ear that fits
};

/// How repeatable a headphone's balance is from one seating to the next; each seating is levelled at 300 Hz to 3 kHz
/// first.
struct Consistency {
  int seatings = 0;
  std::vector<ConsistencyBand> bands;  ///< 20-100, 100-500, 500-1k, 1-2k, 2-4k, 4-6k, 6-8k, 8-10k, 10-16k Hz
  double sd_below_2khz_db = 0.0;       ///< root mean square, 20 Hz to 2 kHz
  double sd_bass_db = 0.0;             ///< 20 to 100 Hz: what a seal makes or breaks
  double sd_level_db = 0.0;            ///< of the level from 300 Hz to 3 kHz, within each side
};

/// The spread over seatings. No value when no side was measured twice.
std::optional<Consistency> consistency(const Measurement& measurement);
/// In words: "very consistent" (bass and mids within 0.3 dB), "consistent" (1 dB), "depends on the fit" (2 dB),
/// "inconsistent". Limits ours, on the SD of the worse of bass and 20 Hz-2 kHz.
std::string_view verdict_of(const Consistency& consistency);

}  // namespace eardrum::target
