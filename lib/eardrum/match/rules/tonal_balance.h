// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// How the response at the eardrum lies to the target of its own rig, what the source adds (its own tone and its tone
/// shift), and what the two do together.
///
/// Means over log frequency against 300 Hz to 3 kHz; bands and words are those of target/tonality.h. Every band within
/// 2 dB good, else a note, because tastes differ; care where the source pushes a band that is off by 2 dB at least 1 dB
/// further [ours]. Figures: bass (20-250 Hz), mids (250-2500 Hz), treble (2.5-20 kHz), tilt, deviation (rms 50 Hz-10
/// kHz), and the source's share source_bass, source_treble.
Finding judge_tonal_balance(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_tonal_balance(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
