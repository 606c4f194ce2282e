// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "session.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include <eardrum/base/expects.h>
#include <eardrum/engine/control.h>

namespace eardrum::live {
namespace {

constexpr double kFadeInSeconds = 0.02;
constexpr double kFadeOutSeconds = 0.005;

std::uint64_t packed(Format format) {
  return std::uint64_t{format.channels} << 32 | format.sample_rate_hz;
}
Format unpacked(std::uint64_t word) {
  return {static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(word >> 32)};
}

std::size_t index_of(Slot slot) {
  return slot == Slot::kA ? 0 : 1;
}

// 1 at `at` = 0, 0 at `length`.
float falling(std::size_t at, std::size_t length) {
  const double phase = std::numbers::pi * static_cast<double>(at) / static_cast<double>(length);
  return static_cast<float>(0.5 + 0.5 * std::cos(phase));
}

}  // namespace

// An engine for one format, with its other end.
struct Session::Running {
  Format format;
  engine::Engine engine;
  engine::Control control;

  Running(Format for_format, std::unique_ptr<engine::Plan> plan, const engine::PlanSpec& spec)
      : format(for_format), engine(std::move(plan)), control(engine, spec) {}
};

// What the audio thread touches.
struct Session::Audio {
  realtime::Handoff<Running> engines;
  Meters meters;

  Running* current = nullptr;
  bool played = false;                                     // current was heard since it came
  bool leaving = false;                                    // current falls silent, then goes
  std::size_t faded_out = 0, warm_left = 0, faded_in = 0;  // frames
  std::uint64_t faults_before = 0;                         // of this engine

  ~Audio() { delete current; }

  // What is heard of `current` while it goes: it runs on, since its output, unlike that of a stop, has no edge. Returns
  // how many frames that took.
  std::size_t fall(std::span<const float* const> in, std::span<float* const> out, std::size_t frames) {
    const auto length = static_cast<std::size_t>(kFadeOutSeconds * current->format.sample_rate_hz) + 1;
    if (current->format.channels != out.size() || !played) faded_out = length;
    const std::size_t now = std::min(frames, length - faded_out);
    if (now == 0) return 0;
    current->engine.process(in, out, now);
    rise(out, now);  // it may have been on its way in
    for (std::size_t k = 0; k < now; ++k, ++faded_out) {
      const float gain = falling(faded_out, length);
      for (float* const channel : out) channel[k] *= gain;
    }
    return now;
  }

  void rise(std::span<float* const> out, std::size_t frames) {
    const auto length = static_cast<std::size_t>(kFadeInSeconds * current->format.sample_rate_hz) + 1;
    for (std::size_t k = 0; k < frames && faded_in < length; ++k) {
      const float gain = warm_left > 0 ? 0.0f : 1.0f - falling(faded_in, length);
      for (float* const channel : out) channel[k] *= gain;
      if (warm_left > 0) {
        --warm_left;
      } else {
        ++faded_in;
      }
    }
  }

  // When nothing is heard: the newest engine takes the place of `current`, or `current` fits again and comes back.
  void change(Format format) {
    if (Running* const taken = engines.take()) {
      if (current != nullptr) engines.give_back(current);
      current = taken;
      faults_before = 0;
    } else if (current == nullptr || current->format != format) {
      return;
    }
    leaving = played = false;
    faded_in = faded_out = 0;
    // What its filters make of a signal that begins here, or of the gap since they last heard one, has died away before
    // it is heard.
    warm_left = current->engine.memory();
  }
};

// What the other threads touch, under the mutex.
struct Session::Control {
  std::array<std::optional<engine::Tuning>, 2> slots;
  Slot slot = Slot::kA;
  Gain volume{0.0};
  bool bypass = false;
  bool match = true;
  // What was heard since the last load: the quietest of these sets the level of all.
  std::array<bool, 2> compared{true, false};
  bool dry_compared = false;
  Running* newest = nullptr;  // the audio side owns it
  Format failed;              // no plan could be made for it
  std::string problem;

  const engine::Tuning& tuning() const { return *slots[index_of(slot)]; }

  Format expected{48000, 2};  // before the audio runs, what it most likely will be

  // What plans are made for.
  Format format() const { return newest != nullptr ? newest->format : expected; }
  Hertz rate() const { return Hertz(format().sample_rate_hz); }

