// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/unknown.h>

#include <eardrum/match/wording.h>

namespace eardrum::match {

Finding judge_unknown(chain::Missing missing) {
  Finding finding(Topic::kUnknown, Grade::kCannotTell);
  finding.reason = static_cast<int>(missing);
  return finding;
}

Words describe_unknown(const Finding& finding, const chain::Evaluation& evaluation, const Listener&) {
  const std::string& output = output_name(evaluation);
  const std::string& headphone = headphone_name(evaluation);
  switch (static_cast<chain::Missing>(finding.reason)) {
    case chain::Missing::kSensitivity:
      return {
          "The sensitivity of " + headphone + " is unknown.",
          "Without it no level, no hiss and no headroom can be told.",
          "Play a 1 kHz tone, read the voltage V across the headphone and the level L in a coupler or ear simulator: "
          "L - 20 log10(V) is the figure in dB/V."};
    case chain::Missing::kDrive:
      return {
          "How much " + output + " gives is unknown: neither a voltage nor a power is published.",
          "Without it nobody can tell how loud it gets.",
          "Play a full-scale sine at full volume and read the voltage with a multimeter (100 Hz suits most), unloaded "
          "and across a resistor like the headphone."};
    case chain::Missing::kLimits:
      return {"The maximum of " + output + " into a load is unknown.",
              "Levels assume that it reaches its full-scale voltage into any load; a current limit would lower them.",
              "Read the largest voltage before the sine flattens across two resistors, such as 33 and 330 ohm."};
    case chain::Missing::kOutputImpedance:
      return {
          "The output impedance of " + output + " is unknown.",
          "Without it damping and tone shift can't be told; levels count it as 0 ohm.",
          "Play a sine at low level, read its voltage unloaded (Vopen) and across a resistor R near the headphone's "
          "impedance (Vload): R (Vopen / Vload - 1)."};
    case chain::Missing::kImpedance:
      return {"The impedance of " + headphone + " is unknown.",
              "Without it neither damping nor tone shift can be told; levels count it as 32 ohm.",
              "Put a resistor R of about 33 ohm in series, play 1 kHz, and read V1 before and V2 after it: "
              "R V2 / (V1 - V2)."};
    case chain::Missing::kImpedanceCurve:
      return {
          "Only the rated impedance of " + headphone + " is known, not its course over frequency.",
          "Without it a tone shift can only be bounded.",
          "Put a resistor R of about the rated impedance in series, sweep 20 Hz to 20 kHz, and read V1 before and V2 "
          "after it: R V2 / (V1 - V2)."};
    case chain::Missing::kNoise:
      return {"The noise of " + output + " is unknown.", "Without it hiss can't be told.",
              "Measure the A-weighted voltage at the output with nothing playing, or plug in a sensitive earphone and "
              "listen in silence."};
    case chain::Missing::kResponse:
      return {"No frequency response of " + headphone + " is at hand.",
              "Without it the tonal balance can't be told, and exposure takes it as diffuse-field equalised.",
              "Import a measurement together with the name of its rig."};
  }
  return {};
}

}  // namespace eardrum::match
