// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/overpowered.h>

#include <algorithm>

#include <eardrum/match/estimate.h>
#include <eardrum/match/field_level.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>
#include <eardrum/response/exposure.h>

namespace eardrum::match {
namespace {

enum Reason { kHarmless, kVeryLoud, kDeafening, kLevelUnknown };
constexpr double kVeryLoudDbSpl = 120.0, kDeafeningDbSpl = 130.0;
constexpr double kHoursAWeek = 168.0;

}  // namespace

Finding judge_overpowered(const chain::Evaluation& evaluation, const Listener& listener) {
  if (!evaluation.ceiling) {
    Finding finding(Topic::kOverpowered, Grade::kCannotTell);
    finding.reason = kLevelUnknown;
    return finding;
  }
  const Estimate loudest = estimate_of(evaluation.ceiling->level.db(), evaluation.level_spread);
  // Music at digital full scale averages a crest factor below it; an amplifier that clips first squares the peaks off
  // and lets the average come up to its ceiling, not above.
  const double at_full_scale = evaluation.full_scale_level->db() + evaluation.level_spread.bias.db();
  const double average = std::min(at_full_scale - listener.crest_factor.db(), loudest.mean);
  const FieldLevel level = field_level(evaluation, listener, DbSpl(average));
  const double safe_hours = std::min(allowed_time(kH870Adults, level.field).count(), kHoursAWeek);

  Grade grade = Grade::kGood;
  Reason reason = kHarmless;
  Certainty certainty = certainty_of(1.0 - loudest.share_from(kVeryLoudDbSpl));
  if (loudest.mean > kDeafeningDbSpl) {
    grade = Grade::kCare, reason = kDeafening;
    certainty = certainty_of(loudest.share_from(kDeafeningDbSpl));
  } else if (loudest.mean > kVeryLoudDbSpl) {
    grade = Grade::kNote, reason = kVeryLoud;
    certainty = certainty_of(loudest.share_from(kVeryLoudDbSpl));
  }
  Finding finding(Topic::kOverpowered, grade, certainty);
  finding.reason = reason;
  finding.add(figure_of("full_volume_level", loudest, "dB SPL", kVeryLoudDbSpl));
  finding.add(figure_of("full_volume_average", {average, loudest.sd}, "dB SPL"));
  finding.add({"full_volume_field", level.field.db(), "dB(A)", {}, {}, {}});
  finding.add({"safe_time", safe_hours, "h/week", {}, {}, {}});
  finding.add({"full_volume_power", evaluation.ceiling->power.value() * 1e3, "mW", {}, {}, {}});
  return finding;
}

Words describe_overpowered(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener) {
  if (finding.reason == kLevelUnknown) return {"Can't tell what full volume would do: no level is known.", "", ""};
  const std::string loudest = level_with_range(*finding.find("full_volume_level"));
  const double hours = finding.value("safe_time");
  const std::string time = hours >= kHoursAWeek ? "the whole week" : reading(Hours(hours)) + " a week";
  Words words;
  switch (finding.reason) {
    case kHarmless:
      words.headline = hedged(finding.certainty, "not painful at full volume: " + loudest + ", safe for " + time + ".");
      break;
    case kVeryLoud:
      words.headline = hedged(finding.certainty, "painfully loud at full volume: " + loudest + ".");
      words.advice = "Turn the volume down before you put the headphone on.";
      break;
    default:
      words.headline = hedged(finding.certainty, "deafening at full volume: " + loudest + ".");
      words.advice =
          "Turn the volume down before you put the headphone on; use low gain, or an output with less voltage.";
      break;
  }
  words.detail = "Playing " + listener.programme + ", full volume averages " +
                 reading(DbSpl(finding.value("full_volume_average"))) + " at the drum, " +
                 reading(DbFieldA(finding.value("full_volume_field"))) + " in terms of hearing limits: safe for " +
                 time + " (WHO-ITU H.870). The driver then takes " +
                 reading(milliwatts(finding.value("full_volume_power"))) + " in peaks; no maximum input of " +
                 headphone_name(evaluation) + " is known here: compare with its maker's.";
  return words;
}

}  // namespace eardrum::match
