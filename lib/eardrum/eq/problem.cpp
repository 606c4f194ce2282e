// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/problem.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

namespace eardrum::eq {
namespace {

BandTerms::Kind kind_of(BandType type) {
  switch (type) {
    case BandType::kPeaking:
      return BandTerms::Kind::kPeaking;
    case BandType::kLowShelf:
      return BandTerms::Kind::kLowShelf;
    case BandType::kHighShelf:
      return BandTerms::Kind::kHighShelf;
    case BandType::kLowPass:
      return BandTerms::Kind::kLowPass;
    case BandType::kHighPass:
      return BandTerms::Kind::kHighPass;
  }
  return BandTerms::Kind::kPeaking;
}

bool has_gain(BandType type) {
  return type != BandType::kLowPass && type != BandType::kHighPass;
}

// A fixed value comes back as it was given, not as its logarithm's exponential.
template <class T>
T inside(const Range<T>& range, T value) {
  return range.fixed() ? range.lowest : std::clamp(value, range.lowest, range.highest);
}

}  // namespace

Result<Problem> Problem::make(const FrequencyResponse& curve, Hertz sample_rate, const Objective& objective,
                              FilterDesign design) {
  if (!(sample_rate > Hertz(0))) return Error{Errc::kUsage, "Expected a sample rate above 0 Hz", {}};
  if (!objective.weights.empty() && objective.weights.size() != curve.grid().size()) {
    return Error{Errc::kUsage,
                 "Expected " + std::to_string(curve.grid().size()) + " weights, one a grid point, found " +
                     std::to_string(objective.weights.size()),
                 {}};
  }
  Problem problem;
  double sum = 0.0;
  // Beyond Nyquist there is no response; just below it the tangent is still tame.
  const double last_hz = 0.499 * sample_rate.value();
  for (std::size_t i = 0; i < curve.grid().size(); ++i) {
    const double hz = curve.grid().hz()[i];
    if (!objective.range.contains(Hertz(hz)) || hz > last_hz) continue;
    const double weight = objective.weights.empty() ? 1.0 : objective.weights[i];
    if (!(weight >= 0.0) || !std::isfinite(weight)) {
      return Error{
          Errc::kUsage,
          "Expected weights of 0 or more, found " + std::to_string(weight) + " at " + std::to_string(hz) + " Hz",
          {}};
    }
    problem.hz_.push_back(hz);
    problem.target_db_.push_back(curve.db()[i]);
    problem.weight_.push_back(weight);
    sum += weight;
  }
  if (!(sum > 0.0)) {
    return Error{Errc::kInvalidData,
                 "Expected at least one point of the curve with weight from " +
                     std::to_string(objective.range.lowest.value()) + " to " +
                     std::to_string(objective.range.highest.value()) + " Hz, found none",
                 {}};
  }
  problem.sample_rate_hz_ = sample_rate.value();
  problem.mean_above_hz_ =
      objective.mean_above ? objective.mean_above->value() : std::numeric_limits<double>::infinity();
  problem.free_offset_ = objective.free_offset;
  problem.gain_cost_ = objective.gain_cost;
  problem.design_ = design;
  return problem;
}

Rows Problem::rows(std::size_t thinning) const {
  return Rows(hz_, target_db_, weight_, sample_rate_hz_, mean_above_hz_, thinning);
}

Descent::Settings Problem::settings(std::size_t bands) const {
  return {free_offset_, gain_cost_ * gain_cost_, bands, design_};
}

double Problem::log_tangent(Hertz frequency) const {
  return std::log(std::tan(std::numbers::pi * frequency.value() / sample_rate_hz_));
}

Hertz Problem::frequency(double log_tangent) const {
  return Hertz(sample_rate_hz_ / std::numbers::pi * std::atan(std::exp(log_tangent)));
}

double Problem::octaves() const {
  return std::log2(hz_.back() / hz_.front());
}

BandTerms::Kind Problem::kind(const Band& band) {
  return kind_of(band.type);
}

BandBox Problem::box(const BandSpec& band) const {
  BandBox box;
  box.kind = kind_of(band.type);
  const bool gain = has_gain(band.type);
  const double low[3] = {log_tangent(band.frequency.lowest), gain ? band.gain.lowest.db() : 0.0,
                         std::log(band.q.lowest)};
  const double high[3] = {log_tangent(band.frequency.highest), gain ? band.gain.highest.db() : 0.0,
                          std::log(band.q.highest)};
  std::copy(low, low + 3, box.low);
  std::copy(high, high + 3, box.high);
  return box;
}

BandPoint Problem::point(const Band& band) const {
  return {{log_tangent(band.frequency), has_gain(band.type) ? band.gain.db() : 0.0, std::log(band.q)}};
}

Band Problem::band(const BandSpec& spec, const BandPoint& point) const {
  return {spec.type, inside(spec.frequency, frequency(point.at[0])), inside(spec.gain, Gain(point.at[1])),
          inside(spec.q, std::exp(point.at[2]))};
}

void add_response(const Rows& rows, FilterDesign design, BandTerms::Kind kind, const BandPoint& point,
                  double* residual) {
  RowSet set = rows.set();
  AlignedDoubles zero(rows.total()), scratch(2 * rows.total()), db(rows.compared());
  std::fill(zero.data(), zero.data() + zero.size(), 0.0);
  set.target_db = zero.data();
  BandTerms terms = terms_of(kind, point);
  BiquadTerms matched;
  if (design == FilterDesign::kMatched) {
    matched = matched_terms_of(kind, point, false);
    terms.kind = BandTerms::Kind::kBiquad;
    terms.biquad = &matched;
  }
  band_kernel().evaluate(set, &terms, 1, 0.0, db.data(), scratch.data());
  for (std::size_t i = 0; i < rows.compared(); ++i) residual[i] += db.data()[i];
}

}  // namespace eardrum::eq
