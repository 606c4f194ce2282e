// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/response/frequency_response.h>
#include <eardrum/units/level.h>

namespace eardrum {

/// The edition of ISO 226, "Normal equal-loudness-level contours".
enum class EqualLoudness { kIso226_2003, kIso226_2023 };

// Levels here are those of ISO 226: pure tones from the front in a free field, measured without the listener. The
// standard covers 20 Hz to 12.5 kHz, and 20 to 90 phon (80 above 4 kHz). Between its 29 frequencies the parameters are
// interpolated over log frequency; beyond the ends they hold, so above 12.5 kHz the thresholds are too low (hearing is
// worse than they say).

/// The level in the free field that sounds as loud as `loudness` at 1 kHz. The 2003 formula gives 0.01 dB too much at 1
/// kHz.
DbSpl level_of(Phon loudness, Hertz frequency, EqualLoudness edition = EqualLoudness::kIso226_2023);
/// The loudness level of a tone of `level`: the exact inverse of level_of; 0 phon for what is below every threshold.
Phon loudness_of(DbSpl level, Hertz frequency, EqualLoudness edition = EqualLoudness::kIso226_2023);
/// The threshold of hearing T_f: the median of otologically normal people of 18 to 25 years.
DbSpl hearing_threshold(Hertz frequency, EqualLoudness edition = EqualLoudness::kIso226_2023);

/// The contour of `loudness`: dB SPL at every frequency of `grid`.
FrequencyResponse equal_loudness_contour(Phon loudness, const FrequencyGrid& grid,
                                         EqualLoudness edition = EqualLoudness::kIso226_2023);
/// The gain that would keep the balance heard at `mixed_at` when playing at `played_at`, 0 dB at 1 kHz. The whole
/// difference is usually too much: apply about half.
FrequencyResponse loudness_compensation(Phon mixed_at, Phon played_at, const FrequencyGrid& grid,
                                        EqualLoudness edition = EqualLoudness::kIso226_2023);

}  // namespace eardrum
