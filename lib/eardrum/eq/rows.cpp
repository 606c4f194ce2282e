// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/rows.h>

#include <algorithm>
#include <cmath>
#include <new>
#include <numbers>

namespace eardrum::eq {
namespace {

constexpr std::size_t kAlignment = 64;

}  // namespace

AlignedDoubles::AlignedDoubles(std::size_t size)
    : data_(static_cast<double*>(
          ::operator new(std::max<std::size_t>(size, 1) * sizeof(double), std::align_val_t(kAlignment)))),
      size_(size) {}

void AlignedDoubles::Free::operator()(double* memory) const {
  ::operator delete(memory, std::align_val_t(kAlignment));
}

Rows::Rows(std::span<const double> hz, std::span<const double> target_db, std::span<const double> weight,
           double sample_rate_hz, double mean_above_hz, std::size_t thinning) {
  const auto split = static_cast<std::size_t>(std::upper_bound(hz.begin(), hz.end(), mean_above_hz) - hz.begin());
  const auto groups = [&](std::size_t rows) { return (rows + thinning - 1) / thinning; };
  const std::size_t body = groups(split), tail = groups(hz.size() - split);
  set_.mean_row = body;
  set_.body = padded_to_lanes(body + (tail > 0 ? 1 : 0));
  set_.tail = padded_to_lanes(tail);
  const std::size_t total = set_.body + set_.tail;
  storage_ = AlignedDoubles(4 * total);
  double* const tangent = storage_.data();
  double* const inverse = tangent + total;
  double* const target = inverse + total;
  double* const amplitude = target + total;
  // Padding is a harmless frequency that weighs nothing.
  std::fill(tangent, inverse + total, 1.0);
  std::fill(target, amplitude + total, 0.0);

  double tail_weight = 0.0;
  const auto fill = [&](std::size_t from, std::size_t to, std::size_t row) {
    for (std::size_t first = from; first < to; first += thinning, ++row) {
      const std::size_t last = std::min(first + thinning, to);
      // The body keeps samples, for a mean of several would flatten narrow peaks; the tail is itself a mean.
      const std::size_t middle = first + (last - first) / 2;
      double sum = 0.0, db = 0.0;
      for (std::size_t i = first; i < last; ++i) {
        sum += weight[i];
        db += weight[i] * target_db[i];
      }
      tangent[row] = std::tan(std::numbers::pi / sample_rate_hz * hz[middle]);
      inverse[row] = 1.0 / tangent[row];
      target[row] = from == split && sum > 0.0 ? db / sum : target_db[middle];
      amplitude[row] = sum;
      weight_sum_ += sum;
      if (from == split) tail_weight += sum;
    }
  };
  fill(0, split, 0);
  fill(split, hz.size(), set_.body);
  for (std::size_t i = 0; i < set_.body; ++i) amplitude[i] = std::sqrt(amplitude[i]);
  // The mean's residual is sqrt(W) * sum(w d) / W.
  for (std::size_t i = set_.body; i < total; ++i)
    amplitude[i] = tail_weight > 0.0 ? amplitude[i] / std::sqrt(tail_weight) : 0.0;
  set_.tangent = tangent;
  set_.inverse_tangent = inverse;
  set_.target_db = target;
  set_.weight = amplitude;
  offset_column_ = AlignedDoubles(set_.body);
  std::copy(amplitude, amplitude + set_.body, offset_column_.data());
  if (tail > 0) {
    double sum = 0.0;
    for (std::size_t i = set_.body; i < total; ++i) sum += amplitude[i];
    offset_column_.data()[set_.mean_row] = sum;
  }
}

}  // namespace eardrum::eq
