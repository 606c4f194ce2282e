// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// What an accidental full volume would do to ears and driver.
///
/// Loudest level up to 120 dB SPL good, to 130 a note, above care: 120 is the extreme that anyone quotes as a target
/// for peaks (reference/electrical.md section 2), and 130 is pain. How long a week a full volume may last: WHO-ITU
/// H.870. No maximum input is published for the headphones that we know, so the power is only said. Figures:
/// full_volume_level, full_volume_average, full_volume_field, safe_time, full_volume_power.
Finding judge_overpowered(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_overpowered(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
