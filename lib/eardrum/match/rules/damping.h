// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// The 1/8 rule: output impedance at most an eighth of the headphone's, rated and at the curve's minimum.
///
/// The rule is only a bound: it keeps any load within 20 log10(1 + 1/8) = 1.02 dB, and a load whose impedance does not
/// change passes at any output impedance (reference/electrical.md section 3). So failing it is a note where the curve
/// is known (the tone shift says what happens), and care where it is not. Figures: output_impedance, ratio_rated,
/// ratio_minimum (limits 8), worst_case.
Finding judge_damping(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_damping(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
