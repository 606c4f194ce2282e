// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/units/frequency.h>

namespace eardrum::engine {

/// Sound as numbers, a channel each.
using Planar = std::vector<std::vector<double>>;

/// Another sample rate, by libsoxr at its very high quality (28 bits, linear phase, in double): flat within 0.01 dB up
/// to 0.9 of the lower Nyquist frequency, what lies beyond it at least 140 dB down; no delay, and the length exact.
class Resampler {
 public:
  /// Fails with kUsage when this build has no libsoxr.
  static Result<Resampler> make(Hertz from, Hertz to, std::size_t channels);
  ~Resampler();
  Resampler(Resampler&&) noexcept;
  Resampler& operator=(Resampler&&) = delete;

  /// How many frames `frames` become.
  std::uint64_t length_of(std::uint64_t frames) const noexcept;

  /// Takes a channel each of `in`; `out` becomes what can be said so far.
  void process(std::span<const double* const> in, std::size_t frames, Planar& out);
  /// `out` becomes the rest. Nothing can be processed after it.
  void finish(Planar& out);

 private:
  struct State;
  explicit Resampler(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// An impulse response at another rate, of the same gain.
struct ResampledResponse {
  Planar taps;
  std::size_t delay = 0;  ///< frames by which it comes later: what rings before its start
};
Result<ResampledResponse> resample_response(const Planar& taps, Hertz from, Hertz to);

}  // namespace eardrum::engine
