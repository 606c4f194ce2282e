// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/legacy_output.h>

#include <eardrum/chain/divider.h>
#include <eardrum/match/load_bounds.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason { kModern, kFlatLoad, kAsMeant, kTooLow, kUnknown, kUnknownLoad };
constexpr Ohms kLegacyFrom(50.0);
constexpr double kEnough = 2.0;

}  // namespace

Finding judge_legacy_output(const chain::Evaluation& evaluation, const Listener&) {
  if (!evaluation.output_impedance) {
    Finding finding(Topic::kLegacyOutput, Grade::kCannotTell);
    finding.reason = kUnknown;
    return finding;
  }
  const Ohms source = *evaluation.output_impedance;
  if (source >= kLegacyFrom && !load_known(evaluation)) {
    Finding finding(Topic::kLegacyOutput, Grade::kCannotTell);
    finding.reason = kUnknownLoad;
    finding.add({"output_impedance", source.value(), "ohm", {}, {}, kLegacyFrom.value()});
    return finding;
  }
  const Ohms load = evaluation.load_at_reference;
  const Reason reason = source < kLegacyFrom      ? kModern
                        : known_flat(evaluation)  ? kFlatLoad
                        : load < kEnough * source ? kTooLow
                                                  : kAsMeant;
  Finding finding(Topic::kLegacyOutput, reason == kModern   ? Grade::kGood
                                        : reason == kTooLow ? Grade::kCare
                                                            : Grade::kNote);
  finding.reason = reason;
  finding.add({"output_impedance", source.value(), "ohm", {}, {}, kLegacyFrom.value()});
  if (!load_known(evaluation)) return finding;
  finding.add({"loss", chain::divider_loss(load, source).db(), "dB", {}, {}, {}});
  if (source > Ohms(0)) finding.add({"damping_factor", chain::damping_factor(load, source), "times", {}, {}, {}});
  return finding;
}

Words describe_legacy_output(const Finding& finding, const chain::Evaluation&, const Listener&) {
  if (finding.reason == kUnknown)
    return {"Can't tell whether this is a high-impedance output: its output impedance is unknown.", "", ""};
  const std::string source = reading(Ohms(finding.value("output_impedance")));
  if (finding.reason == kUnknownLoad) {
    return {"An output of " + source +
                ": what that costs can't be told, because the load that this headphone is was not published.",
            "", ""};
  }
  if (finding.reason == kModern)
    return {"A low-impedance output (" + source + "), not one of the 120 ohm kind.", "", ""};
  const std::string loss = reading(Gain(-finding.value("loss")));
  Words words;
  words.detail =
      "Outputs of about 120 ohm follow IEC 61938 (5 V behind 120 ohm for headphones of 8 to 600 ohm); OTL tube "
      "amplifiers "
      "and speaker taps behind resistors do the like. Headphones of 250 to 600 ohm live with them.";
  switch (finding.reason) {
    case kFlatLoad:
      words.headline =
          "An output of " + source + " costs this headphone " + loss + " of level, and no tone: its impedance is flat.";
      break;
    case kAsMeant:
      words.headline = "An output of " + source + " for high-impedance headphones, such as this one; it costs " + loss +
                       " of level.";
      break;
    default:
      words.headline = "An output of " + source + " is meant for headphones of much higher impedance; it costs " +
                       loss + " of level.";
      words.advice = "Use an output of low impedance (below 2 ohm suits everything).";
      break;
  }
  return words;
}

}  // namespace eardrum::match
