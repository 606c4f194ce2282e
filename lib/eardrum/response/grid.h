// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/units/frequency.h>

namespace eardrum {

/// The frequencies at which something is known: finite, above zero, strictly increasing, at least one. An immutable value;
/// copies share the numbers, and the natural logarithms that interpolation needs are there already.
class FrequencyGrid {
 public:
  /// Fails with kInvalidData, naming the first frequency that breaks the rule.
  static Result<FrequencyGrid> make(std::vector<double> frequencies_hz);
  /// from, from * 2^(1/points_per_octave), ... up to and including the last that is not above `to`.
  static FrequencyGrid logarithmic(Hertz from, Hertz to, double points_per_octave);
  /// from * ratio^n up to `to`: AutoEq's grid is 20 Hz, 20 kHz, 1.01.
  static FrequencyGrid geometric(Hertz from, Hertz to, double ratio);

  std::size_t size() const noexcept { return data_->hz.size(); }
  std::span<const double> hz() const noexcept { return data_->hz; }
  /// ln(f / 1 Hz)
  std::span<const double> log_hz() const noexcept { return data_->log_hz; }
  double front_hz() const noexcept { return data_->hz.front(); }
  double back_hz() const noexcept { return data_->hz.back(); }

  bool operator==(const FrequencyGrid& other) const { return data_ == other.data_ || data_->hz == other.data_->hz; }

 private:
  struct Data {
    std::vector<double> hz;
    std::vector<double> log_hz;
  };
  explicit FrequencyGrid(std::vector<double> hz);
  std::shared_ptr<const Data> data_;
};

}  // namespace eardrum
