// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <eardrum/base/result.h>
#include <eardrum/response/frequency_response.h>
#include <eardrum/units/level.h>
#include <eardrum/units/sourced.h>

namespace eardrum {

/// What is played: how far its peaks rise above its average, and how its power lies over frequency in the long term.
struct Programme {
  std::string name;  ///< "classical", "pop", ...: what a chain file or a flag names.
  std::string description;
  Sourced<Gain> crest_factor;  ///< Peak over rms, over a whole piece.
  Gain crest_factor_from;      ///< The range in use, from the most ...
  Gain crest_factor_to;        ///< ... to the least compressed.
  /// The power of each third-octave band, 20 Hz to 20 kHz, in dB re the power of the whole: the powers add up to 0 dB.
  FrequencyResponse band_powers;
  Confidence spectrum_confidence = Confidence::kApprox;
  std::string spectrum_source;
};

/// The 31 nominal third-octave centres, 20 Hz to 20 kHz (IEC 61260-1).
const FrequencyGrid& third_octave_grid();

/// Built-in programmes: classical (18 dB), jazz (14), pop (10), EDM (5), pink noise (12), programme simulation noise
/// (6; the signal of IEC 60268-1 that EN 50332 limits are measured with).
std::span<const Programme> programmes();
/// The programme of that name, case ignored. Fails with kNotFound and the list of names.
Result<Programme> find_programme(std::string_view name);

/// The average level of a programme whose peaks just reach full scale, re a full-scale sine (AES17): 3.01 dB - crest
/// factor.
DbFs level_at_full_scale_peaks(Gain crest_factor);

/// The levels of the programme's third-octave bands at the drum: `drum_response_db_spl` is the level at the drum of a
/// steady tone that is as strong as the whole programme (same rms).
FrequencyResponse band_levels_at_drum(const Programme& programme, const FrequencyResponse& drum_response_db_spl);

/// How much louder the programme becomes through `gain` (a filter, or the difference of two headphones), as BS.1770
/// counts: K-weighted power after less before. What to take off before comparing by ear. Band by band, so within 0.03
/// LU for filters broader than a third octave.
Gain loudness_change(const Programme& programme, const FrequencyResponse& gain);

}  // namespace eardrum
