// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>
#include <eardrum/match/listener.h>

namespace eardrum::match {

/// Whether source and headphone get along: the findings of all rules, in the order of Topic, and the worst of them.
struct Verdict {
  Grade grade = Grade::kCannotTell;  ///< kGood: good; kCare: works with care; kPoor; kCannotTell
  Certainty certainty = Certainty::kSure;
  std::vector<Finding> findings;

  const Finding* find(Topic topic) const;
};

/// Applies every rule. Pure; cites only numbers of the evaluation and the listener.
Verdict judge(const chain::Evaluation& evaluation, const Listener& listener);

/// A finding's words. Pure text from the finding's numbers and the names in the chain.
Words words(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener);
/// The verdict in one or two sentences that a listener understands.
std::string summary(const Verdict& verdict, const chain::Evaluation& evaluation, const Listener& listener);

}  // namespace eardrum::match
