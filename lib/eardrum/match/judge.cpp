// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/judge.h>

#include <algorithm>
#include <array>

#include <eardrum/match/estimate.h>
#include <eardrum/match/rules/balanced.h>
#include <eardrum/match/rules/cable.h>
#include <eardrum/match/rules/crosstalk.h>
#include <eardrum/match/rules/damping.h>
#include <eardrum/match/rules/exposure.h>
#include <eardrum/match/rules/hiss.h>
#include <eardrum/match/rules/legacy_output.h>
#include <eardrum/match/rules/loud_enough.h>
#include <eardrum/match/rules/overpowered.h>
#include <eardrum/match/rules/tonal_balance.h>
#include <eardrum/match/rules/tone_shift.h>
#include <eardrum/match/rules/unknown.h>
#include <eardrum/match/rules/volume_range.h>

namespace eardrum::match {
namespace {

using Judge = Finding (*)(const chain::Evaluation&, const Listener&);
using Describe = Words (*)(const Finding&, const chain::Evaluation&, const Listener&);

struct Rule {
  Topic topic;
  Judge judge;
  Describe describe;
};

// In the order of Topic. The unknowns are judged once for each figure that is missing.
constexpr std::array<Rule, 13> kRules{{
    {Topic::kLoudEnough, judge_loud_enough, describe_loud_enough},
    {Topic::kOverpowered, judge_overpowered, describe_overpowered},
    {Topic::kDamping, judge_damping, describe_damping},
    {Topic::kToneShift, judge_tone_shift, describe_tone_shift},
    {Topic::kLegacyOutput, judge_legacy_output, describe_legacy_output},
    {Topic::kHiss, judge_hiss, describe_hiss},
    {Topic::kVolumeRange, judge_volume_range, describe_volume_range},
    {Topic::kBalanced, judge_balanced, describe_balanced},
    {Topic::kCable, judge_cable, describe_cable},
    {Topic::kCrosstalk, judge_crosstalk, describe_crosstalk},
    {Topic::kTonalBalance, judge_tonal_balance, describe_tonal_balance},
    {Topic::kExposure, judge_exposure, describe_exposure},
    {Topic::kUnknown, nullptr, describe_unknown},
}};

// Without these a good verdict says less than it seems to.
constexpr std::array kEssential{Topic::kLoudEnough, Topic::kToneShift, Topic::kHiss};

bool has(const Verdict& verdict, Grade grade) {
  return std::any_of(verdict.findings.begin(), verdict.findings.end(),
                     [&](const Finding& finding) { return finding.grade == grade; });
}

// A verdict against the pair stands as firmly as the firmest of its reasons.
Certainty firmest(const Verdict& verdict, Grade grade) {
  Certainty certainty = Certainty::kOpen;
  for (const Finding& finding : verdict.findings) {
    if (finding.grade == grade) certainty = std::min(certainty, finding.certainty);
  }
  return certainty;
}

// A verdict for it, as its weakest, and never surely while something essential is unknown.
Certainty weakest_essential(const Verdict& verdict) {
  Certainty certainty = Certainty::kSure;
  for (const Topic topic : kEssential) {
    const Finding* finding = verdict.find(topic);
    certainty = less_sure(certainty, finding->grade == Grade::kCannotTell ? Certainty::kProbable : finding->certainty);
  }
  return certainty;
}

// Loud enough, but neither tone nor hiss can be told, on a headphone where a usual output could do harm: two of the
// three questions are open, and "good" would be a guess. Usual is up to 10 ohm and 10 uV [approx]: 1 dB of tone at 82
// ohm or less, 15 dB(A) of hiss at 115 dB/V or more.
bool mostly_unknown(const Verdict& verdict, const chain::Evaluation& evaluation) {
  constexpr Ohms kToneSafeFrom(82.0);
  constexpr DbSpl kHissSafeBelow(115.0);
  const bool both_open = verdict.find(Topic::kToneShift)->grade == Grade::kCannotTell &&
                         verdict.find(Topic::kHiss)->grade == Grade::kCannotTell;
  const bool delicate = evaluation.load_minimum.magnitude <= kToneSafeFrom || !evaluation.sensitivity ||
                        evaluation.sensitivity->per_volt() >= kHissSafeBelow;
  return both_open && delicate;
}

}  // namespace

const Finding* Verdict::find(Topic topic) const {
  const auto found =
      std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) { return finding.topic == topic; });
  return found == findings.end() ? nullptr : &*found;
}

Verdict judge(const chain::Evaluation& evaluation, const Listener& listener) {
  Verdict verdict;
  verdict.findings.reserve(kRules.size() + evaluation.missing.size());
  for (const Rule& rule : kRules) {
    if (rule.judge != nullptr) verdict.findings.push_back(rule.judge(evaluation, listener));
  }
  for (const chain::Missing missing : evaluation.missing) verdict.findings.push_back(judge_unknown(missing));

  if (has(verdict, Grade::kPoor)) {
    verdict.grade = Grade::kPoor;
    verdict.certainty = firmest(verdict, Grade::kPoor);
  } else if (verdict.find(Topic::kLoudEnough)->grade == Grade::kCannotTell) {
    verdict.grade = Grade::kCannotTell;
  } else if (has(verdict, Grade::kCare)) {
    verdict.grade = Grade::kCare;
    verdict.certainty = firmest(verdict, Grade::kCare);
  } else if (mostly_unknown(verdict, evaluation)) {
    verdict.grade = Grade::kCannotTell;
  } else {
    verdict.grade = Grade::kGood;
    verdict.certainty = weakest_essential(verdict);
  }
  return verdict;
}

Words words(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener) {
  return kRules[static_cast<std::size_t>(finding.topic)].describe(finding, evaluation, listener);
}

}  // namespace eardrum::match
