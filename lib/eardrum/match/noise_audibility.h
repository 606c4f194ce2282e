// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::match {

/// How far the noise of the electronics rises above what can just be heard.
struct NoiseAudibility {
  Gain margin;                  ///< above zero: audible. By the sensitivity as printed; the level's spread adds to it.
  Hertz frequency;              ///< the critical band that gives it away
  bool masked_by_room = false;  ///< there, the room's own noise is what hides it, not the threshold in quiet
};

/// The noise, critical band by critical band (one ERB, Glasberg and Moore 1990), against the threshold in quiet of ISO
/// 226 and what the room leaves at the ear: max over f of PSD + 10 log10 ERB - (T + room), reference/science.md
/// section 4.7.
///
/// Levels at the drum are brought to field terms first (less the diffuse-field transfer of ISO 11904-1), because
/// thresholds are. Without a measured response the headphone counts as diffuse-field equalised. The room's noise falls
/// 5 dB an octave in octave bands (as RC curves do), and hides noise that is more than 4 dB below it in a band
/// [approx]. Precondition: the evaluation has a noise.
NoiseAudibility noise_audibility(const chain::Evaluation& evaluation, double room_noise_dba);

}  // namespace eardrum::match
