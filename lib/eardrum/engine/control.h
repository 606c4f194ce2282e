// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/engine/engine.h>

namespace eardrum::engine {

/// The other side of an Engine: builds plans away from the audio thread, hands them over and frees what comes back. One
/// thread at a time; the Engine must live longer.
class Control {
 public:
  /// `spec`: that of the plan which the engine was made with.
  Control(Engine& engine, PlanSpec spec);

  /// Takes the engine to `spec` with the least work, and says what that was. Fails, and changes nothing, when the spec
  /// is wrong or for another number of channels.
  Result<PlanChange> apply(const PlanSpec& spec);

  void set_volume(Gain volume);
  /// `bypass_gain`: on the unprocessed signal, to compare at one loudness.
  void set_bypass(bool bypass, Gain bypass_gain = Gain(0));

  const PlanSpec& spec() const noexcept { return spec_; }
  /// The latest meters; frees old plans in passing.
  Meters meters();

 private:
  Engine& engine_;
  PlanSpec spec_;
  Settings settings_;
};

}  // namespace eardrum::engine
