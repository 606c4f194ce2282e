// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/response/frequency_response.h>
#include <eardrum/units/level.h>

namespace eardrum {

/// The sound field that a level at the eardrum is compared with.
enum class SoundField {
  kDiffuse,  ///< From everywhere alike: what headphone exposure is referred to (ISO 11904-1, ITU-T H.870).
  kFree,     ///< From the front. The figures are approximate (from memory): never base a limit on them.
};

/// How much higher the level at the eardrum is than the level of the field before the listener came into it: ISO
/// 11904-1:2002, third octaves 100 Hz to 16 kHz, average adult. Interpolated over log frequency; 0 dB below 100 Hz and
/// the 16 kHz value above.
Gain drum_over_field(Hertz frequency, SoundField field = SoundField::kDiffuse);

// A spectrum below is a FrequencyResponse whose points are the levels of bands: the powers of the bands add up to the
// whole.

/// The level of the whole, unweighted.
DbSpl total_level(const FrequencyResponse& band_levels_db_spl);
/// The A-weighted level at the drum: not what exposure limits mean, and 5 to 11 dB above it.
DbSpl drum_level_a(const FrequencyResponse& drum_band_levels_db_spl);
/// The A-weighted diffuse-field level that makes the same levels at the drum: 10 log10 sum 10^((L - dL + A)/10), ISO
/// 11904-1. This is the level that exposure limits are written in.
DbFieldA field_level_a(const FrequencyResponse& drum_band_levels_db_spl);

}  // namespace eardrum
