// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/cable.h>

#include <algorithm>

#include <eardrum/chain/divider.h>
#include <eardrum/match/audible_shift.h>
#include <eardrum/match/load_bounds.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason { kNoCable, kFine, kBorderline, kAudible, kUnknownCurve };

}  // namespace

Finding judge_cable(const chain::Evaluation& evaluation, const Listener&) {
  const Ohms cable = evaluation.cable_resistance;
  // An unknown output impedance counts as none: then the cable's share is largest.
  const Ohms source = evaluation.output_impedance.value_or(Ohms(0));
  const auto share_of_cable = [&](Ohms load) {
    return chain::divider_loss(load, source + cable) - chain::divider_loss(load, source);
  };
  // Without a curve the highest impedance takes nothing of the cable, and the lowest is that of the bounds.
  const bool curve_known = impedance_known(evaluation) || evaluation.chain.headphone().wireless;
  const Gain at_highest = curve_known ? share_of_cable(evaluation.load_maximum.magnitude) : Gain(0.0);
  const Ohms lowest = curve_known ? evaluation.load_minimum.magnitude : lowest_impedance(evaluation);
  const double shift = (at_highest - share_of_cable(lowest)).db();
  const bool told = curve_known || cable == Ohms(0) || (!impedance_assumed(evaluation) && shift < kInaudibleShiftDb);
  const Grade grade = told ? std::min(grade_of_shift(shift), Grade::kCare) : Grade::kCannotTell;
  const Reason reason = cable == Ohms(0)        ? kNoCable
                        : !told                 ? kUnknownCurve
                        : grade == Grade::kGood ? kFine
                        : grade == Grade::kNote ? kBorderline
                                                : kAudible;
  Finding finding(Topic::kCable, grade);
  finding.reason = reason;
  finding.add({"loop_resistance", cable.value(), "ohm", {}, {}, {}});
  finding.add({"loss", share_of_cable(evaluation.load_at_reference).db(), "dB", {}, {}, {}});
  finding.add({"shift", std::max(shift, 0.0), "dB", {}, {}, kInaudibleShiftDb});
  return finding;
}

Words describe_cable(const Finding& finding, const chain::Evaluation&, const Listener&) {
  if (finding.reason == kNoCable) return {"The cable is the headphone's own, part of its published figures.", "", ""};
  const std::string resistance = reading(Ohms(finding.value("loop_resistance")));
  const std::string loss = reading(Gain(-finding.value("loss")));
  const std::string shift =
      finding.value("shift") < 0.005 ? "less than 0.01 dB" : "at most " + reading(Gain(finding.value("shift")));
  Words words;
  words.detail = "There and back " + resistance + "; a loss of " + loss + " at 1 kHz, and " + shift +
                 " between this headphone's lowest and highest impedance. It acts as output impedance does.";
  switch (finding.reason) {
    case kUnknownCurve:
      words.headline = "Can't tell what the cable does to the tone without the headphone's impedance curve: it costs " +
                       loss + " of level.";
      words.detail = "There and back " + resistance + ". It acts as output impedance does.";
      words.advice = "Use a thicker or shorter cable, or measure the headphone's impedance.";
      break;
    case kFine:
      words.headline = "The cable does nothing audible: " + loss + " of level, " + shift + " of tone.";
      break;
    case kBorderline:
      words.headline = "The cable shifts the tone by " + shift + ": borderline.";
      words.advice = "A thicker or shorter cable would halve it.";
      break;
    default:
      words.headline =
          "The cable shifts the tone by " + shift + ": its resistance of " + resistance + " is too high for this load.";
      words.advice = "Use a thicker or shorter cable, and check the contacts.";
      break;
  }
  return words;
}

}  // namespace eardrum::match
