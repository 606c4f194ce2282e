// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <eardrum/base/attributes.h>
#include <eardrum/base/result.h>
#include <eardrum/engine/tuning.h>

#include "meters.h"

/// What every real-time client shares: the session, its meters, the control protocol and its socket. A client
/// (PipeWire, JACK) adds a callback and nothing else; it holds no signal processing.
///
///     audio thread:    session.process(rate, in, out, frames), session.count_xrun()
///     any other:       session.service() every 20 ms or so; edit(), load(), set_bypass(), ...
///
/// How a client is built: make a Session, start the callback, let ControlSocket::run() call service() until it returns.
namespace eardrum::live {

/// Which of two tunings is heard.
enum class Slot { kA, kB };

/// What the audio runs at.
struct Format {
  std::uint32_t sample_rate_hz = 0;  ///< 0: not known yet
  std::uint32_t channels = 0;

  bool operator==(const Format&) const = default;
};

/// What a session is doing, for people and for the socket.
struct Status {
  Format format;  ///< of the engine that plays
  engine::Tuning tuning;
  Slot slot = Slot::kA;
  std::optional<std::string> other;  ///< the name of the tuning in the other slot, when there is one
  Gain volume{0.0};
  bool bypass = false;
  bool match_loudness = true;
  Gain matched{0.0};    ///< what matching takes off what is heard now
  std::string problem;  ///< why nothing is heard: a format that no plan can be made for; else empty
};

/// One engine that plays, whatever the rate, and everything that can be said to it while it does.
///
/// When the rate or the number of channels changes, the old engine is faded out, a new one is built off the audio
/// thread, and faded in. Until the first engine is ready there is silence.
class Session {
 public:
  /// `channels`: what tunings are checked for until audio runs.
  explicit Session(engine::Tuning tuning, std::uint32_t channels = 2);
  /// The audio thread must have stopped calling.
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // The audio thread: one at a time.

  /// Plays `frames` frames, any number, at the rate that the server runs at now. `out` may be the memory of `in`; both
  /// have the same number of channels, 1 to 8. Neither allocates nor locks nor enters the kernel.
  EARDRUM_REALTIME void process(std::uint32_t sample_rate_hz, std::span<const float* const> in,
                                std::span<float* const> out, std::size_t frames) noexcept;

  // Any thread.

  /// Frames by which the output is late.
  std::size_t latency() const noexcept { return latency_.load(std::memory_order_relaxed); }
  /// The server dropped or repeated audio.
  EARDRUM_REALTIME void count_xrun(std::uint64_t count = 1) noexcept {
    xruns_.fetch_add(count, std::memory_order_relaxed);
  }

  // Any thread but the audio thread. These may build filters, and wait for each other.

  /// Builds what a new format needs, frees what is no longer used, brings the meters up to date. Every 20 ms while
  /// audio runs; a pause costs silence after a rate change, nothing else.
  void service();
  /// Builds for a format before its first process(): saves the silence of the first moments.
  Result<void> prepare(Format format);

  /// Changes what is heard: all of what `change` does, or nothing when it or the plan fails.
  Result<void> edit(const std::function<Result<void>(engine::Tuning&)>& change);
  /// Puts another tuning into a slot; it is faded in when that slot is heard.
  Result<void> load(Slot slot, engine::Tuning tuning);
  Slot heard() const;
  /// Fails with kUsage when the slot is empty.
  Result<void> choose(Slot slot);
  /// Of both slots and of bypass; 0 dB at most, since what is played may be at full scale already.
  Result<void> set_volume(Gain volume);
  Result<void> set_bypass(bool bypass);
  /// Whether A, B and bypass are brought to one loudness, that of the quietest of those that were heard since a load.
  /// True to begin with.
  Result<void> set_match_loudness(bool match);

  /// dB SPL at the drum for a full-scale sine that leaves the session: what the exposure meter needs. Nothing: not
  /// known.
  void set_drum_response(std::optional<FrequencyResponse> drum_db_spl);
  /// What the ears took since the session began, and what they took in a week that includes it (ExposureLog).
  EarsPa2h exposure() const;
  void set_exposure_of_week(const EarsPa2h& week);

  Status status() const;
  Readings meters() const;

 private:
  struct Running;
  struct Audio;
  struct Control;

  std::unique_ptr<Audio> audio_;
  std::unique_ptr<Control> control_;
  mutable std::mutex mutex_;              // of control_
  std::atomic<std::uint64_t> wanted_{0};  // the format that process() was last called for
  std::atomic<std::uint64_t> xruns_{0}, faults_{0};
  std::atomic<std::size_t> latency_{0};
};

/// A connection to an audio server, made by a client: it calls Session::process() until it is destroyed.
struct BackendStatus {
  std::string server;  ///< "PipeWire 0.3.65"
  bool connected = false;
  std::string device;       ///< the output's name as the server knows it; empty when there is none or it is not known
  std::string device_text;  ///< the same for people: "Sennheiser HDV 820 Analog Stereo"
};

class Backend {
 public:
  virtual ~Backend() = default;
  virtual BackendStatus status() const = 0;  ///< any thread
  /// A new text by which players show it, where the server can change it; any thread.
  virtual void describe(const std::string& text) { (void)text; }
};

}  // namespace eardrum::live
