// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// Outputs of the 120 ohm convention (IEC 61938: 5 V e.m.f. behind 120 ohm) and others from 50 ohm up.
///
/// With a headphone whose impedance is flat it costs only level (note); with at least twice the output impedance it is
/// as the standard meant it (note); below, care. Figures: output_impedance, loss, damping_factor.
Finding judge_legacy_output(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_legacy_output(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
