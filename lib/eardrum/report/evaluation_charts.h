// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/judge.h>
#include <eardrum/report/document.h>
#include <eardrum/target/target.h>

namespace eardrum::report {

/// One evaluation's curves beside others.
struct NamedEvaluation {
  std::string name;
  const chain::Evaluation& evaluation;
};

/// The response at the eardrum with its p5 to p95 band over the target, both level from 300 Hz to 3 kHz; where the
/// output shifts the tone by half a decibel or more, also what the headphone does by itself. None without a measured
/// response.
std::optional<Chart> response_chart(const chain::Evaluation& evaluation, const target::Target* target);

/// What output impedance and cable do to the tone, for one output or several on the same headphone. None where no
/// output impedance is known.
std::optional<Chart> tone_shift_chart(std::span<const NamedEvaluation> evaluations);

/// Magnitude and phase of the headphone's impedance, with the output impedance. None where only the rated figure is
/// known.
std::optional<Chart> impedance_chart(const chain::Evaluation& evaluation);

/// From hiss over the wanted average and its peaks to the loudest clean level and full scale; expected values with
/// their 90 % intervals, coloured as the verdict grades them. None where no level is known.
std::optional<Ladder> level_ladder(const chain::Evaluation& evaluation, const match::Listener& listener,
                                   const match::Verdict& verdict);

}  // namespace eardrum::report
