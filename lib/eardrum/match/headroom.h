// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/estimate.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// The level of the listener's loudest peaks. By the convention of published figures: the crest factor is added to the
/// average and the sum is held against sine levels (NwAvGuy; reference/electrical.md section 2). That leaves up to 3 dB
/// in hand, because a sine's own peaks lie 3 dB above its level.
inline DbSpl wanted_peak(const Listener& listener) {
  return listener.wanted_level + listener.crest_factor;
}

/// How far the loudest clean level lies above the wanted peaks, in dB. Precondition: the ceiling is known.
inline Estimate peak_headroom(const chain::Evaluation& evaluation, const Listener& listener) {
  EARDRUM_EXPECTS(evaluation.ceiling.has_value());
  return estimate_of((evaluation.ceiling->level - wanted_peak(listener)).db(), evaluation.level_spread);
}

/// Where on the volume control, in dB below the position that the chain has it at, music that reaches digital full
/// scale in its peaks averages the wanted level; above zero when it never does. Precondition: the full-scale level is
/// known.
inline Estimate volume_position(const chain::Evaluation& evaluation, const Listener& listener) {
  EARDRUM_EXPECTS(evaluation.full_scale_level.has_value());
  const Estimate loudest = estimate_of(evaluation.full_scale_level->db(), evaluation.level_spread);
  return {wanted_peak(listener).db() - loudest.mean, loudest.sd};
}

/// Whether it is known that the ceiling is one of current. Below the lowest load of a single published power the
/// current is held, but nobody said that it could not be more.
inline bool current_runs_out(const chain::Evaluation& evaluation) {
  if (!evaluation.ceiling || evaluation.ceiling->limit != chain::Limit::kCurrent) return false;
  const chain::PrintedLimits& printed = evaluation.chain.amplifier()->limits.printed();
  return printed.max_current.has_value() || printed.power_points.size() > 1;
}

}  // namespace eardrum::match
