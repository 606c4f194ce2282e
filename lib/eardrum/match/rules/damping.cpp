// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/damping.h>

#include <eardrum/chain/divider.h>
#include <eardrum/match/load_bounds.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason {
  kKept,
  kKeptAsRated,
  kMissedAtMinimum,
  kMissed,
  kMissedFlat,
  kMissedUnknownCurve,
  kUnknownFlat,
  kUnknown,
  kUnknownLoad,
  kOwnAmplifier
};
constexpr double kRule = 8.0;

}  // namespace

Finding judge_damping(const chain::Evaluation& evaluation, const Listener&) {
  const bool curve_known = impedance_known(evaluation);
  const bool flat = known_flat(evaluation);
  const auto without_figures = [](Grade grade, Reason why) {
    Finding finding(Topic::kDamping, grade);
    finding.reason = why;
    return finding;
  };
  if (evaluation.chain.headphone().wireless) return without_figures(Grade::kGood, kOwnAmplifier);
  if (impedance_assumed(evaluation)) return without_figures(Grade::kCannotTell, kUnknownLoad);
  if (!evaluation.output_impedance)
    return flat ? without_figures(Grade::kGood, kUnknownFlat) : without_figures(Grade::kCannotTell, kUnknown);
  const Ohms rated = rated_impedance(evaluation);
  const Ohms lowest = lowest_impedance(evaluation);
  const Ohms source = *evaluation.output_impedance;
  // A ten-thousandth of slack: 32 ohm behind 4 keeps the rule however the magnitudes were rounded.
  const auto keeps = [&](Ohms load) { return load * 1.0001 >= kRule * source; };
  const bool keeps_rated = keeps(rated);
  const bool keeps_minimum = curve_known ? keeps(lowest) : keeps_rated;

  Grade grade = Grade::kGood;
  Reason reason = kKept;
  Certainty certainty = Certainty::kSure;
  if (!keeps_rated || !keeps_minimum) {
    grade = curve_known ? Grade::kNote : Grade::kCare;
    reason = flat ? kMissedFlat : !curve_known ? kMissedUnknownCurve : keeps_rated ? kMissedAtMinimum : kMissed;
    if (!curve_known) certainty = Certainty::kOpen;
  } else if (!curve_known && may_dip(evaluation) && !keeps(lowest)) {
    grade = Grade::kNote, reason = kKeptAsRated, certainty = Certainty::kOpen;
  }
  Finding finding(Topic::kDamping, grade, certainty);
  finding.reason = reason;
  finding.add({"output_impedance", source.value(), "ohm", {}, {}, {}});
  if (source > Ohms(0)) {
    finding.add({"ratio_rated", chain::damping_factor(rated, source), "times", {}, {}, kRule});
    if (curve_known) finding.add({"ratio_minimum", chain::damping_factor(lowest, source), "times", {}, {}, kRule});
  }
  finding.add({"worst_case",
               chain::worst_case_deviation(lowest, source).db(),
               "dB",
               {},
               {},
               chain::worst_case_deviation(kRule * Ohms(1), Ohms(1)).db()});
  return finding;
}

Words describe_damping(const Finding& finding, const chain::Evaluation& evaluation, const Listener&) {
  if (finding.reason == kUnknown)
    return {"Can't tell whether the 1/8 rule holds: the output impedance is unknown.", "", ""};
  if (finding.reason == kUnknownFlat) {
    return {"The output impedance is unknown, and does not matter: the headphone's impedance is flat.",
            "A flat load keeps its response behind any output impedance and loses only level.", ""};
  }
  if (finding.reason == kUnknownLoad)
    return {"Can't tell whether the 1/8 rule holds: the headphone's impedance is not published.", "", ""};
  if (finding.reason == kOwnAmplifier) {
    return {"The 1/8 rule does not matter while this wireless headphone is switched on: its own amplifier drives it.",
            "Switched off, on a cable, it is a headphone like others, if it plays at all.", ""};
  }
  const std::string source = reading(Ohms(finding.value("output_impedance")));
  const std::string worst = reading(Gain(finding.value("worst_case")));
  const Figure* rated = finding.find("ratio_rated");
  const Figure* minimum = finding.find("ratio_minimum");
  const std::string times = rated != nullptr ? reading(rated->value, 2) : "";
  Words words;
  switch (finding.reason) {
    case kKept:
      words.headline = rated == nullptr ? "The 1/8 rule holds: no output impedance."
                                        : "The 1/8 rule holds: the headphone's impedance is " + times +
                                              " times the output's " + source + ".";
      break;
    case kKeptAsRated:
      words.headline =
          "The 1/8 rule holds for the rated impedance (" + times + " times " + source +
          "), but earphones with several drivers dip far below theirs, and this one's curve is not published.";
      break;
    case kMissedAtMinimum:
      words.headline = "The 1/8 rule holds for the rated impedance, not at the curve's minimum of " +
                       reading(evaluation.load_minimum.magnitude) + ".";
      break;
    case kMissed:
      words.headline = "The 1/8 rule is missed: the headphone's impedance is " + times + " times the output's " +
                       source + ", not 8.";
      break;
    case kMissedFlat:
      words.headline = "The 1/8 rule is missed (" + times + " times " + source +
                       "), without harm: the headphone's impedance is flat.";
      break;
    default:
      words.headline = "The 1/8 rule is missed (" + times + " times " + source +
                       "), and without an impedance curve nobody can tell what that does.";
      words.advice = "Use an output of " + reading(evaluation.load_at_reference / kRule) +
                     " or less, or measure the headphone's impedance.";
      break;
  }
  words.detail = "The rule is a bound for the worst load: no response can move by more than " + worst +
                 (minimum != nullptr ? " with the smallest impedance of this headphone."
                                     : " if the impedance falls to " + reading(100.0 * lowest_share(evaluation), 2) +
                                           " % of the rated one.") +
                 " At 1/8 that would be 1.02 dB. What really happens is in the tone shift.";
  return words;
}

}  // namespace eardrum::match
