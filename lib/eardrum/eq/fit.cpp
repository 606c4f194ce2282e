// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/fit.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include <eardrum/eq/importance.h>
#include <eardrum/eq/problem.h>
#include <eardrum/eq/rounding.h>
#include <eardrum/eq/search.h>
#include <eardrum/eq/twins.h>
#include <eardrum/filter/biquad_response.h>

namespace eardrum::eq {
namespace {

constexpr std::size_t kMostBands = 31;
// The search works on about this many rows an octave: enough for the narrowest band that a residual asks for.
constexpr double kSearchRowsPerOctave = 11.7;

// A minimum's cost on the search's rows over the best one's, above which all rows will not reverse them.
constexpr double kWorthPolishing = 1.1;
// The same where the values still have to go onto steps, which cost most fits more than the minima differ.
constexpr double kWorthRounding = 2.0;
// Steps that raise the cost by less than this are so fine that the best minimum stays it.
constexpr double kFineSteps = 1.05;

// Bands that do the same twice are merged while the error rises by no more than this, or by what half a dB of gain may
// cost: hundredths of a dB, which nobody hears and no second seating repeats.
constexpr double kTwinsWorth = 1.05;

struct Budget {
  std::size_t work = 0;
  std::size_t constructions = 0;
  std::size_t polished = 0;  // minima that are settled on all rows
  int polish_steps = 0;
};

// Work is in multiplications: 14e6 are about a millisecond of one core of 2023.
Budget budget_of(Effort effort) {
  switch (effort) {
    case Effort::kFast:
      return {.work = 6'500'000, .constructions = 1, .polished = 1, .polish_steps = 16};
    case Effort::kDefault:
      return {.work = 90'000'000, .constructions = 6, .polished = 6, .polish_steps = 60};
    case Effort::kHigh:
      return {.work = 700'000'000, .constructions = 12, .polished = 6, .polish_steps = 100};
  }
  return {};
}

std::string hertz_text(Hertz frequency) {
  return std::to_string(frequency.value()) + " Hz";
}

Result<void> check(const FitSpec& spec) {
  if (spec.bands.empty() || spec.bands.size() > kMostBands) {
    return Error{Errc::kUsage, "Expected 1 to 31 bands, found " + std::to_string(spec.bands.size()), {}};
  }
  for (std::size_t i = 0; i < spec.bands.size(); ++i) {
    const BandSpec& band = spec.bands[i];
    const std::string which = "Band " + std::to_string(i + 1) + ": ";
    if (!(band.frequency.lowest > Hertz(0)) || band.frequency.lowest > band.frequency.highest) {
      return Error{Errc::kUsage,
                   which + "expected rising frequencies above 0 Hz, found " + hertz_text(band.frequency.lowest) +
                       " to " + hertz_text(band.frequency.highest),
                   {}};
    }
    if (!(band.frequency.highest < spec.sample_rate * 0.5)) {
      return Error{Errc::kUsage,
                   which + "expected frequencies below half the sample rate, found " +
                       hertz_text(band.frequency.highest) + " at " + hertz_text(spec.sample_rate),
                   {}};
    }
    if (!(band.q.lowest > 0.0) || band.q.lowest > band.q.highest || !std::isfinite(band.q.highest)) {
      return Error{Errc::kUsage,
                   which + "expected a rising range of Q above 0, found " + std::to_string(band.q.lowest) + " to " +
                       std::to_string(band.q.highest),
                   {}};
    }
    if (band.gain.lowest > band.gain.highest || !std::isfinite((band.gain.highest - band.gain.lowest).db())) {
      return Error{Errc::kUsage,
                   which + "expected a rising range of gains, found " + std::to_string(band.gain.lowest.db()) + " to " +
                       std::to_string(band.gain.highest.db()) + " dB",
                   {}};
    }
  }
  return check_steps(spec);
}

std::vector<BandBox> boxes_of(const Problem& problem, const FitSpec& spec) {
  std::vector<BandBox> boxes;
  for (std::size_t i = 0; i < spec.bands.size(); ++i) {
    BandBox box = problem.box(spec.bands[i]);
    const auto first = std::find(spec.bands.begin(), spec.bands.end(), spec.bands[i]);
    box.group = static_cast<std::size_t>(first - spec.bands.begin());
    boxes.push_back(box);
  }
  return boxes;
}

// The search returns its bands in an order of its own: each goes to the first free place of its group, by frequency.
Candidate in_places(const Candidate& found, const std::vector<BandBox>& boxes) {
  std::vector<std::size_t> order(found.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return found.points[a].at[0] < found.points[b].at[0]; });
  Candidate placed = found;
  placed.boxes = boxes;
  std::vector<bool> taken(boxes.size(), false);
  for (const std::size_t band : order) {
    for (std::size_t place = 0; place < boxes.size(); ++place) {
      if (taken[place] || boxes[place].group != found.boxes[band].group) continue;
      taken[place] = true;
      placed.points[place] = found.points[band];
      break;
    }
  }
  return placed;
}

// What of the cost is no price of gains: that of one band is twice that of two with half of its gain.
double error_db(const Candidate& candidate, const Rows& rows, const Problem& problem) {
  double gains = 0.0;
  for (const BandPoint& point : candidate.points) gains += point.at[1] * point.at[1];
  const double price = problem.settings(candidate.size()).gain_penalty * gains;
  return std::sqrt(std::max(0.0, candidate.cost / rows.weight_sum() - price));
}

// The highest point is looked for 24 times an octave and at every band's own frequency.
Gain preamp_for(const Peq& peq, Hertz sample_rate, Gain headroom) {
  std::vector<double> hz;
  for (double f = 10.0; f < 0.49 * sample_rate.value(); f *= 1.0293022366) hz.push_back(f);
  for (const Band& band : peq.bands) hz.push_back(band.frequency.value());
  std::sort(hz.begin(), hz.end());
  hz.erase(std::unique(hz.begin(), hz.end()), hz.end());
  const FrequencyResponse response =
      response_of({Gain(0.0), peq.bands}, sample_rate, FrequencyGrid::make(std::move(hz)).value());
  const double peak_db = *std::max_element(response.db().begin(), response.db().end());
  return peak_db > 0.0 ? -(Gain(peak_db) + headroom) : Gain(0.0);
}

}  // namespace

