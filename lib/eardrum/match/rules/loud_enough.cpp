// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/loud_enough.h>

#include <eardrum/match/estimate.h>
#include <eardrum/match/headroom.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason { kAmple, kFine, kFineBelowCustom, kJust, kShort, kTooQuiet, kNoSensitivity, kNoDrive };

constexpr double kAmpleDb = 10.0, kFineDb = 3.0, kJustDb = 0.0, kShortDb = -6.0;
// NwAvGuy's common default for peaks: https://nwavguy.blogspot.com/2011/09/more-power.html
constexpr double kCustomaryPeakDbSpl = 110.0;

struct Band {
  Grade grade;
  Reason reason;
  Certainty certainty;
};

Band band_of(const Estimate& headroom, double ceiling_db_spl) {
  if (headroom.mean < kShortDb) return {Grade::kPoor, kTooQuiet, certainty_of(1.0 - headroom.share_from(kShortDb))};
  if (headroom.mean < kJustDb) return {Grade::kCare, kShort, certainty_of(1.0 - headroom.share_from(kJustDb))};
  const Certainty enough = certainty_of(headroom.share_from(kJustDb));
  if (headroom.mean < kFineDb) return {Grade::kNote, kJust, enough};
  if (ceiling_db_spl < kCustomaryPeakDbSpl) return {Grade::kNote, kFineBelowCustom, enough};
  return {Grade::kGood, headroom.mean < kAmpleDb ? kFine : kAmple, enough};
}

std::string_view what_runs_out(const chain::Evaluation& evaluation) {
  switch (evaluation.ceiling->limit) {
    case chain::Limit::kNone:
      return "nothing that is known stops it";
    case chain::Limit::kVoltage:
      return evaluation.lacks(chain::Missing::kLimits) ? "if it holds its unloaded voltage into this load"
                                                       : "then it runs out of volts";
    case chain::Limit::kCurrent:
      return current_runs_out(evaluation) ? "then it runs out of current" : "as far as its one published power tells";
    case chain::Limit::kPower:
      return "then it runs out of power";
    case chain::Limit::kDigitalFullScale:
      return "then the music is at digital full scale with the volume full up";
  }
  return "";
}

// Begins with a small letter.
std::string remedy(chain::Limit limit, const Finding& finding) {
  switch (limit) {
    case chain::Limit::kDigitalFullScale:
      return "use a higher gain setting if the output has one, or an output with more voltage: at least " +
             reading(Volts(finding.value("needed_voltage"))) + ".";
    case chain::Limit::kCurrent:
      return "use an output that gives more current: at least " +
             reading(milliamperes(finding.value("needed_current"))) + " into " + "this load.";
    default:
      return "use an output that gives at least " + reading(Volts(finding.value("needed_voltage"))) + " (" +
             reading(milliwatts(finding.value("needed_power"))) + ") into this headphone.";
  }
}

}  // namespace

Finding judge_loud_enough(const chain::Evaluation& evaluation, const Listener& listener) {
  if (!evaluation.ceiling) {
    Finding finding(Topic::kLoudEnough, Grade::kCannotTell);
    finding.reason = evaluation.sensitivity ? kNoDrive : kNoSensitivity;
    return finding;
  }
  const chain::Ceiling& ceiling = *evaluation.ceiling;
  const Estimate headroom = peak_headroom(evaluation, listener);
  const Estimate loudest = estimate_of(ceiling.level.db(), evaluation.level_spread);
  const Band band = band_of(headroom, loudest.mean);
  Finding finding(Topic::kLoudEnough, band.grade, band.certainty);
  finding.reason = band.reason;
  // The expected sensitivity, not the printed one; the ceiling's own wear and seating gains are in its level.
  const Volts needed = ceiling.voltage * Gain(-headroom.mean).amplitude_ratio();
  const Amperes current = needed / evaluation.music_load;
  finding.add(figure_of("peak_headroom", headroom, "dB", kJustDb));
  finding.add(figure_of("average_headroom", {headroom.mean + listener.crest_factor.db(), headroom.sd}, "dB", kJustDb));
  finding.add(figure_of("ceiling_level", loudest, "dB SPL"));
  finding.add({"wanted_peak", wanted_peak(listener).db(), "dB SPL", {}, {}, {}});
  finding.add({"needed_voltage", needed.value(), "V", {}, {}, {}});
  finding.add({"needed_current", current.value() * 1e3, "mA", {}, {}, {}});
  finding.add({"needed_power", (needed * current).value() * 1e3, "mW", {}, {}, {}});
  finding.add({"ceiling_voltage", ceiling.voltage.value(), "V", {}, {}, {}});
  return finding;
}

