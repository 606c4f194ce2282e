// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/match/judge.h>
#include <eardrum/report/match_report.h>

namespace eardrum::test {

/// An evaluated and judged chain; `name` stands wherever gear, sources and laboratories are named.
struct ExampleMatch {
  std::string source, headphone;
  chain::Evaluation evaluation;
  match::Listener listener;
  match::Verdict verdict;

  report::MatchView view() const { return {source, headphone, evaluation, listener, verdict}; }
};

/// Everything known: a DAC with its voltage and noise, an amplifier with limits, a cable, a headphone with a measured
/// response, and its target.
ExampleMatch known_match(const std::string& name = "Sample", Ohms output_impedance = Ohms(10.0));
/// Next to nothing known: no sensitivity, no limits, no noise, only the rated impedance.
ExampleMatch unknown_match(const std::string& name = "Sample");

}  // namespace eardrum::test
