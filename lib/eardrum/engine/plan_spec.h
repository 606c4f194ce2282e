// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/dsp/crossfeed.h>
#include <eardrum/dsp/limiter.h>
#include <eardrum/filter/biquad_design.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::engine {

/// What is to be done to the samples, as a value: preamp -> biquads -> FIR -> crossfeed -> limiter. Knows no
/// headphones.
struct PlanSpec {
  Hertz sample_rate{48000.0};  ///< 8 to 768 kHz
  std::size_t channels = 2;    ///< 1 to 8
  Gain preamp{0.0};            ///< -120 to +40 dB
  /// biquads[channel], run in double; empty for none.
  std::vector<std::vector<BiquadCoefficients>> biquads{};
  /// fir[output * channels + input]; empty for none, an empty path for silence from that input.
  std::vector<std::vector<float>> fir{};
  /// Shortest partition: a power of two from 32 to 4096, up to which the FIR is a direct sum; to 32768 when it may be
  /// late.
  std::size_t fir_block = 64;
  /// The FIR may be late by fir_block: several times cheaper with long blocks, for those who do not listen meanwhile.
  bool fir_late = false;
  /// Frames by which the FIR itself is late (linear phase, another rate): told as latency, and what skips it waits as
  /// long.
  std::size_t fir_delay = 0;
  std::optional<dsp::CrossfeedParams> crossfeed{};  ///< of the first two channels
  std::optional<dsp::LimiterParams> limiter{};

  bool operator==(const PlanSpec&) const = default;
};

/// Fails, naming the field, when a figure is out of range, not finite, or an unstable filter.
Result<void> check(const PlanSpec& spec);

/// The least work that takes a running engine from one spec to another.
enum class PlanChange {
  kNone,
  kParameters,  ///< the gain moves; nothing is built
  kPlan,        ///< a new plan is built and faded in
};
PlanChange diff(const PlanSpec& from, const PlanSpec& to);
std::string_view to_text(PlanChange change);

}  // namespace eardrum::engine
