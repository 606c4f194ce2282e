// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/tonal_balance.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>
#include <eardrum/target/tonality.h>

namespace eardrum::match {
namespace {

enum Reason { kOnTarget, kOff, kPushedFurther, kNoResponse, kNoTarget, kOtherRig };

constexpr double kOnTargetDb = 2.0, kPushDb = 1.0;

// A curve means something only on its own rig; the catalogue names for each response the target that fits it.
bool comparable(const chain::MeasuredResponse& response, const Listener& listener) {
  const target::Target& target = *listener.target;
  return listener.rig_caution || target.rig == response.rig || target.name == response.target;
}

struct Balance {
  double bass = 0.0, mids = 0.0, treble = 0.0;
};

// Band means over the points of a grid that is even in log frequency, against the mids.
class BandMeans {
 public:
  explicit BandMeans(const FrequencyGrid& grid) {
    const auto range = [&](double from_hz, double to_hz) {
      const auto hz = grid.hz();
      const auto from = std::lower_bound(hz.begin(), hz.end(), from_hz) - hz.begin();
      const auto to = std::upper_bound(hz.begin(), hz.end(), to_hz) - hz.begin();
      return Range{static_cast<std::size_t>(from), static_cast<std::size_t>(to)};
    };
    bass_ = range(20, 250), mids_ = range(250, 2500), treble_ = range(2500, 20000), level_ = range(300, 3000);
  }
  Balance of(const std::vector<double>& db) const {
    const double level = mean(db, level_);
    return {mean(db, bass_) - level, mean(db, mids_) - level, mean(db, treble_) - level};
  }

 private:
  struct Range {
    std::size_t from = 0, to = 0;
  };
  static double mean(const std::vector<double>& db, Range range) {
    if (range.to <= range.from) return 0.0;
    double sum = 0.0;
    for (std::size_t i = range.from; i < range.to; ++i) sum += db[i];
    return sum / static_cast<double>(range.to - range.from);
  }
  Range bass_, mids_, treble_, level_;
};

// Least squares over log2 f, and the scatter about the mean, 50 Hz to 10 kHz (as the preference models take it).
struct Line {
  double tilt_db_per_octave = 0.0;
  double rms_db = 0.0;
};
Line line_of(const FrequencyGrid& grid, const std::vector<double>& db) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
  for (std::size_t i = 0; i < db.size(); ++i) {
    if (grid.hz()[i] < 50.0 || grid.hz()[i] > 10000.0) continue;
    const double x = grid.log_hz()[i];
    n += 1, sx += x, sy += db[i], sxx += x * x, sxy += x * db[i], syy += db[i] * db[i];
  }
  if (n < 2) return {};
  const double slope = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  return {slope * 0.6931471805599453, std::sqrt(std::max(syy / n - sy * sy / (n * n), 0.0))};
}

std::vector<double> source_share(const chain::Evaluation& evaluation) {
  std::vector<double> db(evaluation.grid.size());
  for (std::size_t i = 0; i < db.size(); ++i) db[i] = evaluation.tone_shift_db[i] + evaluation.source_tone_db[i];
  return db;
}

std::vector<double> error(const chain::Evaluation& evaluation, const target::Target& target) {
  std::vector<double> db(evaluation.grid.size());
  target.response.sample(evaluation.grid, db);
  for (std::size_t i = 0; i < db.size(); ++i) db[i] = evaluation.shape_db[i] - db[i];
  return db;
}

bool pushed(double together_db, double source_db) {
  const double alone = together_db - source_db;
  return std::abs(alone) >= kOnTargetDb && std::abs(source_db) >= kPushDb && alone * source_db > 0.0;
}

}  // namespace

