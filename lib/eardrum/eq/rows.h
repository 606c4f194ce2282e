// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <eardrum/eq/band_kernel.h>

namespace eardrum::eq {

/// Uninitialised doubles, aligned for the kernels.
class AlignedDoubles {
 public:
  AlignedDoubles() = default;
  explicit AlignedDoubles(std::size_t size);
  double* data() const { return data_.get(); }
  std::size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(double* memory) const;
  };
  std::unique_ptr<double, Free> data_;
  std::size_t size_ = 0;
};

/// `rows` rounded up to a multiple of kLanes.
constexpr std::size_t padded_to_lanes(std::size_t rows) {
  return (rows + kLanes - 1) / kLanes * kLanes;
}

/// The curve to be matched, as rows for the kernels. Immutable once made.
class Rows {
 public:
  /// `hz` rises and stays below Nyquist; `weight` (one a frequency, at least 0) multiplies the squared error.
  /// Frequencies above `mean_above_hz` are compared by their means. Of every `thinning` points one is kept, and weighs
  /// for all.
  Rows(std::span<const double> hz, std::span<const double> target_db, std::span<const double> weight,
       double sample_rate_hz, double mean_above_hz, std::size_t thinning);

  const RowSet& set() const { return set_; }
  /// Residuals, padding included.
  std::size_t compared() const { return set_.body; }
  /// Frequencies, padding included.
  std::size_t total() const { return set_.body + set_.tail; }
  double weight_sum() const { return weight_sum_; }
  /// The derivative of the residual by a broadband offset: the weights, and in the mean's row its own.
  const double* offset_column() const { return offset_column_.data(); }

 private:
  AlignedDoubles storage_;
  AlignedDoubles offset_column_;
  RowSet set_;
  double weight_sum_ = 0.0;
};

}  // namespace eardrum::eq
