// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <eardrum/base/attributes.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::dsp {

struct LimiterParams {
  Gain ceiling{-1.0};            ///< highest true peak, dB re full scale (dBTP)
  double look_ahead_s = 0.0015;  ///< how early the gain begins to fall
  double release_s = 0.1;        ///< time constant of its recovery

  bool operator==(const LimiterParams&) const = default;
};

/// Keeps the true peak (ITU-R BS.1770 annex 2, here at 8 times the rate) of all channels under a ceiling by one gain
/// for all, which falls before the peak comes: minimum over the look-ahead, exponential recovery, moving average. What
/// stays below the ceiling passes unchanged, delayed by latency(). Within 0.1 dB by meters up to half again as long as
/// its own interpolator of 128 samples; a signal at half the rate itself has no peak that all meters agree on.
/// Detection keeps 0.12 dB in hand.
class Limiter {
 public:
  Limiter(const LimiterParams& params, Hertz sample_rate, std::size_t channels);
  ~Limiter();
  Limiter(Limiter&&) noexcept;
  Limiter& operator=(Limiter&&) noexcept;

  std::size_t latency() const noexcept;  ///< frames
  EARDRUM_REALTIME void process(std::span<double* const> audio, std::size_t frames) noexcept;
  /// The lowest gain since the last call: 0 dB where nothing was limited.
  EARDRUM_REALTIME Gain take_reduction() noexcept;
  EARDRUM_REALTIME void reset() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::dsp
