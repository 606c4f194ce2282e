// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/dictionary.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace eardrum::eq {
namespace {

constexpr double kFrequencyStep = std::numbers::ln2 / 5.0;
constexpr double kQs[] = {0.6, 1.2, 2.4, 4.8};
// A Q this much outside the box, in ln Q, still stands for the box's edge.
constexpr double kQReach = 0.3;

// The slope of a peaking band's dB by its gain at 0 dB, 1 / (1 + Q^2 (x - 1/x)^2).
double bell(double tangent, double cotangent, double tan_w0, double inverse_q_squared) {
  const double d = tangent / tan_w0 - cotangent * tan_w0;
  return inverse_q_squared / (d * d + inverse_q_squared);
}

}  // namespace

Dictionary::Dictionary(const Rows& rows, const BandBox& box, FilterDesign design) : box_(box), rows_(rows.compared()) {
  const double span = box.high[0] - box.low[0];
  const auto steps = static_cast<std::size_t>(span / kFrequencyStep) + 1;
  std::vector<double> widths;
  for (const double q : kQs) {
    const double log_q = std::log(q);
    if (log_q > box.low[2] - kQReach && log_q < box.high[2] + kQReach) {
      widths.push_back(std::clamp(log_q, box.low[2], box.high[2]));
    }
  }
  if (widths.empty()) widths.push_back(0.5 * (box.low[2] + box.high[2]));
  for (std::size_t i = 0; i <= steps; ++i) {
    const double log_tangent = box.low[0] + span * static_cast<double>(i) / static_cast<double>(steps);
    for (const double log_q : widths) shapes_.push_back({log_tangent, log_q, 0.0});
  }
  values_ = AlignedDoubles(shapes_.size() * rows_);
  scored_.resize(shapes_.size());
  for (std::size_t s = 0; s < shapes_.size(); ++s) {
    Shape& shape = shapes_[s];
    double* const value = values_.data() + s * rows_;
    draw(rows, shape, design, value);
    double square = 0.0;
    for (std::size_t i = 0; i < rows_; ++i) square += value[i] * value[i];
    shape.inverse_square = square > 0.0 ? 1.0 / square : 0.0;
  }
}

void Dictionary::draw(const Rows& rows, const Shape& shape, FilterDesign design, double* value) const {
  const RowSet& set = rows.set();
  if (design == FilterDesign::kMatched) {
    const BiquadTerms matched =
        matched_terms_of(BandTerms::Kind::kPeaking, {{shape.log_tangent, 0.0, shape.log_q}}, true);
    BandTerms terms{.kind = BandTerms::Kind::kBiquad, .biquad = &matched};
    AlignedDoubles memory(4 * rows.total());
    terms.by_gain = memory.data();
    band_kernel().evaluate(set, &terms, 1, 0.0, memory.data() + rows.total(), memory.data() + 2 * rows.total());
    std::copy(terms.by_gain, terms.by_gain + rows_, value);
    return;
  }
  const double tan_w0 = std::exp(shape.log_tangent);
  const double inverse_q_squared = std::exp(-2.0 * shape.log_q);
  for (std::size_t i = 0; i < rows_; ++i) {
    value[i] = set.weight[i] * bell(set.tangent[i], set.inverse_tangent[i], tan_w0, inverse_q_squared);
  }
  for (std::size_t i = set.body; i < set.body + set.tail; ++i) {
    value[set.mean_row] += set.weight[i] * bell(set.tangent[i], set.inverse_tangent[i], tan_w0, inverse_q_squared);
  }
}

void Dictionary::match(const double* residual, std::size_t count, std::vector<Match>& found) {
  found.clear();
  for (std::size_t s = 0; s < shapes_.size(); ++s) {
    const Shape& shape = shapes_[s];
    const double product = band_kernel().dot(values_.data() + s * rows_, residual, rows_);
    const double gain = std::clamp(-product * shape.inverse_square, box_.low[1], box_.high[1]);
    // What the clipped gain still wins: -2 g p - g^2 / inverse_square.
    const double fall = shape.inverse_square > 0.0 ? -gain * (2.0 * product + gain / shape.inverse_square) : 0.0;
    scored_[s] = {{{shape.log_tangent, gain, shape.log_q}}, fall};
  }
  while (found.size() < count) {
    const auto best = std::max_element(scored_.begin(), scored_.end(),
                                       [](const Match& a, const Match& b) { return a.fall < b.fall; });
    if (!(best->fall > 0.0)) break;
    const Match taken = *best;
    found.push_back(taken);
    for (Match& other : scored_) {
      const double apart = std::abs(other.point.at[0] - taken.point.at[0]);
      // Half of the geometric mean of both bandwidths 1/Q.
      if (apart < 0.5 * std::exp(-0.5 * (other.point.at[2] + taken.point.at[2]))) other.fall = 0.0;
    }
  }
}

}  // namespace eardrum::eq
