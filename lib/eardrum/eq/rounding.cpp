// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/rounding.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <tuple>

namespace eardrum::eq {
namespace {

constexpr int kFrequency = 0, kGain = 1, kQ = 2;
constexpr int kRefitSteps = 6;
constexpr int kMostExchanges = 60;
constexpr std::size_t kTries = 16;
// Steps are fine when rounding to them at once costs no more than this: 0.05 % of the loss, its square 0.1 %.
constexpr double kFineStepsCost = 1.001;

// Where one parameter may stand: a list, or multiples of a step, between two ends.
class Lattice {
 public:
  Lattice(std::vector<double> list, double step, double lowest, double highest)
      : list_(std::move(list)), step_(step), lowest_(lowest), highest_(highest) {}

  bool any_value() const { return list_.empty() && step_ <= 0.0; }
  bool fixed() const { return lowest_ == highest_; }
  bool empty() const { return !at_or_above(lowest_).has_value(); }

  std::optional<double> at_or_above(double value) const {
    value = std::max(value, lowest_);
    if (!list_.empty()) {
      const auto found = std::lower_bound(list_.begin(), list_.end(), value);
      return found != list_.end() && *found <= highest_ ? std::optional(*found) : std::nullopt;
    }
    return multiple(std::ceil(value / step_ - kSlack));
  }
  std::optional<double> at_or_below(double value) const {
    value = std::min(value, highest_);
    if (!list_.empty()) {
      const auto found = std::upper_bound(list_.begin(), list_.end(), value);
      return found != list_.begin() && *(found - 1) >= lowest_ ? std::optional(*(found - 1)) : std::nullopt;
    }
    return multiple(std::floor(value / step_ + kSlack));
  }
  std::optional<double> next(double value, int direction) const {
    if (list_.empty()) return multiple(std::round(value / step_) + direction);
    auto found = std::lower_bound(list_.begin(), list_.end(), value);
    if (direction < 0 && found == list_.begin()) return std::nullopt;
    found += direction;
    return found != list_.end() && *found >= lowest_ && *found <= highest_ ? std::optional(*found) : std::nullopt;
  }

 private:
  static constexpr double kSlack = 1e-9;  // of a step: 0.3 / 0.1 is below 3

  std::optional<double> multiple(double count) const {
    // 0.1 has no exact double, its reciprocal often does: 3 / 10 is 0.3, where 3 * 0.1 is not.
    const double reciprocal = std::round(1.0 / step_);
    const bool fraction = step_ < 1.0 && std::abs(reciprocal * step_ - 1.0) < 1e-12;
    const double value = fraction ? count / reciprocal : count * step_;
    const double slack = kSlack * step_;
    return value >= lowest_ - slack && value <= highest_ + slack ? std::optional(value) : std::nullopt;
  }

  std::vector<double> list_;
  double step_, lowest_, highest_;
};

std::vector<double> plain(const std::vector<Hertz>& frequencies) {
  std::vector<double> hz;
  for (const Hertz frequency : frequencies) hz.push_back(frequency.value());
  return hz;
}

Lattice lattice_of(const FitSpec& spec, std::size_t band, int parameter) {
  const BandSpec& range = spec.bands[band];
  switch (parameter) {
    case kFrequency:
      return {plain(spec.steps.frequencies), spec.steps.frequency.value(), range.frequency.lowest.value(),
              range.frequency.highest.value()};
    case kGain:
      return {{}, spec.steps.gain.db(), range.gain.lowest.db(), range.gain.highest.db()};
    default:
      return {spec.steps.qs, spec.steps.q, range.q.lowest, range.q.highest};
  }
}

bool has_parameter(const BandSpec& band, int parameter) {
  return parameter != kGain || (band.type != BandType::kLowPass && band.type != BandType::kHighPass);
}

class Rounding {
 public:
  Rounding(const Problem& problem, const FitSpec& spec, Descent& descent, Candidate& candidate)
      : problem_(problem), spec_(spec), descent_(descent), candidate_(candidate), boxes_(candidate.boxes) {
    bands_.resize(spec.bands.size());
    for (std::size_t band = 0; band < bands_.size(); ++band)
      bands_[band] = problem.band(spec.bands[band], candidate.points[band]);
  }

  std::vector<Band> run() {
    if (!round_at_once()) {
      for (const int parameter : {kFrequency, kQ, kGain}) round_all(parameter);
      step_about();
    }
    refit(candidate_, 10 * kRefitSteps);
    // What has steps is exact already; the rest has moved.
    for (std::size_t band = 0; band < bands_.size(); ++band) {
      const Band moved = problem_.band(spec_.bands[band], candidate_.points[band]);
      if (!rounded(band, kFrequency)) bands_[band].frequency = moved.frequency;
      if (!rounded(band, kGain)) bands_[band].gain = moved.gain;
      if (!rounded(band, kQ)) bands_[band].q = moved.q;
    }
    return bands_;
  }

