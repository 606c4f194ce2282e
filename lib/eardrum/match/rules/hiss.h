// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// Whether the noise of the electronics is heard in silence.
///
/// By the A-weighted level at the drum, in bands [ours, reference/electrical.md section 5]: below 0 dB(A) and to 10
/// good, to 20 a note, to 30 care, above poor. The critical bands against threshold and room (noise_audibility.h)
/// relieve it: what no band lets through is inaudible whatever the sum says, what is less than 6 dB above is a note at
/// most. Figures: noise_level, audible_margin, at, noise_voltage, room.
Finding judge_hiss(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_hiss(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