  // What matching adds to `loudness`, one of those compared, all of them at one rate.
  Gain match_gain(Gain loudness, Hertz rate) const {
    if (!match) return Gain(0);
    Gain quietest = loudness;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i] && compared[i]) quietest = std::min(quietest, loudness_change(*slots[i], rate));
    }
    if (dry_compared) quietest = std::min(quietest, Gain(0));
    return quietest - loudness;
  }
  Gain wet_match() const { return match_gain(loudness_change(tuning(), rate()), rate()); }
  Gain dry_match() const { return match_gain(Gain(0), rate()); }

  Result<engine::PlanSpec> spec(const engine::Tuning& tuning, Format format) const {
    const Hertz at(format.sample_rate_hz);
    if (tuning.crossfeed && format.channels != 2) {
      return Error{Errc::kUsage,
                   "Expected two channels for crossfeed, found " + std::to_string(format.channels),
                   {{}, 0, "crossfeed"}};
    }
    EARDRUM_TRY(auto spec, plan_for(tuning, at, format.channels));
    spec.preamp = spec.preamp + match_gain(loudness_change(tuning, at), at);
    EARDRUM_CHECK(engine::check(spec));
    return spec;
  }

  // Takes the engine to what this says.
  Result<void> apply() {
    if (newest == nullptr) return {};
    EARDRUM_TRY(const auto wanted, spec(tuning(), newest->format));
    EARDRUM_TRY([[maybe_unused]] const auto change, newest->control.apply(wanted));
    newest->control.set_volume(volume);
    newest->control.set_bypass(bypass, dry_match());
    return {};
  }

  // Puts `tuning` into a slot if a plan can be made of it.
  Result<void> replace(Slot into, engine::Tuning tuning) {
    EARDRUM_TRY([[maybe_unused]] const auto sound, spec(tuning, format()));
    slots[index_of(into)] = std::move(tuning);
    failed = {};
    return apply();
  }

  Result<void> build(Format format, realtime::Handoff<Running>& engines) {
    EARDRUM_TRY(const auto wanted, spec(tuning(), format));
    EARDRUM_TRY(auto plan, engine::Plan::make(wanted));
    auto made = std::make_unique<Running>(format, std::move(plan), wanted);
    newest = made.get();
    made->control.set_volume(volume);
    made->control.set_bypass(bypass, dry_match());
    engines.offer(std::move(made));
    return {};
  }
};

Session::Session(engine::Tuning tuning, std::uint32_t channels)
    : audio_(std::make_unique<Audio>()), control_(std::make_unique<Control>()) {
  control_->expected.channels = channels;
  control_->slots[0] = std::move(tuning);
}
Session::~Session() = default;

void Session::process(std::uint32_t sample_rate_hz, std::span<const float* const> in, std::span<float* const> out,
                      std::size_t frames) noexcept {
  EARDRUM_EXPECTS(in.size() == out.size() && !out.empty() && out.size() <= 8);
  Audio& audio = *audio_;
  const Format format{sample_rate_hz, static_cast<std::uint32_t>(out.size())};
  wanted_.store(packed(format), std::memory_order_relaxed);
  const auto fits = [&] { return audio.current != nullptr && audio.current->format == format; };
  std::size_t done = 0;
  audio.leaving = audio.leaving || audio.engines.waiting() || (audio.current != nullptr && !fits());
  if (audio.leaving && audio.current != nullptr) {
    done = audio.fall(in, out, frames);
    if (done == frames && frames != 0) return;
  }
  if (audio.leaving) audio.change(format);
  std::array<const float*, 8> rest_in{};
  std::array<float*, 8> rest_out{};
  for (std::size_t c = 0; c < out.size(); ++c) rest_in[c] = in[c] + done, rest_out[c] = out[c] + done;
  const std::span<float* const> rest(rest_out.data(), out.size());
  frames -= done;
  if (!fits()) {
    for (float* const channel : rest) std::fill_n(channel, frames, 0.0f);
    return;
  }
  audio.played = true;
  audio.current->engine.process(std::span<const float* const>(rest_in.data(), in.size()), rest, frames);
  audio.rise(rest, frames);
  // The engine's meters are read here, since a slower reader would miss what lasted one block.
  const engine::Meters& seen = audio.current->engine.meters().read();
  faults_.fetch_add(seen.faults - audio.faults_before, std::memory_order_relaxed);
  audio.faults_before = seen.faults;
  latency_.store(audio.current->engine.latency(), std::memory_order_relaxed);
  audio.meters.put(sample_rate_hz, rest, frames, static_cast<float>(seen.limiter_gain));
}

