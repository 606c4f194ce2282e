// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// Where on the volume control the wanted level falls.
///
/// From -3 dB up: no room left (note; loud_enough says the rest). Below -50 dB: the channels of a potentiometer are
/// apart there, and digital volume has thrown bits away (care; a note where the control has steps).
/// reference/electrical.md, issue 2. Figures: volume_position, effective_bits (of a digital volume at that position),
/// setting_for_a_tone (a full-scale sine at the wanted level).
Finding judge_volume_range(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_volume_range(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
