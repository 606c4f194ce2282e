// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <eardrum/base/attributes.h>
#include <eardrum/base/result.h>
#include <eardrum/engine/plan_spec.h>

namespace eardrum::engine {

/// Everything that a PlanSpec needs to run, made at once and off the audio thread: coefficients, spectra, delay lines,
/// scratch. What it does never changes; a change is another plan. Biquads are folded into a FIR where their response
/// dies away in time, and the crossfeed into one that crosses the channels itself: a static chain then costs no more
/// than a FIR from each channel to each.
class Plan {
 public:
  static Result<std::unique_ptr<Plan>> make(const PlanSpec& spec);
  ~Plan();
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  const PlanSpec& spec() const noexcept;
  std::size_t latency() const noexcept;  ///< frames: the limiter's, fir_block of a FIR that is late, fir_delay
  bool folded() const noexcept;          ///< whether the FIR does the biquads' work
  /// How long a change of the input is heard, to 0.1 dB of any tone and -60 dB of an impulse, in frames: what a plan that
  /// is faded in needs to hear first. A quarter of a second at most.
  std::size_t memory() const noexcept;

  /// The most frames that process() takes at once.
  static constexpr std::size_t kMaxFrames = 1024;
  /// All but the preamp and the limiter, in place; the same bits for any division into blocks.
  EARDRUM_REALTIME void process(std::span<double* const> audio, std::size_t frames) noexcept;
  /// The limiter, in place; it comes after the gain.
  EARDRUM_REALTIME void limit(std::span<double* const> audio, std::size_t frames) noexcept;
  /// Delays audio that skips the plan as limit() delays what passes it.
  EARDRUM_REALTIME void delay(std::span<double* const> audio, std::size_t frames) noexcept;
  /// The lowest gain of the limiter since the last call.
  EARDRUM_REALTIME Gain take_reduction() noexcept;
  EARDRUM_REALTIME void reset() noexcept;

 private:
  struct State;
  explicit Plan(const PlanSpec& spec);
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::engine
