// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/hiss.h>

#include <algorithm>
#include <cmath>

#include <eardrum/match/estimate.h>
#include <eardrum/match/noise_audibility.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason { kInaudible, kHidden, kJust, kAudible, kPlain, kNoNoiseFigure, kNoSensitivity };

constexpr double kSilentDba = 10.0, kFaintDba = 20.0, kAudibleDba = 30.0;
constexpr double kJustAboveDb = 6.0;

}  // namespace

Finding judge_hiss(const chain::Evaluation& evaluation, const Listener& listener) {
  if (!evaluation.noise) {
    Finding finding(Topic::kHiss, Grade::kCannotTell);
    finding.reason = evaluation.sensitivity ? kNoNoiseFigure : kNoSensitivity;
    return finding;
  }
  const Estimate level = estimate_of(evaluation.noise->level.db(), evaluation.level_spread);
  const NoiseAudibility audibility = noise_audibility(evaluation, listener.room_noise_dba);
  const Estimate margin = estimate_of(audibility.margin.db(), evaluation.level_spread);
  const auto grade_of = [](double dba, double margin_db) {
    const Grade by_sum = dba < kSilentDba    ? Grade::kGood
                         : dba < kFaintDba   ? Grade::kNote
                         : dba < kAudibleDba ? Grade::kCare
                                             : Grade::kPoor;
    if (margin_db <= 0.0) return Grade::kGood;
    return margin_db <= kJustAboveDb ? std::min(by_sum, Grade::kNote) : by_sum;
  };
  const Grade grade = grade_of(level.mean, margin.mean);
  // Sum and margin move together with the sensitivity. The grade changes at the levels of its bands and where the
  // margin passes 0 and 6 dB; the limit that matters is the nearest below, or for a good grade the one above.
  const double to_zero = level.mean - margin.mean;
  const double lower = grade == Grade::kPoor   ? std::max(kAudibleDba, to_zero + kJustAboveDb)
                       : grade == Grade::kCare ? std::max(kFaintDba, to_zero + kJustAboveDb)
                                               : std::max(kSilentDba, to_zero);
  const double share = level.share_from(lower);
  Finding finding(Topic::kHiss, grade, certainty_of(grade == Grade::kGood ? 1.0 - share : share));
  finding.reason = grade == Grade::kGood   ? (level.mean >= kSilentDba ? kHidden : kInaudible)
                   : grade == Grade::kNote ? kJust
                   : grade == Grade::kCare ? kAudible
                                           : kPlain;
  finding.add(figure_of("noise_level", level, "dB(A)", lower));
  finding.add(figure_of("audible_margin", margin, "dB", 0.0));
  finding.add({"at", audibility.frequency.value(), "Hz", {}, {}, {}});
  finding.add({"noise_voltage", evaluation.noise->voltage.value() * 1e6, "uV", {}, {}, {}});
  finding.add({"room", listener.room_noise_dba, "dB(A)", {}, {}, {}});
  return finding;
}

Words describe_hiss(const Finding& finding, const chain::Evaluation& evaluation, const Listener&) {
  if (finding.reason == kNoSensitivity)
    return {"Can't tell whether hiss is heard without the headphone's sensitivity.", "", ""};
  if (finding.reason == kNoNoiseFigure)
    return {"Can't tell whether hiss is heard: the noise of " + output_name(evaluation) + " is not published.", "", ""};
  const double level = finding.value("noise_level");
  const double margin = finding.value("audible_margin");
  const std::string dba = reading(level, std::abs(level) < 9.95 ? 1 : 2) + " dB(A)";
  const std::string room = reading(finding.value("room"), 2) + " dB(A)";
  Words words;
  switch (finding.reason) {
    case kInaudible:
      words.headline = hedged(finding.certainty, "no audible hiss: " + dba + " at the drum.");
      break;
    case kHidden:
      words.headline = hedged(finding.certainty, "no audible hiss in a room of " + room + ": " + dba + " at the drum.");
      break;
    case kJust:
      words.headline = hedged(finding.certainty, "faint hiss in silence: " + dba + " at the drum.");
      break;
    case kAudible:
      words.headline = hedged(finding.certainty, "audible hiss in pauses: " + dba + " at the drum.");
      break;
    default:
      words.headline = hedged(finding.certainty, "plain hiss: " + dba + " at the drum.");
      break;
  }
  if (finding.grade != Grade::kGood) {
    words.advice =
        "Use a quieter output: " + reading(evaluation.noise->voltage * Gain(-std::max(margin, 0.0)).amplitude_ratio()) +
        " of noise or less would be inaudible here. A low gain setting often helps, and so does a series attenuator "
        "with "
        "flat loads.";
  }
  words.detail = reading(evaluation.noise->voltage) +
                 " of A-weighted noise across the headphone. Its strongest critical band, at " +
                 reading(Hertz(finding.value("at"))) + ", lies " + reading(Gain(std::abs(margin))) +
                 (margin > 0.0 ? " above" : " below") + " what can be heard in a room of " + room +
                 " through this headphone. " + sensitivity_caution(evaluation);
  return words;
}

}  // namespace eardrum::match
