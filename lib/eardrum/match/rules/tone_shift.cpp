// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/rules/tone_shift.h>

#include <algorithm>
#include <cmath>

#include <eardrum/chain/divider.h>
#include <eardrum/match/audible_shift.h>
#include <eardrum/match/estimate.h>
#include <eardrum/match/load_bounds.h>
#include <eardrum/match/reading.h>
#include <eardrum/match/wording.h>

namespace eardrum::match {
namespace {

enum Reason { kNone, kMeasuredFlat, kBounded, kShifts, kUnknownImpedance, kUnknownCurve, kUnknownLoad, kOwnAmplifier };

// Between these the limits hold; outside, three times as much passes (Clark 1991, reference/science.md section 6.3).
constexpr double kEarFromHz = 40.0, kEarToHz = 10000.0, kOutsideFactor = 3.0;

constexpr double kNegligibleDb = 0.05;

struct Shift {
  double db = 0.0;  // signed
  double hz = 1000.0;
};

// What lies outside the ear's best range counts a third.
double counted_db(const Shift& shift) {
  const bool inside = shift.hz >= kEarFromHz && shift.hz <= kEarToHz;
  return std::abs(shift.db) / (inside ? 1.0 : kOutsideFactor);
}

bool has_coupling_capacitor(const chain::Evaluation& evaluation) {
  const chain::Amplifier* amplifier = evaluation.chain.amplifier();
  return amplifier != nullptr && amplifier->coupling_microfarad.has_value();
}

bool by_sparse_points(const chain::Evaluation& evaluation) {
  return evaluation.chain.headphone().impedance.basis() == chain::ImpedanceBasis::kSparsePoints;
}

// Beyond a handful of points nobody knows the impedance, so nothing is said of the tone there. (A capacitor's share is
// known everywhere.)
Shift largest(const chain::Evaluation& evaluation) {
  double from_hz = 0.0, to_hz = HUGE_VAL;
  if (by_sparse_points(evaluation) && !has_coupling_capacitor(evaluation)) {
    const auto& points = evaluation.chain.headphone().impedance.points();
    from_hz = points.front().frequency.value(), to_hz = points.back().frequency.value();
  }
  Shift worst;
  const auto hz = evaluation.grid.hz();
  for (std::size_t i = 0; i < hz.size(); ++i) {
    if (hz[i] < from_hz || hz[i] > to_hz) continue;
    const Shift here{evaluation.tone_shift_db[i], hz[i]};
    if (counted_db(here) > counted_db(worst)) worst = here;
  }
  return worst;
}

// One standard deviation, as a share of the shift. Ten samples of one earphone behind 10 ohm: 0.14 dB of 3.01; two
// laboratories' Utopias: 3.33 and 3.5 dB (reference/electrical.md section 8). Fitted circuits and sparse points add
// their own error of 0.35-0.5 dB in |Z| [ours].
double relative_sd(const chain::Evaluation& evaluation) {
  double sd = 0.05;
  switch (evaluation.chain.headphone().impedance.basis()) {
    case chain::ImpedanceBasis::kCurveWithPhase:
    case chain::ImpedanceBasis::kCurveMinimumPhase:
    case chain::ImpedanceBasis::kFlatMeasured:
      break;
    case chain::ImpedanceBasis::kCircuit:
      sd = 0.10;
      break;
    case chain::ImpedanceBasis::kSparsePoints:
    case chain::ImpedanceBasis::kNominal:
    case chain::ImpedanceBasis::kAssumed:
      sd = 0.15;
      break;
  }
  const chain::Amplifier* amplifier = evaluation.chain.amplifier();
  const auto& figure = amplifier != nullptr ? amplifier->output_impedance : evaluation.chain.dac()->output_impedance;
  if (!figure) return sd;
  const bool measured = figure->confidence == Confidence::kMeasured || figure->confidence == Confidence::kUser;
  return std::hypot(sd, measured ? 0.03 : figure->confidence == Confidence::kApprox ? 0.3 : 0.1);
}

// The output impedance that shifts this load by `limit_db` at most, by magnitudes; infinite for loads that can't.
double harmless_up_to(Ohms lowest, Ohms highest, double limit_db) {
  const double k = std::pow(10.0, limit_db / 20.0);
  const double slope = 1.0 / lowest.value() - k / highest.value();
  return slope > 0.0 ? (k - 1.0) / slope : HUGE_VAL;
}

std::string_view region(double hz) {
  if (hz < 60.0) return "deep bass";
  if (hz < 250.0) return "bass";
  if (hz < 500.0) return "lower mids";
  if (hz < 2000.0) return "mids";
  if (hz < 5000.0) return "upper mids";
  if (hz < 10000.0) return "treble";
  return "highest treble";
}

}  // namespace

Finding judge_tone_shift(const chain::Evaluation& evaluation, const Listener&) {
  const auto make = [&](Grade grade, Reason reason, Certainty certainty = Certainty::kSure) {
    Finding finding(Topic::kToneShift, grade, certainty);
    finding.reason = reason;
    return finding;
  };
  const auto add_deviation = [&](Finding& finding, const Shift& shift, double limit_db) {
    finding.add(figure_of("deviation", {shift.db, relative_sd(evaluation) * std::abs(shift.db)}, "dB", limit_db));
    finding.add({"at", shift.hz, "Hz", {}, {}, {}});
  };
  if (evaluation.chain.headphone().wireless) return make(Grade::kGood, kOwnAmplifier, Certainty::kProbable);
  if (impedance_assumed(evaluation)) return make(Grade::kCannotTell, kUnknownLoad);
  if (known_flat(evaluation) && !has_coupling_capacitor(evaluation)) {
    Finding finding = make(Grade::kGood, kMeasuredFlat);
    add_deviation(finding, {}, kInaudibleShiftDb);
    return finding;
  }

  const bool curve_known = impedance_known(evaluation);
  const Ohms lowest = lowest_impedance(evaluation);
  const Ohms highest = curve_known ? evaluation.load_maximum.magnitude : Ohms(HUGE_VAL);
  const double harmless_ohm = harmless_up_to(lowest, highest, kBorderlineShiftDb);
  const auto add_harmless = [&](Finding& finding) {
    if (std::isfinite(harmless_ohm)) finding.add({"harmless_up_to", harmless_ohm, "ohm", {}, {}, {}});
  };
  if (!evaluation.output_impedance) {
    Finding finding = make(Grade::kCannotTell, kUnknownImpedance);
    add_harmless(finding);
    return finding;
  }

  const Ohms source = *evaluation.output_impedance + evaluation.cable_resistance;
  const Shift shift = largest(evaluation);
  const double counted = counted_db(shift);
  if (!curve_known && source > Ohms(0)) {
    const double worst_case = chain::worst_case_deviation(lowest, source).db();
    // Of a coupling capacitor's part some is certain even so.
    const bool audible = counted > kBorderlineShiftDb;
    const bool bounded = worst_case <= kBorderlineShiftDb;
    Finding finding = audible   ? make(grade_of_shift(counted), kShifts, Certainty::kProbable)
                      : bounded ? make(grade_of_shift(worst_case), kBounded)
                                : make(Grade::kCannotTell, kUnknownCurve);
    if (audible) add_deviation(finding, shift, kBorderlineShiftDb);
    finding.add({"source_impedance", source.value(), "ohm", {}, {}, {}});
    finding.add({"worst_case", worst_case, "dB", {}, {}, kBorderlineShiftDb});
    add_harmless(finding);
    return finding;
  }

  const Estimate estimate{counted, relative_sd(evaluation) * counted};
  const Grade grade = grade_of_shift(counted);
  const double limit = grade == Grade::kGood   ? kInaudibleShiftDb
                       : grade == Grade::kPoor ? kStrongShiftDb
                                               : kBorderlineShiftDb;
  const double above = estimate.share_from(limit);
  const bool claims_above = grade == Grade::kCare || grade == Grade::kPoor;
  Certainty certainty = certainty_of(claims_above ? above : 1.0 - above);
  if (by_sparse_points(evaluation) && !claims_above) {
    // Between and beyond the points it may fall as low as one that nobody measured.
    const Ohms lowest_of_all = std::min(lowest, lowest_share(evaluation) * rated_impedance(evaluation));
    if (chain::worst_case_deviation(lowest_of_all, source).db() > limit) {
      certainty = less_sure(certainty, Certainty::kProbable);
    }
  }
  Finding finding = make(grade, shift.db == 0.0 ? kNone : kShifts, certainty);
  add_deviation(finding, shift, limit);
  finding.add({"source_impedance", source.value(), "ohm", {}, {}, {}});
  finding.add({"bound", chain::deviation_bound(lowest, highest, source).db(), "dB", {}, {}, {}});
  add_harmless(finding);
  return finding;
}

Words describe_tone_shift(const Finding& finding, const chain::Evaluation& evaluation, const Listener&) {
  const Figure* harmless = finding.find("harmless_up_to");
  switch (finding.reason) {
    case kMeasuredFlat:
      return {"The tone stays as it is: the headphone's impedance is flat, so no output can change its response.",
              "Reported flat: " + evaluation.chain.headphone().impedance_source + ".", ""};
    case kNone:
      return {"The tone stays as it is: there is no impedance between the output and this headphone.", "", ""};
    case kUnknownImpedance:
      return {"Can't tell whether the tone shifts: the output impedance of " + output_name(evaluation) + " is unknown.",
              harmless == nullptr
                  ? ""
                  : "Up to " + reading(Ohms(harmless->value)) + " it would stay below 1 dB with this headphone.",
              "Measure it: the unknowns say how."};
    case kUnknownLoad:
      return {"Can't tell how the tone shifts: the impedance of " + headphone_name(evaluation) + " is not published.",
              "", ""};
    case kOwnAmplifier:
      return {
          "The source does nothing to the tone while this wireless headphone is switched on: its own amplifier "
          "drives it.",
          "", ""};
    case kBounded:
      return {"By the rated impedance, the tone shifts by " + reading(Gain(finding.value("worst_case"))) +
                  " at most: " + (finding.grade == Grade::kGood ? "inaudible." : "borderline at most."),
              "A bound, because no curve is known: 20 log10(1 + " + reading(Ohms(finding.value("source_impedance"))) +
                  " / " + reading(100.0 * lowest_share(evaluation), 2) + " % of the rated impedance).",
              ""};
    case kUnknownCurve:
      return {"Can't tell how the tone shifts without the headphone's impedance curve: it may be anything up to " +
                  reading(Gain(finding.value("worst_case"))) + ".",
              "Flat loads do not shift at all; earphones with several balanced armatures shift most. Up to " +
                  reading(Ohms(harmless->value)) + " of output impedance it would stay below 1 dB either way.",
              "Use an output of lower impedance, or measure the headphone's impedance."};
    default:
      break;
  }
  const double db = finding.value("deviation");
  const double hz = finding.value("at");
  const std::string where = signed_reading(Gain(db)) + " at " + reading(Hertz(hz));
  const std::string effect = (db > 0.0 ? "more " : "less ") + std::string(region(hz));
  Words words;
  switch (finding.grade) {
    case Grade::kGood:
      words.headline = hedged(finding.certainty,
                              "no audible change of tone: " +
                                  (std::abs(db) < kNegligibleDb ? "less than 0.05 dB anywhere." : where + " at most."));
      break;
    case Grade::kNote:
      words.headline = hedged(finding.certainty, "borderline change of tone: " + where + ", a touch " + effect + ".");
      break;
    case Grade::kCare:
      words.headline = hedged(finding.certainty, "audible change of tone: " + where + ", " + effect + ".");
      break;
    default:
      words.headline = hedged(finding.certainty, "strong change of tone: " + where + ", much " + effect + ".");
      break;
  }
  if (finding.find("worst_case") != nullptr) {
    words.detail =
        "From the coupling capacitor alone; without an impedance curve the output's resistance may add up to " +
        reading(Gain(finding.value("worst_case"))) + ".";
    return words;
  }
  // Few points are held beyond the last, where an extreme may come to lie.
  const auto extreme = [&](const chain::Impedance::Extreme& z) {
    return by_sparse_points(evaluation) ? reading(z.magnitude)
                                        : reading(z.magnitude) + " (at " + reading(z.frequency) + ")";
  };
  words.detail = "Output and cable (" + reading(Ohms(finding.value("source_impedance"))) +
                 ") divide the voltage with a headphone of " + extreme(evaluation.load_minimum) + " to " +
                 extreme(evaluation.load_maximum) + ", relative to 1 kHz. Impedance: " +
                 std::string(chain::to_text(evaluation.chain.headphone().impedance.basis())) + ".";
  if (by_sparse_points(evaluation)) {
    const auto& points = evaluation.chain.headphone().impedance.points();
    words.detail += " Below " + reading(points.front().frequency) + " and above " + reading(points.back().frequency) +
                    " nobody published it, so nothing is said of the tone there.";
  }
  if (finding.grade != Grade::kGood && harmless != nullptr) {
    words.advice = "Below " + reading(Ohms(harmless->value)) + " of output impedance it would stay under 1 dB" +
                   (finding.grade == Grade::kNote ? "." : "; an equaliser can undo it.");
  }
  return words;
}

}  // namespace eardrum::match
