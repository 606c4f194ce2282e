// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/crosstalk.h>

#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason { kInaudible, kNoticeable, kNarrow, kBalanced, kTypical };
constexpr double kInaudibleDb = -30.0, kNoticeableDb = -20.0;

}  // namespace

Finding judge_crosstalk(const chain::Evaluation& evaluation, const Listener&) {
  const chain::Amplifier* amplifier = evaluation.chain.amplifier();
  if (!evaluation.crosstalk) {
    const bool balanced = amplifier != nullptr && amplifier->balanced;
    Finding finding(Topic::kCrosstalk, Grade::kGood, balanced ? Certainty::kSure : Certainty::kProbable);
    finding.reason = balanced ? kBalanced : kTypical;
    return finding;
  }
  const double db = evaluation.crosstalk->db();
  const Reason reason = db <= kInaudibleDb ? kInaudible : db <= kNoticeableDb ? kNoticeable : kNarrow;
  Finding finding(Topic::kCrosstalk, reason == kInaudible    ? Grade::kGood
                                     : reason == kNoticeable ? Grade::kNote
                                                             : Grade::kCare);
  finding.reason = reason;
  finding.add({"crosstalk", db, "dB", {}, {}, kInaudibleDb});
  finding.add({"shared_return", evaluation.shared_return.value(), "ohm", {}, {}, {}});
  return finding;
}

Words describe_crosstalk(const Finding& finding, const chain::Evaluation&, const Listener&) {
  if (finding.reason == kBalanced)
    return {"No crosstalk through a shared return: a balanced output has a return for each channel.", "", ""};
  if (finding.reason == kTypical) {
    return {
        "Crosstalk is probably inaudible: outputs with a shared return have -40 to -50 dB typically.",
        "The return resistance of this output is unknown; phones measured 20 to 200 milliohm. Below -30 dB is mostly "
        "inaudible.",
        ""};
  }
  const std::string db = reading(Gain(finding.value("crosstalk")));
  Words words;
  words.detail = "Both channels share " + reading(Ohms(finding.value("shared_return"))) +
                 " of return: 20 log10(R / (R + Z)) of each reaches the other ear, in opposite phase.";
  switch (finding.reason) {
    case kInaudible:
      words.headline = "Crosstalk is inaudible: " + db + ".";
      break;
    case kNoticeable:
      words.headline = "Crosstalk of " + db + " may change the image a little.";
      words.advice = "A balanced output or a cable with four wires would end it.";
      break;
    default:
      words.headline = "Crosstalk of " + db + " changes the stereo image: the shared return has too much resistance.";
      words.advice = "Check plug and cable for a bad ground contact; a balanced output would end it.";
      break;
  }
  return words;
}

}  // namespace eardrum::match
