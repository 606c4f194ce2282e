// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// How many hours a week the wanted level is safe.
///
/// The A-weighted diffuse-field level decides (ISO 11904-1), never the level at the drum, which is up to 11 dB higher.
/// WHO-ITU H.870, 80 dB(A) for 40 h a week: up to half of it good, up to all of it a note, above care. NIOSH printed
/// beside it.
/// Figures: field_level, drum_level_a, safe_hours (H.870), dose (of the listener's hours), niosh_hours (a day).
Finding judge_exposure(const chain::Evaluation& evaluation, const Listener& listener);
Words describe_exposure(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
