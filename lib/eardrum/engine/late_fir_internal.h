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

 private:
  explicit LateFir(dsp::OverlapSave convolution) : convolution_(std::move(convolution)) {}

  dsp::OverlapSave convolution_;
  std::size_t at_ = 0;  // in the block that is being heard, and filled behind the reader
};

}  // namespace eardrum::engine::detail
