// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/cable.h>

#include <algorithm>

#include <eardrum/chain/divider.h>
#include <eardrum/match/audible_shift.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason { kNoCable, kFine, kBorderline, kAudible };

}  // namespace

Finding judge_cable(const chain::Evaluation& evaluation, const Listener&) {
  const Ohms cable = evaluation.cable_resistance;
  // An unknown output impedance counts as none: then the cable's share is largest.
  const Ohms source = evaluation.output_impedance.value_or(Ohms(0));
  const auto share_of_cable = [&](Ohms load) {
    return chain::divider_loss(load, source + cable) - chain::divider_loss(load, source);
  };
  const double shift =
      (share_of_cable(evaluation.load_maximum.magnitude) - share_of_cable(evaluation.load_minimum.magnitude)).db();
  const Grade grade = std::min(grade_of_shift(shift), Grade::kCare);
  const Reason reason = cable == Ohms(0)        ? kNoCable
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
  const std::string shift = reading(Gain(finding.value("shift")));
  Words words;
  words.detail = "There and back " + resistance + "; a loss of " + loss + " at 1 kHz, and at most " + shift +
                 " between this headphone's lowest and highest impedance. It acts as output impedance does.";
  switch (finding.reason) {
    case kFine:
      words.headline = "The cable does nothing audible: " + loss + " of level, at most " + shift + " of tone.";
      break;
    case kBorderline:
      words.headline = "The cable shifts the tone by up to " + shift + ": borderline.";
      words.advice = "A thicker or shorter cable would halve it.";
      break;
    default:
      words.headline = "The cable shifts the tone by up to " + shift + ": its resistance of " + resistance +
                       " is too high for this load.";
      words.advice = "Use a thicker or shorter cable, and check the contacts.";
      break;
  }
  return words;
}

}  // namespace eardrum::match
