// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// What output impedance and cable do to the response through the headphone's own impedance curve.
///
/// Largest deviation re 1 kHz: below 0.3 dB inaudible, to 1 borderline (note), to 3 audible (care), above strong (poor)
/// [ours, reference/electrical.md section 7: the shifts are one to three octaves wide]. Below 40 Hz and above 10 kHz
/// three times as much is allowed (science.md section 6.3). Without a curve the bound 20 log10(1 + Zo/Zmin) decides
/// when it is small enough, with Zmin at 80 % of the rated impedance (IEC 60268-7 clause 8.2); else nobody can tell.
/// Figures: deviation, at, source_impedance, bound (from magnitudes, an upper estimate), harmless_up_to (output
/// impedance that keeps 1 dB), worst_case (bound without a curve).
Finding judge_tone_shift(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_tone_shift(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