Finding judge_tonal_balance(const chain::Evaluation& evaluation, const Listener& listener) {
  const auto& response = evaluation.chain.headphone().response;
  const Reason lack = !response                          ? kNoResponse
                      : !listener.target                 ? kNoTarget
                      : !comparable(*response, listener) ? kOtherRig
                                                         : kOnTarget;
  if (lack != kOnTarget) {
    Finding finding(Topic::kTonalBalance, Grade::kCannotTell);
    finding.reason = lack;
    return finding;
  }
  const BandMeans means(evaluation.grid);
  const std::vector<double> together = error(evaluation, *listener.target);
  const Balance balance = means.of(together);
  const Balance source = means.of(source_share(evaluation));
  const Line line = line_of(evaluation.grid, together);

  const double largest = std::max({std::abs(balance.bass), std::abs(balance.mids), std::abs(balance.treble)});
  const bool pushes = pushed(balance.bass, source.bass) || pushed(balance.treble, source.treble);
  const Reason reason = pushes ? kPushedFurther : largest > kOnTargetDb ? kOff : kOnTarget;
  // A headphone that is far off by itself is a matter of taste; a source that drives it further is one of the pair.
  Finding finding(Topic::kTonalBalance, reason == kOnTarget        ? Grade::kGood
                                        : reason == kPushedFurther ? Grade::kCare
                                                                   : Grade::kNote);
  finding.reason = reason;
  finding.add({"bass", balance.bass, "dB", {}, {}, kOnTargetDb});
  finding.add({"mids", balance.mids, "dB", {}, {}, kOnTargetDb});
  finding.add({"treble", balance.treble, "dB", {}, {}, kOnTargetDb});
  finding.add({"tilt", line.tilt_db_per_octave, "dB/octave", {}, {}, {}});
  finding.add({"deviation", line.rms_db, "dB", {}, {}, {}});
  finding.add({"source_bass", source.bass, "dB", {}, {}, {}});
  finding.add({"source_treble", source.treble, "dB", {}, {}, {}});
  return finding;
}

Words describe_tonal_balance(const Finding& finding, const chain::Evaluation& evaluation, const Listener& listener) {
  const auto& response = evaluation.chain.headphone().response;
  switch (finding.reason) {
    case kNoResponse:
      return {"Can't tell the tonal balance: no measured response of " + headphone_name(evaluation) + " is at hand.",
              "", "Import one with the name of its rig."};
    case kNoTarget:
      return {"Can't tell the tonal balance: no target for the rig " + response->rig + " was given.",
              response->target.empty() ? "" : "The target that belongs to it is " + response->target + ".", ""};
    case kOtherRig:
      return {"Can't tell the tonal balance: the target " + listener.target->name + " is for the rig " +
                  listener.target->rig + ", and the response was measured on " + response->rig + ".",
              "Two rigs show one headphone 3 to 8 dB apart between 5 and 10 kHz.",
              "Choose a target for " + response->rig + "."};
    default:
      break;
  }
  const std::vector<double> source = source_share(evaluation);
  std::vector<double> headphone = error(evaluation, *listener.target);
  for (std::size_t i = 0; i < headphone.size(); ++i) headphone[i] -= source[i];
  const auto curve = [&](const std::vector<double>& db) {
    return FrequencyResponse::make(evaluation.grid, db).value();
  };
  const target::CombinedTonality tonality = target::combined_tonality(curve(headphone), curve(source));
  const bool source_matters = std::abs(tonality.largest_shift_db) >= 0.3;

  Words words;
  // The words come from narrower bands than the three that are graded.
  const std::string opening = finding.reason == kOnTarget ? "Bass, mids and treble within 2 dB of " : "Against ";
  words.headline = opening + listener.target->name + ": " +
                   (source_matters ? tonality.together : tonality.headphone).summary() + ".";
  words.detail =
      "Bass " + signed_reading(Gain(finding.value("bass"))) + ", mids " + signed_reading(Gain(finding.value("mids"))) +
      ", treble " + signed_reading(Gain(finding.value("treble"))) + "; measured by " +
      (response->measured_by.empty() ? "an unnamed laboratory" : response->measured_by) + " on " + response->rig + ". ";
  if (source_matters) {
    words.detail += "The headphone alone: " + tonality.headphone.summary() +
                    "; the source and its output impedance add up to " +
                    signed_reading(Gain(tonality.largest_shift_db)) + " at " + reading(tonality.largest_shift_at) + ".";
  } else {
    words.detail += "The source adds nothing to it.";
  }
  if (finding.reason == kPushedFurther) {
    words.advice = "Source and headphone lean the same way: use a neutral output of low impedance, or equalise.";
  } else if (finding.reason != kOnTarget) {
    words.advice = "A few equaliser bands bring it to the target, if you don't like it as it is.";
  }
  if (listener.rig_caution)
    words.advice += (words.advice.empty() ? "Caution: " : " Caution: ") + *listener.rig_caution + ".";
  return words;
}

}  // namespace eardrum::match
