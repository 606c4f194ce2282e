// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/exposure.h>

#include <algorithm>

#include <eardrum/match/estimate.h>
#include <eardrum/match/field_level.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>
#include <eardrum/response/exposure.h>

namespace eardrum::match {
namespace {

enum Reason { kSafe, kWithin, kOver };
constexpr double kHoursAWeek = 168.0, kHoursADay = 24.0;
constexpr double kHalfDose = 50.0, kDose = 100.0;

}  // namespace

Finding judge_exposure(const chain::Evaluation& evaluation, const Listener& listener) {
  const FieldLevel level = field_level(evaluation, listener, listener.wanted_level);
  const Estimate field{level.field.db(), level.sd.db()};
  const Estimate drum{level.drum_a.db(), level.sd.db()};
  const Hours listened(std::clamp(listener.hours_per_week, 0.0, kHoursAWeek));
  const auto hours_at = [](const ExposureLimit& limit, double dba, double most) {
    return std::min(allowed_time(limit, DbFieldA(dba)).count(), most);
  };
  const double dose = dose_percent(kH870Adults, {level.field, listened});
  // The level at which these hours fill the limit: the dose's own scatter is that of the level.
  const double full_dba = field.mean + Gain::from_power_ratio(kDose / std::max(dose, 1e-9)).db();
  const double share_over = field.share_from(full_dba);
  const Reason reason = dose <= kHalfDose ? kSafe : dose <= kDose ? kWithin : kOver;
  Finding finding(Topic::kExposure,
                  reason == kSafe     ? Grade::kGood
                  : reason == kWithin ? Grade::kNote
                                      : Grade::kCare,
                  certainty_of(reason == kOver ? share_over : 1.0 - share_over));
  finding.reason = reason;
  finding.add(figure_of("field_level", field, "dB(A)", full_dba));
  finding.add(figure_of("drum_level_a", drum, "dB(A) at the drum"));
  finding.add({"safe_hours",
               hours_at(kH870Adults, field.mean, kHoursAWeek),
               "h/week",
               hours_at(kH870Adults, field.high(), kHoursAWeek),
               hours_at(kH870Adults, field.low(), kHoursAWeek),
               {}});
  finding.add({"dose", dose, "%", {}, {}, kDose});
  finding.add({"niosh_hours", hours_at(kNiosh, field.mean, kHoursADay), "h/day", {}, {}, {}});
  finding.add({"uncorrected_hours", hours_at(kH870Adults, drum.mean, kHoursAWeek), "h/week", {}, {}, {}});
  return finding;
}

Words describe_exposure(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener) {
  const double safe = finding.value("safe_hours");
  const double niosh = finding.value("niosh_hours");
  const double at_least = finding.find("safe_hours")->low.value_or(safe);
  const std::string hours = safe >= kHoursAWeek ? "without limit" : reading(Hours(safe)) + " a week";
  const std::string listened = reading(Hours(std::clamp(listener.hours_per_week, 0.0, kHoursAWeek)));
  const std::string dose = reading(finding.value("dose"), 2) + " %";
  Words words;
  switch (finding.reason) {
    case kSafe:
      words.headline = hedged(
          finding.certainty, "safe for your " + listened + " a week: " +
                                 (at_least >= kHoursAWeek ? "so is this level round the clock."
                                                          : "the limit is " + reading(Hours(at_least)) + " at least."));
      break;
    case kWithin:
      words.headline = hedged(finding.certainty, "within the limit, but not far: your " + listened + " use up " + dose +
                                                     " of a week's allowance.");
      words.advice = "3 dB less doubles the time.";
      break;
    default:
      words.headline =
          hedged(finding.certainty, "too long at this level: safe for " + hours + ", and you listen " + listened + ".");
      words.advice = "3 dB less doubles the time; so does isolation, if it lets you turn down.";
      break;
  }
  words.detail =
      reading(listener.wanted_level) + " on average is " + reading(DbFieldA(finding.value("field_level"))) +
      " in terms of hearing limits (diffuse field, ISO 11904-1); at the drum it is " +
      reading(DbFieldA(finding.value("drum_level_a"))) +
      ", which is another number and must not be held against them. WHO-ITU H.870: 80 dB(A) for 40 h a week. NIOSH: " +
      (niosh >= kHoursADay ? std::string("no limit") : reading(Hours(niosh)) + " a day") +
      ". Spectrum: " + listener.programme +
      (evaluation.chain.headphone().response ? ", through the measured response."
                                             : "; the response is unknown and taken as diffuse-field equalised.");
  return words;
}

}  // namespace eardrum::match