 private:
  bool rounded(std::size_t band, int parameter) const {
    const Lattice lattice = lattice_of(spec_, band, parameter);
    return has_parameter(spec_.bands[band], parameter) && !lattice.fixed() && !lattice.any_value();
  }

  double value(std::size_t band, int parameter) const {
    const Band at = problem_.band(spec_.bands[band], candidate_.points[band]);
    return parameter == kFrequency ? at.frequency.value() : parameter == kGain ? at.gain.db() : at.q;
  }

  double coordinate(int parameter, double value) const {
    return parameter == kFrequency ? problem_.log_tangent(Hertz(value)) : parameter == kGain ? value : std::log(value);
  }

  void put(Candidate& candidate, std::size_t band, int parameter, double value) const {
    const double at = coordinate(parameter, value);
    candidate.points[band].at[parameter] = at;
    candidate.boxes[band].low[parameter] = at;
    candidate.boxes[band].high[parameter] = at;
  }

  void note(std::size_t band, int parameter, double value) {
    if (parameter == kFrequency) bands_[band].frequency = Hertz(value);
    if (parameter == kGain) bands_[band].gain = Gain(value);
    if (parameter == kQ) bands_[band].q = value;
  }

  void refit(Candidate& candidate, int steps) {
    Descent::Stop stop;
    stop.steps = steps;
    stop.tolerance = 1e-4;
    descent_.run(candidate, stop);
  }

  // Everything to its nearest value, where that hardly shows: most programs take hundredths, and a search among those
  // would double the time of a fit for nothing. False, and nothing is changed, where it shows.
  bool round_at_once() {
    Candidate tried = candidate_;
    std::vector<std::tuple<std::size_t, int, double>> chosen;
    for (std::size_t band = 0; band < bands_.size(); ++band) {
      for (const int parameter : {kFrequency, kQ, kGain}) {
        if (!rounded(band, parameter)) continue;
        const Lattice lattice = lattice_of(spec_, band, parameter);
        const double now = value(band, parameter);
        const auto above = lattice.at_or_above(now), below = lattice.at_or_below(now);
        if (!above && !below) return false;
        const double nearest = !below || (above && *above - now < now - *below) ? *above : *below;
        put(tried, band, parameter, nearest);
        chosen.emplace_back(band, parameter, nearest);
      }
    }
    tried.cost = descent_.cost(tried);
    if (!(tried.cost <= descent_.cost(candidate_) * kFineStepsCost)) return false;
    candidate_ = std::move(tried);
    for (const auto& [band, parameter, nearest] : chosen) note(band, parameter, nearest);
    return true;
  }

  void round_all(int parameter) {
    std::vector<std::size_t> waiting;
    for (std::size_t band = 0; band < bands_.size(); ++band) {
      if (rounded(band, parameter)) waiting.push_back(band);
    }
    while (!waiting.empty()) {
      // The worst first, while the most is left free to make up for it.
      std::size_t worst = 0;
      double worst_rise = -1.0;
      for (std::size_t i = 0; i < waiting.size(); ++i) {
        const double rise = least_rise(waiting[i], parameter);
        if (rise > worst_rise) {
          worst_rise = rise;
          worst = i;
        }
      }
      const std::size_t band = waiting[worst];
      waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(worst));
      const Lattice lattice = lattice_of(spec_, band, parameter);
      const double now = value(band, parameter);
      Candidate best;
      double chosen = 0.0;
      const auto above = lattice.at_or_above(now), below = lattice.at_or_below(now);
      for (const auto& neighbour : {above, below}) {
        if (!neighbour || (best.size() > 0 && neighbour == above)) continue;
        Candidate tried = candidate_;
        put(tried, band, parameter, *neighbour);
        refit(tried, kRefitSteps);
        if (tried.cost < best.cost) {
          best = std::move(tried);
          chosen = *neighbour;
        }
      }
      candidate_ = std::move(best);
      note(band, parameter, chosen);
    }
  }

  // By how much the cost rises at the nearer neighbour, nothing else moved.
  double least_rise(std::size_t band, int parameter) {
    const Lattice lattice = lattice_of(spec_, band, parameter);
    const double now = value(band, parameter);
    double least = std::numeric_limits<double>::infinity();
    for (const auto& neighbour : {lattice.at_or_above(now), lattice.at_or_below(now)}) {
      if (!neighbour) continue;
      Candidate tried = candidate_;
      put(tried, band, parameter, *neighbour);
      least = std::min(least, descent_.cost(tried));
    }
    return least;
  }

  // One rounded parameter, a step up or down.
  struct Move {
    std::size_t variable = 0;
    std::size_t band = 0;
    int parameter = 0;
    double value = 0.0;
    double way = 0.0;  // in the parameter's coordinate
  };
  struct Pair {
    double change = 0.0;  // of the cost, as predicted
    std::size_t first = 0, second = 0;
  };

  double rounded_value(std::size_t band, int parameter) const {
    return parameter == kFrequency ? bands_[band].frequency.value()
           : parameter == kGain    ? bands_[band].gain.db()
                                   : bands_[band].q;
  }

