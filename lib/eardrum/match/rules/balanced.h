// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// What kind of socket it is, and what a balanced one would do by the model: twice the voltage behind twice the output
/// impedance, the same current. Always good or a note: it is news, not a judgement.
/// Figures: gain, balanced_output_impedance.
Finding judge_balanced(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_balanced(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

/// The balanced socket against the single-ended one of the same device: what it gains, and which findings change.
Finding judge_balanced(const chain::Evaluation& single_ended, const Listener& listener,
                       const chain::Evaluation& balanced);

}  // namespace eardrum::match
