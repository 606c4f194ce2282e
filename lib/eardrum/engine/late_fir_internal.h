// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include <eardrum/dsp/overlap_save.h>
#include <eardrum/engine/plan_spec.h>

namespace eardrum::engine::detail {

/// A plan that comes down to a matrix of FIR filters, for those who do not listen meanwhile: gain, biquads, FIR and
/// crossfeed in one overlap-save convolution in long blocks. What the plan makes of a signal within the rounding of
/// single precision, late by latency().
class LateFir {
 public:
  /// None when the plan needs more than that: a limiter, biquads that do not fold, too many taps. The spec is a checked
  /// one.
  static std::optional<LateFir> make(const PlanSpec& spec);

  std::size_t latency() const noexcept { return convolution_.frames(); }
  /// In place.
  void process(std::span<double* const> audio, std::size_t frames) noexcept;
  /// The same bits, without leaving single precision: interleaved, whole frames.
  void process(std::span<float> interleaved) noexcept;

 private:
  LateFir(dsp::OverlapSave convolution, std::size_t channels)
      : convolution_(std::move(convolution)), channels_(channels) {}
  // Goes through `frames` frames block by block: exchange(from, at, now) swaps `now` of them, from the `from`th on, for
  // those of the block from `at` on.
  template <class Exchange>
  void run(std::size_t frames, Exchange exchange) noexcept;

  dsp::OverlapSave convolution_;
  std::size_t channels_;
  std::size_t at_ = 0;  // in the block that is being heard, and filled behind the reader
};

}  // namespace eardrum::engine::detail
