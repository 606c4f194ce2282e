// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// Whether the loudest clean level reaches the peaks that the listener wants, and whether it reaches the average.
///
/// Peak headroom, expected: from 3 dB good (from 10 dB ample), 0 to 3 just (note), down to -6 care, below poor [ours,
/// reference/electrical.md section 2]. A note also where there is headroom but full volume stays below 110 dB SPL, the
/// peak level that is customary as a target (NwAvGuy).
/// Figures: peak_headroom, average_headroom, ceiling_level, wanted_peak, needed_voltage, needed_current, needed_power,
/// ceiling_voltage (currents and powers in the load that music sees).
Finding judge_loud_enough(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_loud_enough(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