void Session::service() {
  const std::lock_guard lock(mutex_);
  audio_->engines.collect();
  const Format wanted = unpacked(wanted_.load(std::memory_order_relaxed));
  const bool new_format = wanted.channels != 0 && wanted != control_->failed &&
                          (control_->newest == nullptr || control_->newest->format != wanted);
  if (new_format) {
    control_->problem.clear();
    if (const auto built = control_->build(wanted, audio_->engines); !built) {
      control_->failed = wanted;
      control_->problem = built.error().to_string();
    }
  }
  if (control_->newest != nullptr) control_->newest->engine.plans().collect();
  audio_->meters.update();
}

Result<void> Session::prepare(Format format) {
  const std::lock_guard lock(mutex_);
  audio_->engines.collect();
  wanted_.store(packed(format), std::memory_order_relaxed);
  if (control_->newest != nullptr && control_->newest->format == format) return {};
  return control_->build(format, audio_->engines);
}

Result<void> Session::edit(const std::function<Result<void>(engine::Tuning&)>& change) {
  const std::lock_guard lock(mutex_);
  engine::Tuning edited = control_->tuning();
  EARDRUM_CHECK(change(edited));
  return control_->replace(control_->slot, std::move(edited));
}

Result<void> Session::load(Slot slot, engine::Tuning tuning) {
  const std::lock_guard lock(mutex_);
  EARDRUM_CHECK(control_->replace(slot, std::move(tuning)));
  control_->compared = {control_->slot == Slot::kA, control_->slot == Slot::kB};
  control_->dry_compared = control_->bypass;
  return control_->apply();
}

Slot Session::heard() const {
  const std::lock_guard lock(mutex_);
  return control_->slot;
}

Result<void> Session::choose(Slot slot) {
  const std::lock_guard lock(mutex_);
  if (!control_->slots[index_of(slot)]) {
    return Error{Errc::kUsage, "Expected something in the slot to compare with, found it empty: load it first", {}};
  }
  control_->slot = slot;
  control_->compared[index_of(slot)] = true;
  return control_->apply();
}

Result<void> Session::set_volume(Gain volume) {
  if (!(volume.db() >= -120.0 && volume.db() <= 0.0)) {
    return Error{Errc::kUsage,
                 "Expected a volume from -120 to 0 dB, found " + std::to_string(volume.db()),
                 {{}, 0, "volume_db"}};
  }
  const std::lock_guard lock(mutex_);
  control_->volume = volume;
  return control_->apply();
}

Result<void> Session::set_bypass(bool bypass) {
  const std::lock_guard lock(mutex_);
  control_->bypass = bypass;
  control_->dry_compared = control_->dry_compared || bypass;
  return control_->apply();
}

Result<void> Session::set_match_loudness(bool match) {
  const std::lock_guard lock(mutex_);
  control_->match = match;
  return control_->apply();
}

void Session::set_drum_response(std::optional<FrequencyResponse> drum_db_spl) {
  const std::lock_guard lock(mutex_);
  audio_->meters.set_drum_response(std::move(drum_db_spl));
}

EarsPa2h Session::exposure() const {
  const std::lock_guard lock(mutex_);
  return audio_->meters.exposure();
}

void Session::set_exposure_of_week(const EarsPa2h& week) {
  const std::lock_guard lock(mutex_);
  audio_->meters.set_exposure_of_week(week);
}

Status Session::status() const {
  const std::lock_guard lock(mutex_);
  Status status;
  if (control_->newest != nullptr) status.format = control_->newest->format;
  status.tuning = control_->tuning();
  status.slot = control_->slot;
  const auto& other = control_->slots[1 - index_of(control_->slot)];
  if (other) status.other = other->name;
  status.volume = control_->volume;
  status.bypass = control_->bypass;
  status.match_loudness = control_->match;
  status.matched = control_->bypass ? control_->dry_match() : control_->wet_match();
  status.problem = control_->problem;
  return status;
}

Readings Session::meters() const {
  const std::lock_guard lock(mutex_);
  Readings readings = audio_->meters.readings();
  readings.faults = faults_.load(std::memory_order_relaxed);
  readings.xruns = xruns_.load(std::memory_order_relaxed);
  return readings;
}

}  // namespace eardrum::live
