// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/match.h>

#include <algorithm>

#include <eardrum/app/gear_names.h>
#include <eardrum/chain/evaluate.h>
#include <eardrum/match/rules/balanced.h>

namespace eardrum::app {
namespace {

Result<Pairing> judged(const catalogue::HeadphoneGear& headphone, const catalogue::SourceGear& source,
                       const Connection& connection, Listeners& listeners) {
  EARDRUM_TRY(auto connected, connect(headphone, source, connection));
  auto listener = listeners.for_chain(connected.chain);
  auto evaluation = chain::evaluate(connected.chain);
  auto verdict = match::judge(evaluation, listener);
  return Pairing{full_name(headphone), std::move(connected.source), std::move(evaluation),
                 std::move(listener),  std::move(verdict),          {}};
}

bool is_balanced(const Pairing& pairing) {
  const auto* amplifier = pairing.evaluation.chain.amplifier();
  return amplifier != nullptr && amplifier->balanced;
}

// A position of the gain switch that plays the same as what is there already: the highest, or one without figures.
bool plays_the_same(const Pairing& a, const Pairing& b) {
  return is_balanced(a) == is_balanced(b) && a.evaluation.ceiling == b.evaluation.ceiling &&
         a.evaluation.noise == b.evaluation.noise && a.evaluation.output_impedance == b.evaluation.output_impedance;
}

bool adds_nothing(const Pairing& alternative, const Pairing& pairing) {
  return plays_the_same(alternative, pairing) ||
         std::any_of(pairing.alternatives.begin(), pairing.alternatives.end(),
                     [&](const Pairing& other) { return plays_the_same(alternative, other); });
}

// Where the device itself has a balanced socket, its figures replace what the rule assumes of one.
void compare_with_balanced(Pairing& pairing) {
  if (is_balanced(pairing)) return;
  const auto balanced = std::find_if(pairing.alternatives.begin(), pairing.alternatives.end(), is_balanced);
  const auto finding = std::find_if(pairing.verdict.findings.begin(), pairing.verdict.findings.end(),
                                    [](const match::Finding& each) { return each.topic == match::Topic::kBalanced; });
  if (balanced == pairing.alternatives.end() || finding == pairing.verdict.findings.end()) return;
  *finding = match::judge_balanced(pairing.evaluation, pairing.listener, balanced->evaluation);
}

}  // namespace

bool MatchAnswer::all_poor() const {
  return std::all_of(pairings.begin(), pairings.end(),
                     [](const Pairing& pairing) { return pairing.verdict.grade == match::Grade::kPoor; });
}

Result<MatchAnswer> match(const MatchRequest& request, const Inventory& inventory) {
  EARDRUM_TRY(const auto sorted, find_both_kinds(inventory.gear, request.gear));
  EARDRUM_TRY(auto connection, resolve(request.connection, inventory.gear));
  EARDRUM_TRY(auto listeners, Listeners::make(request.listening, inventory));
  MatchAnswer answer;
  for (const auto& headphone : sorted.headphones) {
    for (const auto& source : sorted.sources) {
      connection.output = request.connection.output ? request.connection.output : source.output;
      EARDRUM_TRY(auto pairing, judged(headphone, source.gear, connection, listeners));
      for (const auto& other : alternatives(headphone, source.gear, connection)) {
        EARDRUM_TRY(auto alternative, judged(headphone, source.gear, other, listeners));
        if (!adds_nothing(alternative, pairing)) pairing.alternatives.push_back(std::move(alternative));
      }
      compare_with_balanced(pairing);
      answer.pairings.push_back(std::move(pairing));
    }
  }
  return answer;
}

}  // namespace eardrum::app