Words describe_loud_enough(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener) {
  if (finding.reason == kNoSensitivity)
    return {"Can't tell how loud it gets without a measured sensitivity of the headphone.", "", ""};
  if (finding.reason == kNoDrive)
    return {"Can't tell how loud it gets: the output's voltage and power are unknown.", "", ""};

  const std::string headroom = decibels_with_range(*finding.find("peak_headroom"));
  const std::string peak = reading(DbSpl(finding.value("wanted_peak")));
  const std::string loudest = reading(DbSpl(finding.value("ceiling_level")));
  const std::string missing = reading(Gain(-finding.value("peak_headroom")));
  const double average = finding.value("average_headroom");
  Words words;
  switch (finding.reason) {
    case kAmple:
      words.headline =
          hedged(finding.certainty, "loud enough with ease: " + headroom + " left above peaks of " + peak + ".");
      break;
    case kFine:
      words.headline = hedged(finding.certainty, "loud enough: " + headroom + " left above peaks of " + peak + ".");
      break;
    case kFineBelowCustom:
      words.headline = hedged(finding.certainty, "loud enough for you, with " + headroom + " left, but no more than " +
                                                     loudest + " at full volume.");
      words.advice =
          "Whoever listens louder, or to music with wider dynamics, wants peaks of 110 dB SPL: this output does "
          "not reach them.";
      break;
    case kJust:
      words.headline =
          hedged(finding.certainty, "just loud enough: " + headroom + " left above peaks of " + peak + ".");
      break;
    case kShort:
      words.headline =
          hedged(finding.certainty, "short by " + missing + " for peaks of " + peak + ": the loudest passages clip.");
      words.advice = "Listen " + missing + " lower, or: " + remedy(evaluation.ceiling->limit, finding);
      break;
    default:
      words.headline = hedged(
          finding.certainty,
          average < 0.0 ? "too quiet: not even your average level is reached; peaks are short by " + missing + "."
                        : "too quiet: short by " + missing + " for peaks of " + peak + ".");
      words.advice = remedy(evaluation.ceiling->limit, finding);
      words.advice.front() = 'U';
      break;
  }
  if (finding.certainty == Certainty::kOpen) {
    const Confidence confidence = evaluation.chain.headphone().sensitivities.front().confidence;
    const bool measured = confidence == Confidence::kMeasured || confidence == Confidence::kUser;
    words.headline =
        (measured ? "Too close to call. " : "Can't tell without a measured sensitivity. ") + words.headline;
  }
  words.detail = "An average of " + reading(listener.wanted_level) + " with peaks " + reading(listener.crest_factor) +
                 " above it needs " + reading(Volts(finding.value("needed_voltage"))) + ", " +
                 reading(milliamperes(finding.value("needed_current"))) + ", " +
                 reading(milliwatts(finding.value("needed_power"))) + ". " + output_name(evaluation) + " gives " +
                 reading(evaluation.ceiling->voltage) + " cleanly here (" + loudest + "), " +
                 std::string(what_runs_out(evaluation)) + ". " + sensitivity_caution(evaluation);
  return words;
}

}  // namespace eardrum::match
