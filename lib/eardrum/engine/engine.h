// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <eardrum/base/attributes.h>
#include <eardrum/engine/plan.h>
#include <eardrum/realtime/handoff.h>
#include <eardrum/realtime/triple_buffer.h>

namespace eardrum::engine {

/// What may change at any moment without a new plan.
struct Settings {
  double volume = 1.0;       ///< amplitude factor, of the bypassed signal too
  double bypass_gain = 1.0;  ///< amplitude factor of the bypassed signal: for comparison at one loudness
  bool bypass = false;
  double preamp = 1.0;  ///< amplitude factor, for the plan of this number
  std::uint64_t plan_number = 0;
};

/// What the engine saw since it started; peaks are of the last process().
struct Meters {
  std::uint64_t frames = 0;
  std::uint64_t faults = 0;       ///< frames with a NaN or infinity, coming in or going out
  std::uint64_t plan_number = 0;  ///< of the plan that is heard alone, or faded to
  bool changing = false;          ///< a new plan is being faded in
  double limiter_gain = 1.0;      ///< lowest of the last process()
  std::array<float, 8> peak{};    ///< per channel, amplitude
};

/// A plan with the number by which its settings are known.
struct NumberedPlan {
  std::unique_ptr<Plan> plan;
  std::uint64_t number = 0;
};

/// Runs a plan on what a client plays. One engine for every client: files, JACK, PipeWire, LV2.
///
///     in -> guard -> [plan -> gain -> limiter | delay -> bypass gain] -> fade -> mute after a fault -> out
///
/// A new plan is fed in silence until it has heard what its filters remember, then faded in over 20 ms; gains move in
/// straight lines of 20 ms: nothing ever jumps. process() neither allocates nor locks nor enters the kernel.
class Engine {
 public:
  explicit Engine(std::unique_ptr<Plan> plan);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  std::size_t channels() const noexcept;

  // The audio thread.

  /// Any number of frames; `out` may be the memory of `in`. The output depends on the samples only, not on how they are
  /// divided into calls (changes take effect at the start of a call). Flushes denormals.
  EARDRUM_REALTIME void process(std::span<const float* const> in, std::span<float* const> out,
                                std::size_t frames) noexcept;
  EARDRUM_REALTIME void process(std::span<const double* const> in, std::span<double* const> out,
                                std::size_t frames) noexcept;
  /// Frames by which the output is late: of the plan that is heard or faded to.
  EARDRUM_REALTIME std::size_t latency() const noexcept;
  /// Plan::memory() of the same plan: how long an engine that has heard nothing must hear before it sounds like one
  /// that always did.
  EARDRUM_REALTIME std::size_t memory() const noexcept;

  // What crosses between the threads; Control holds the other ends.
  realtime::Handoff<NumberedPlan>& plans() noexcept;
  realtime::TripleBuffer<Settings>& settings() noexcept;
  realtime::TripleBuffer<Meters>& meters() noexcept;

 private:
  struct Audio;
  struct Crossing;
  template <class Sample>
  void run(std::span<const Sample* const> in, std::span<Sample* const> out, std::size_t frames) noexcept;

  std::unique_ptr<Crossing> crossing_;
  std::unique_ptr<Audio> audio_;
};

}  // namespace eardrum::engine
