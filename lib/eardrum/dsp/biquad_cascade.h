// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include <eardrum/base/attributes.h>
#include <eardrum/filter/biquad_design.h>

namespace eardrum::dsp {

/// Biquads in series on each of a few channels, in double: single precision would cost up to 90 dB at low frequencies.
/// No latency, and the same output to the last bit for any division of the signal into blocks.
///
/// Sections of two channels run at once, each a sample behind the one before it, in the lanes of one vector:
///
///     lane      0     1     2     3     4     5   ...
///     section   0     0     1     1     2     2
///     channel   L     R     L     R     L     R
///     sample    t     t    t-1   t-1   t-2   t-2
///
/// and the ends of a block are run with the lanes masked that are not inside it. Peaking sections take three
/// multiplications, H = 1 + g (1 - z^-2) / (1 + a1 z^-1 + a2 z^-2), others four; their order is the program's to
/// choose.
class BiquadCascade {
 public:
  /// `sections[channel]`: the biquads of that channel, any number, stable. `gain`: an amplitude ratio for all channels.
  explicit BiquadCascade(std::span<const std::vector<BiquadCoefficients>> sections, double gain = 1.0);
  ~BiquadCascade();
  BiquadCascade(BiquadCascade&&) noexcept;
  BiquadCascade& operator=(BiquadCascade&&) noexcept;

  std::size_t channels() const noexcept;

  /// Filters `frames` samples of each channel in place; `audio` has channels() pointers.
  EARDRUM_REALTIME void process(std::span<double* const> audio, std::size_t frames) noexcept;
  /// Forgets the past.
  EARDRUM_REALTIME void reset() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::dsp
