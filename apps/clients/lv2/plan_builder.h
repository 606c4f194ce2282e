// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <eardrum/engine/control.h>
#include <eardrum/realtime/triple_buffer.h>

#include "ports.h"

namespace eardrum::lv2 {

/// A path that crosses between threads; ends with a zero.
using PathText = std::array<char, 4096>;

/// What the audio thread wants done.
struct Request {
  Values values{};
  std::uint32_t path_number = 0;  ///< grows with each path that a host sends
  PathText path{};                ///< empty: no impulse response
};

/// Which impulse response is in use, for the audio thread to tell the host.
struct InUse {
  std::uint32_t number = 0;  ///< grows whenever it is worth telling
  PathText path{};
};

/// All that an instance does away from the audio thread: reads impulse responses, builds plans, hands them to the
/// engine. Any thread may call any function, unless said; they wait for one another.
class PlanBuilder {
 public:
  /// `complain` is told, in one sentence, what could not be done.
  PlanBuilder(Hertz sample_rate, std::function<void(const std::string&)> complain);

  /// A new engine, silent and already at `values`. Not while the engine is in use.
  void start(const Values& values);
  /// Valid until the next start().
  engine::Engine& engine() noexcept { return *engine_; }

  /// Takes the engine to what is asked for. A path that cannot be read leaves things as they are.
  void serve(const Request& request);
  /// The impulse response of a saved session. One that cannot be read is remembered nevertheless: the file may be back
  /// the next time.
  void restore(const std::string& path);
  /// What to save; empty for none.
  std::string path() const;

  /// Read by the audio thread.
  realtime::TripleBuffer<InUse>& in_use() noexcept { return in_use_; }

 private:
  /// An impulse response as a plan takes it.
  struct Fir {
    std::vector<std::vector<float>> taps;
    std::size_t delay = 0;
  };
  engine::PlanSpec spec() const;
  void apply();
  Result<Fir> read(const std::string& path) const;
  void tell();

  const Hertz sample_rate_;
  const std::function<void(const std::string&)> complain_;
  mutable std::mutex mutex_;
  Values values_ = usual_values();
  Fir fir_;
  std::string path_;
  std::uint32_t path_number_ = 0;
  InUse told_;
  realtime::TripleBuffer<InUse> in_use_;
  std::unique_ptr<engine::Engine> engine_;
  std::unique_ptr<engine::Control> control_;
};

}  // namespace eardrum::lv2