Result<Fit> fit(const FrequencyResponse& curve, const FitSpec& spec) {
  EARDRUM_CHECK(check(spec));
  EARDRUM_TRY(const Problem problem, Problem::make(curve, spec.sample_rate, spec.objective, spec.design));
  const std::vector<BandBox> boxes = boxes_of(problem, spec);
  const Rows full = problem.rows(1);
  const double octaves = std::max(problem.octaves(), 1.0 / 12.0);
  const auto thinning = static_cast<std::size_t>(
      std::max(1.0, std::floor(static_cast<double>(problem.points()) / (octaves * kSearchRowsPerOctave) + 0.5)));
  const Rows coarse = problem.rows(thinning);

  const Budget budget = budget_of(spec.effort);
  SearchPlan plan;
  // More bands make each step dearer and the space larger.
  const double scale = std::max(1.0, static_cast<double>(boxes.size()) / 10.0);
  plan.work = static_cast<std::size_t>(static_cast<double>(budget.work) * scale * scale);
  plan.constructions = budget.constructions;
  std::vector<Candidate> minima = search(coarse, problem.settings(boxes.size()), boxes, plan);

  Descent descent(full, problem.settings(boxes.size()));
  const bool stepped = !is_continuous(spec.steps);
  const double coarse_cost = minima.front().cost;
  double best_cost = std::numeric_limits<double>::infinity();
  Peq peq;
  Descent::Stop stop;
  stop.steps = budget.polish_steps;
  stop.tolerance = 1e-5;
  const auto with_twins_merged = [&](Candidate candidate) {
    const auto other = without_twins(candidate, coarse, problem.settings(boxes.size()));
    if (!other) return candidate;
    Candidate merged = in_places(*other, boxes);
    fence_off(merged);
    Descent::Stop to_the_end = stop;
    to_the_end.abandon_above = std::numeric_limits<double>::infinity();
    descent.run(merged, to_the_end);
    const double before_db = error_db(candidate, full, problem), after_db = error_db(merged, full, problem);
    const bool as_good = after_db <= std::max(kTwinsWorth * before_db, before_db + 0.5 * spec.objective.gain_cost);
    return as_good && !twins_in(merged) ? merged : candidate;
  };
  for (std::size_t i = 0; i < std::min(budget.polished, minima.size()); ++i) {
    if (minima[i].cost > (stepped ? kWorthRounding : kWorthPolishing) * coarse_cost) break;
    Candidate candidate = in_places(minima[i], boxes);
    stop.abandon_above = std::numeric_limits<double>::infinity();
    // Rounding can turn the order of minima around.
    if (!stepped) stop.abandon_above = best_cost;
    descent.run(candidate, stop);
    if (spec.effort != Effort::kFast) candidate = with_twins_merged(std::move(candidate));
    const double free_cost = candidate.cost;
    std::vector<Band> bands;
    if (stepped) {
      bands = round_to_steps(problem, spec, descent, candidate);
    } else {
      for (std::size_t band = 0; band < boxes.size(); ++band) {
        bands.push_back(problem.band(spec.bands[band], candidate.points[band]));
      }
    }
    if (candidate.cost < best_cost) {
      best_cost = candidate.cost;
      peq.bands = std::move(bands);
    }
    if (stepped && best_cost < kFineSteps * free_cost) break;
  }

  Fit fit;
  fit.peq.design = spec.design;
  const Importance importance = order_by_importance(problem, full, peq);
  fit.places = importance.order;
  fit.loss_by_count_db = importance.loss_db;
  fit.loss_db = importance.loss_with_all_db();
  fit.offset = importance.offset;
  for (const std::size_t place : fit.places) fit.peq.bands.push_back(peq.bands[place]);
  fit.peq.preamp = preamp_for(fit.peq, spec.sample_rate, spec.headroom);
  return fit;
}

Result<double> loss_db(const FrequencyResponse& curve, const Peq& peq, Hertz sample_rate, const Objective& objective) {
  EARDRUM_TRY(const Problem problem, Problem::make(curve, sample_rate, objective, peq.design));
  return order_by_importance(problem, problem.rows(1), peq).loss_with_all_db();
}

}  // namespace eardrum::eq
