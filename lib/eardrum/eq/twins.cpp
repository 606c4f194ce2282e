// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/twins.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <eardrum/eq/dictionary.h>

namespace eardrum::eq {
namespace {

constexpr double kFrequency = 0.1155, kQ = 0.405;  // a sixth of an octave, 1.5 times, as logarithms
constexpr std::size_t kPlaces = 5;                 // tried for the one that is freed
constexpr int kMergedSteps = 6, kSettleSteps = 20;
constexpr double kTolerance = 1e-3;

// Of what a point has in ln tan(w0/2), up to a constant; and back.
double log_frequency(double log_tangent) {
  return std::log(std::atan(std::exp(log_tangent)));
}
double log_tangent(double log_frequency) {
  return std::log(std::tan(std::exp(log_frequency)));
}

// Two values' ends of their ranges: twice as far apart as twins, or as far as they are.
std::pair<double, double> ends_between(double low, double high, double of_twins) {
  const double distance = std::min(high - low, 2.0 * of_twins), middle = 0.5 * (low + high);
  return {middle - 0.5 * distance, middle + 0.5 * distance};
}

}  // namespace

std::optional<std::pair<std::size_t, std::size_t>> twins_in(const Candidate& candidate) {
  std::optional<std::pair<std::size_t, std::size_t>> twins;
  double nearest = 1.0;
  for (std::size_t a = 0; a < candidate.size(); ++a) {
    if (!roams(candidate.boxes[a])) continue;
    for (std::size_t b = a + 1; b < candidate.size(); ++b) {
      if (candidate.boxes[a].group != candidate.boxes[b].group) continue;
      const double* const one = candidate.points[a].at;
      const double* const other = candidate.points[b].at;
      if (one[1] * other[1] <= 0.0) continue;
      const double apart = std::max(std::abs(log_frequency(one[0]) - log_frequency(other[0])) / kFrequency,
                                    std::abs(one[2] - other[2]) / kQ);
      if (apart >= nearest) continue;
      nearest = apart;
      twins = {a, b};
    }
  }
  return twins;
}

void fence_off(Candidate& candidate) {
  for (std::size_t a = 0; a < candidate.size(); ++a) {
    if (!roams(candidate.boxes[a])) continue;
    for (std::size_t b = 0; b < candidate.size(); ++b) {
      if (a == b || candidate.boxes[a].group != candidate.boxes[b].group) continue;
      BandBox& box = candidate.boxes[a];
      BandBox& other_box = candidate.boxes[b];
      const double* const point = candidate.points[a].at;
      const double* const other = candidate.points[b].at;
      const double low = log_frequency(point[0]), high = log_frequency(other[0]);
      // Apart in frequency they stay so; else in the sign of their gains; else in Q.
      if (high - low >= kFrequency) {
        const auto [highest, lowest] = ends_between(low, high, kFrequency);
        box.high[0] = std::min(box.high[0], log_tangent(highest));
        other_box.low[0] = std::max(other_box.low[0], log_tangent(lowest));
      } else if (std::abs(high - low) < kFrequency && point[1] < 0.0 && other[1] > 0.0) {
        box.high[1] = 0.0;
        other_box.low[1] = 0.0;
      } else if (std::abs(high - low) < kFrequency && other[2] - point[2] >= kQ) {
        const auto [highest, lowest] = ends_between(point[2], other[2], kQ);
        box.high[2] = std::min(box.high[2], highest);
        other_box.low[2] = std::max(other_box.low[2], lowest);
      }
    }
  }
}

std::optional<Candidate> without_twins(const Candidate& candidate, const Rows& rows,
                                       const Descent::Settings& settings) {
  auto twins = twins_in(candidate);
  if (!twins) return std::nullopt;
  Descent descent(rows, settings);
  const auto descend = [&](Candidate& some, int steps) {
    Descent::Stop stop;
    stop.steps = steps;
    stop.tolerance = kTolerance;
    descent.run(some, stop);
  };
  Candidate now = candidate;
  std::vector<BandBox> freed;
  for (; twins; twins = twins_in(now)) {
    const auto [kept, other] = *twins;
    const BandBox& box = now.boxes[kept];
    BandPoint& point = now.points[kept];
    const BandPoint& gone = now.points[other];
    point = {{0.5 * (point.at[0] + gone.at[0]), std::clamp(point.at[1] + gone.at[1], box.low[1], box.high[1]),
              0.5 * (point.at[2] + gone.at[2])}};
    freed.push_back(box);
    now.remove(other);
  }
  std::vector<BandBox> own_boxes = now.boxes;
  for (const BandBox& box : freed) {
    now.boxes = own_boxes;
    fence_off(now);
    descend(now, kMergedSteps);
    descent.cost(now);
    std::vector<Dictionary::Match> places;
    Dictionary(rows, box, settings.design).match(descent.residual(), kPlaces, places);
    Candidate best;
    for (const auto& place : places) {
      Candidate tried = now;
      tried.boxes = own_boxes;
      tried.add(box, place.point);
      if (twins_in(tried)) continue;
      fence_off(tried);
      descend(tried, kSettleSteps);
      if (tried.cost < best.cost && !twins_in(tried)) best = std::move(tried);
    }
    if (best.size() == 0) return std::nullopt;
    now = std::move(best);
    own_boxes.push_back(box);
  }
  now.boxes = own_boxes;
  return now;
}

}  // namespace eardrum::eq
