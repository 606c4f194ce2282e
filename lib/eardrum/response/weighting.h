// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/response/frequency_response.h>
#include <eardrum/units/level.h>

namespace eardrum {

/// How a sum over frequencies counts each of them.
enum class Weighting {
  kZ,  ///< All alike (IEC 61672-1 Z).
  kA,  ///< IEC 61672-1 A: what exposure limits and noise floors are written in.
  kC,  ///< IEC 61672-1 C: peaks.
  kK,  ///< ITU-R BS.1770-5 K: programme loudness, LUFS.
};

/// The weighting at `frequency`. A and C are 0 dB at 1 kHz by definition; they are the pole-zero formulas of IEC
/// 61672-1:2013 annex E, not its table, which rounds to 0.1 dB. K is the magnitude of the standard's two filters at 48
/// kHz (0.69 dB at 997 Hz: the -0.691 of the loudness formula takes it out) and keeps its value of 24 kHz above that.
Gain weighting(Weighting weighting, Hertz frequency);
/// The same at every frequency of `grid`.
FrequencyResponse weighting(Weighting weighting, const FrequencyGrid& grid);

}  // namespace eardrum