  std::vector<Move> moves(std::vector<bool>& free) const {
    std::vector<Move> found;
    for (std::size_t band = 0; band < bands_.size(); ++band) {
      for (const int parameter : {kFrequency, kGain, kQ}) {
        if (boxes_[band].high[parameter] <= boxes_[band].low[parameter]) continue;
        const std::size_t variable = free.size();
        free.push_back(!rounded(band, parameter));
        if (free.back()) continue;
        const Lattice lattice = lattice_of(spec_, band, parameter);
        for (const int direction : {-1, 1}) {
          const auto neighbour = lattice.next(rounded_value(band, parameter), direction);
          if (!neighbour) continue;
          const double way = coordinate(parameter, *neighbour) - candidate_.points[band].at[parameter];
          found.push_back({variable, band, parameter, *neighbour, way});
        }
      }
    }
    return found;
  }

  // The model with the variables that have no steps at their best for any place of the others.
  static void eliminate(Descent::Model& model, std::vector<bool> free) {
    free.resize(model.variables, true);  // the offset
    const std::size_t n = model.variables;
    for (std::size_t v = 0; v < n; ++v) {
      const double pivot = model.curvature[v * n + v];
      if (!free[v] || !(pivot > 0.0)) continue;
      const std::vector<double> row(model.curvature.begin() + static_cast<std::ptrdiff_t>(v * n),
                                    model.curvature.begin() + static_cast<std::ptrdiff_t>((v + 1) * n));
      const double gradient = model.gradient[v];
      for (std::size_t i = 0; i < n; ++i) {
        model.gradient[i] -= row[i] * gradient / pivot;
        for (std::size_t j = 0; j < n; ++j) model.curvature[i * n + j] -= row[i] * row[j] / pivot;
      }
    }
  }

  // Single steps and pairs of steps, as long as one helps: neighbours that overlap have to move together. The quadratic
  // model ranks them all, and the best of them are tried.
  void step_about() {
    refit(candidate_, kRefitSteps);
    for (int round = 0; round < kMostExchanges; ++round) {
      Candidate open = candidate_;
      open.boxes = boxes_;
      Descent::Model model = descent_.model(open);
      std::vector<bool> free;
      const std::vector<Move> all = moves(free);
      eliminate(model, free);
      std::vector<Pair> pairs;
      const std::size_t n = model.variables;
      const auto single = [&](const Move& move) {
        return move.way *
               (2.0 * model.gradient[move.variable] + model.curvature[move.variable * n + move.variable] * move.way);
      };
      for (std::size_t i = 0; i < all.size(); ++i) {
        const double change = single(all[i]);
        pairs.push_back({change, i, i});
        for (std::size_t j = 0; j < i; ++j) {
          if (all[j].variable == all[i].variable) continue;
          const double cross = 2.0 * model.curvature[all[i].variable * n + all[j].variable] * all[i].way * all[j].way;
          pairs.push_back({change + single(all[j]) + cross, i, j});
        }
      }
      const std::size_t tries = std::min(kTries, pairs.size());
      std::partial_sort(pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(tries), pairs.end(),
                        [](const Pair& a, const Pair& b) { return a.change < b.change; });
      bool better = false;
      for (std::size_t k = 0; k < tries && !better && pairs[k].change < 0.0; ++k) {
        Candidate tried = candidate_;
        for (const std::size_t i : {pairs[k].first, pairs[k].second})
          put(tried, all[i].band, all[i].parameter, all[i].value);
        refit(tried, 2);
        better = tried.cost < candidate_.cost * (1.0 - 1e-9);
        if (!better) continue;
        candidate_ = std::move(tried);
        for (const std::size_t i : {pairs[k].first, pairs[k].second}) note(all[i].band, all[i].parameter, all[i].value);
      }
      if (!better) break;
    }
  }

  const Problem& problem_;
  const FitSpec& spec_;
  Descent& descent_;
  Candidate& candidate_;
  std::vector<BandBox> boxes_;  // before anything was rounded
  std::vector<Band> bands_;
};

}  // namespace

bool is_continuous(const Steps& steps) {
  return steps == Steps{};
}

Result<void> check_steps(const FitSpec& spec) {
  static constexpr const char* kNames[] = {"frequency", "gain", "Q"};
  for (std::size_t band = 0; band < spec.bands.size(); ++band) {
    for (const int parameter : {kFrequency, kGain, kQ}) {
      const Lattice lattice = lattice_of(spec, band, parameter);
      if (!has_parameter(spec.bands[band], parameter) || lattice.fixed() || lattice.any_value() || !lattice.empty())
        continue;
      return Error{Errc::kUsage,
                   "Band " + std::to_string(band + 1) + ": expected a range of " + kNames[parameter] +
                       " that holds a value of its steps, found none",
                   {}};
    }
  }
  return {};
}

std::vector<Band> round_to_steps(const Problem& problem, const FitSpec& spec, Descent& descent, Candidate& candidate) {
  return Rounding(problem, spec, descent, candidate).run();
}

}  // namespace eardrum::eq
