// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// What reaches the other ear through a return conductor that both channels share.
///
/// Up to -30 dB mostly inaudible (good), to -20 a note, above care (reference/science.md section 6.3 [approx]).
/// Figures: crosstalk, shared_return.
Finding judge_crosstalk(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_crosstalk(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
