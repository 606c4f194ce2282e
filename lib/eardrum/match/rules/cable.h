// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// What the cable costs: level, and the part of the tone shift that is its own.
///
/// Shift from the magnitudes of the impedance (an upper estimate): below 0.3 dB good, to 1 a note, above care. A cable
/// of normal gauge matters only to loads that dip below about 10 ohm (reference/electrical.md section 4). Figures:
/// loop_resistance, loss, shift.
Finding judge_cable(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_cable(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
