// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#include <eardrum/base/attributes.h>

namespace eardrum::dsp {

/// An amplitude factor that moves to its target in a straight line, so that no change of level is a jump. The line is a
/// function of the sample, not of the block: any division into blocks gives the same bits.
class GainRamp {
 public:
  /// `frames`: how long a change takes.
  GainRamp(double initial, std::size_t frames) : start_(initial), target_(initial), length_(frames), at_(frames) {}

  double target() const noexcept { return target_; }
  bool moving() const noexcept { return at_ < length_; }

  /// Starts from wherever the factor is now.
  EARDRUM_REALTIME void set_target(double factor) noexcept {
    if (factor == target_) return;
    start_ = value();
    target_ = factor;
    at_ = 0;
  }

  EARDRUM_REALTIME void process(std::span<double* const> audio, std::size_t frames) noexcept {
    for (std::size_t k = 0; k < frames; ++k) {
      if (!moving()) return scale_rest(audio, k, frames);
      ++at_;
      const double factor = value();
      for (double* const channel : audio) channel[k] *= factor;
    }
  }

 private:
  double value() const noexcept {
    return moving() ? start_ + (target_ - start_) * (static_cast<double>(at_) / static_cast<double>(length_)) : target_;
  }
  void scale_rest(std::span<double* const> audio, std::size_t from, std::size_t frames) const noexcept {
    const double factor = target_;  // in a register: the samples might be taken for it
    if (factor == 1.0) return;
    for (double* const channel : audio) {
      for (std::size_t k = from; k < frames; ++k) channel[k] *= factor;
    }
  }

  double start_, target_;
  std::size_t length_, at_;
};

}  // namespace eardrum::dsp
