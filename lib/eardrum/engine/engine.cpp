// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/engine.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <type_traits>
#include <vector>

#include <eardrum/base/expects.h>
#include <eardrum/dsp/gain_ramp.h>
#include <eardrum/dsp/scan.h>
#include <eardrum/realtime/flush_denormals.h>

namespace eardrum::engine {
namespace {

constexpr std::size_t kMost = Plan::kMaxFrames;
constexpr double kRampSeconds = 0.02;
constexpr double kQuietSeconds = 0.1;  // after a fault

using Channels = std::array<double*, 8>;

// Channels of scratch.
struct Block {
  explicit Block(std::size_t count) : storage(count, std::vector<double>(kMost)) {
    for (std::size_t c = 0; c < count; ++c) pointers[c] = storage[c].data();
  }
  std::span<double* const> channels() const { return {pointers.data(), storage.size()}; }
  std::vector<std::vector<double>> storage;
  Channels pointers{};
};

// Between a client's samples and ours.
template <class From, class To>
void copy(const From* from, To* to, std::size_t frames) noexcept {
  if constexpr (std::is_same_v<From, To>) {
    if (from != to) std::copy_n(from, frames, to);
  } else {
    for (std::size_t k = 0; k < frames; ++k) to[k] = static_cast<To>(from[k]);
  }
}

// A plan that is heard, with the gain that belongs to it.
struct Voice {
  NumberedPlan* numbered = nullptr;
  double preamp = 1.0;
  dsp::GainRamp gain{1.0, 1};

  // The settings' preamp is meant for one plan; others keep theirs.
  void follow(const Settings& settings) {
    if (numbered == nullptr) return;
    if (numbered->number == settings.plan_number) preamp = settings.preamp;
    gain.set_target(preamp * settings.volume);
  }
};

}  // namespace

struct Engine::Crossing {
  realtime::Handoff<NumberedPlan> plans;
  realtime::TripleBuffer<Settings> settings;
  realtime::TripleBuffer<Meters> meters;
};

// All that the audio thread touches.
struct Engine::Audio {
  std::size_t channels;
  std::size_t ramp_frames, quiet_frames;
  Voice current, next;
  std::size_t warm_left = 0, fade_at = 0;
  dsp::GainRamp bypass, bypass_gain, mute;
  std::size_t quiet_left = 0;
  Block dry, skipped, wet, other;
  std::vector<double> bypass_share;
  std::vector<unsigned char> bad;
  Settings settings;
  Meters meters;

  explicit Audio(std::unique_ptr<Plan> plan)
      : channels(plan->spec().channels),
        ramp_frames(static_cast<std::size_t>(kRampSeconds * plan->spec().sample_rate.value())),
        quiet_frames(static_cast<std::size_t>(kQuietSeconds * plan->spec().sample_rate.value())),
        bypass(0.0, ramp_frames),
        bypass_gain(1.0, ramp_frames),
        mute(1.0, ramp_frames / 4),
        dry(channels),
        skipped(channels),
        wet(channels),
        other(channels),
        bypass_share(kMost),
        bad(kMost) {
    settings.preamp = plan->spec().preamp.amplitude_ratio();
    current = {new NumberedPlan{std::move(plan), 0}, settings.preamp, dsp::GainRamp(settings.preamp, ramp_frames)};
  }
  ~Audio() {
    delete current.numbered;
    delete next.numbered;
  }
  Audio(const Audio&) = delete;
  Audio& operator=(const Audio&) = delete;

  void follow(Crossing& crossing) {
    settings = crossing.settings.read();
    if (next.numbered == nullptr) {
      if (NumberedPlan* const offered = crossing.plans.take()) {
        const double preamp =
            offered->number == settings.plan_number ? settings.preamp : offered->plan->spec().preamp.amplitude_ratio();
        next = {offered, preamp, dsp::GainRamp(preamp * settings.volume, ramp_frames)};
        warm_left = offered->plan->memory();
        fade_at = 0;
      }
    }
    current.follow(settings);
    next.follow(settings);
    bypass.set_target(settings.bypass ? 1.0 : 0.0);
    bypass_gain.set_target(settings.bypass_gain * settings.volume);
  }

  // The plan that is heard alone, or faded to.
  const Plan& newest() const { return *(next.numbered != nullptr ? next : current).numbered->plan; }

  bool needs_dry(const Plan& plan, bool any_bypass) const {
    return any_bypass || plan.latency() != 0 || next.numbered != nullptr;
  }

  // What one plan makes of `dry`, in `out`: its own output, and as much of the unprocessed signal as the bypass says.
  void speak(Voice& voice, Block& out, std::size_t frames, bool any_bypass) {
    Plan& plan = *voice.numbered->plan;
    const bool dry_is_needed = needs_dry(plan, any_bypass);
    for (std::size_t c = 0; c < channels && dry_is_needed; ++c) std::copy_n(dry.pointers[c], frames, out.pointers[c]);
    if (!dry_is_needed) std::swap(dry.pointers, out.pointers);
    plan.process(out.channels(), frames);
    voice.gain.process(out.channels(), frames);
    plan.limit(out.channels(), frames);
    if (plan.latency() == 0 && !any_bypass) return;
    for (std::size_t c = 0; c < channels; ++c) std::copy_n(dry.pointers[c], frames, skipped.pointers[c]);
    plan.delay(skipped.channels(), frames);
    if (!any_bypass) return;
    dsp::GainRamp level = bypass_gain;  // each voice walks the same line
    level.process(skipped.channels(), frames);
    for (std::size_t c = 0; c < channels; ++c) {
      double* const to = out.pointers[c];
      for (std::size_t k = 0; k < frames; ++k) to[k] += bypass_share[k] * (skipped.pointers[c][k] - to[k]);
    }
  }

  void fade(std::size_t frames) {
    for (std::size_t k = 0; k < frames; ++k) {
      if (warm_left > 0) {
        --warm_left;
        continue;
      }
      fade_at = std::min(fade_at + 1, ramp_frames);
      const double share =
          0.5 - 0.5 * std::cos(std::numbers::pi * static_cast<double>(fade_at) / static_cast<double>(ramp_frames));
      for (std::size_t c = 0; c < channels; ++c)
        wet.pointers[c][k] += share * (other.pointers[c][k] - wet.pointers[c][k]);
    }
  }

  // Replaces bad samples by silence; returns whether there were any.
  template <class Sample>
  bool take_in(std::span<const Sample* const> in, std::size_t from, std::size_t frames) {
    bool finite = true;
    for (std::size_t c = 0; c < channels; ++c) {
      copy(in[c] + from, dry.pointers[c], frames);
      finite = finite && dsp::scan(std::span<const double>(dry.pointers[c], frames)).finite;
    }
    if (finite) return false;
    for (std::size_t k = 0; k < frames; ++k) {
      bad[k] = 0;
      for (std::size_t c = 0; c < channels; ++c)
        bad[k] |= static_cast<unsigned char>(!std::isfinite(dry.pointers[c][k]));
      for (std::size_t c = 0; c < channels && bad[k] != 0; ++c) dry.pointers[c][k] = 0.0;
      meters.faults += bad[k];
    }
    return true;
  }

  // After a fault the output falls silent, and comes back when the input has been sound for a while.
  void mute_faults(std::size_t frames, bool any_bad) {
    if (!any_bad && quiet_left == 0 && !mute.moving()) return;
    for (std::size_t k = 0; k < frames; ++k) {
      if (any_bad && bad[k] != 0) {
        quiet_left = quiet_frames;
        mute.set_target(0.0);
      } else if (quiet_left > 0 && --quiet_left == 0) {
        mute.set_target(1.0);
      }
      Channels at{};
      for (std::size_t c = 0; c < channels; ++c) at[c] = wet.pointers[c] + k;
      mute.process({at.data(), channels}, 1);
    }
  }

  template <class Sample>
  void give_out(std::span<Sample* const> out, std::size_t from, std::size_t frames) {
    bool broken = false;
    for (std::size_t c = 0; c < channels; ++c) {
      const dsp::Scan scan = dsp::scan(std::span<const double>(wet.pointers[c], frames));
      copy(wet.pointers[c], out[c] + from, frames);
      broken = broken || !scan.finite;
      meters.peak[c] = std::max(meters.peak[c], static_cast<float>(scan.peak));
    }
    if (!broken) return;
    // A plan has run away. Silence, and it starts afresh.
    for (std::size_t c = 0; c < channels; ++c) std::fill_n(out[c] + from, frames, Sample{0});
    meters.faults += frames;
    current.numbered->plan->reset();
    if (next.numbered != nullptr) next.numbered->plan->reset();
    quiet_left = quiet_frames;
    mute.set_target(0.0);
  }

  template <class Sample>
  void process(Crossing& crossing, std::span<const Sample* const> in, std::span<Sample* const> out, std::size_t from,
               std::size_t frames) {
    const bool any_bypass = bypass.moving() || bypass.target() != 0.0;
    // Where nothing needs the signal as it was, the client's own memory will do.
    const Channels scratch = dry.pointers;
    bool in_place = false;
    if constexpr (std::is_same_v<Sample, double>) {
      in_place = std::equal(in.begin(), in.end(), out.begin()) && !needs_dry(*current.numbered->plan, any_bypass);
      for (std::size_t c = 0; c < channels && in_place; ++c) dry.pointers[c] = out[c] + from;
    }
    const bool any_bad = take_in(in, from, frames);
    if (any_bypass) {
      std::fill_n(bypass_share.begin(), frames, 1.0);
      double* const share[1] = {bypass_share.data()};
      bypass.process(share, frames);
    }
    speak(current, wet, frames, any_bypass);
    if (next.numbered != nullptr) {
      speak(next, other, frames, any_bypass);
      fade(frames);
      if (fade_at == ramp_frames) {
        crossing.plans.give_back(current.numbered);
        current = next;
        next.numbered = nullptr;
      }
    }
    // The line that the voices walked on copies.
    double* const* const nobody = nullptr;
    bypass_gain.process(std::span<double* const>(nobody, 0), frames);
    mute_faults(frames, any_bad);
    give_out(out, from, frames);
    if (in_place) wet.pointers = scratch;  // which speak() has swapped
    meters.frames += frames;
    meters.limiter_gain = std::min(meters.limiter_gain, current.numbered->plan->take_reduction().amplitude_ratio());
  }
};

Engine::Engine(std::unique_ptr<Plan> plan) : crossing_(std::make_unique<Crossing>()) {
  EARDRUM_EXPECTS(plan != nullptr);
  audio_ = std::make_unique<Audio>(std::move(plan));
  crossing_->settings.write(audio_->settings);
}
Engine::~Engine() = default;

std::size_t Engine::channels() const noexcept {
  return audio_->channels;
}

std::size_t Engine::latency() const noexcept {
  return audio_->newest().latency();
}
std::size_t Engine::memory() const noexcept {
  return audio_->newest().memory();
}

realtime::Handoff<NumberedPlan>& Engine::plans() noexcept {
  return crossing_->plans;
}
realtime::TripleBuffer<Settings>& Engine::settings() noexcept {
  return crossing_->settings;
}
realtime::TripleBuffer<Meters>& Engine::meters() noexcept {
  return crossing_->meters;
}

template <class Sample>
void Engine::run(std::span<const Sample* const> in, std::span<Sample* const> out, std::size_t frames) noexcept {
  Audio& audio = *audio_;
  EARDRUM_EXPECTS(in.size() == audio.channels && out.size() == audio.channels);
  const realtime::FlushDenormals guard;
  audio.follow(*crossing_);
  audio.meters.peak.fill(0.0f);
  audio.meters.limiter_gain = 1.0;
  for (std::size_t from = 0; from < frames; from += kMost) {
    audio.process(*crossing_, in, out, from, std::min(kMost, frames - from));
  }
  audio.meters.changing = audio.next.numbered != nullptr;
  audio.meters.plan_number = audio.meters.changing ? audio.next.numbered->number : audio.current.numbered->number;
  crossing_->meters.write(audio.meters);
}

void Engine::process(std::span<const float* const> in, std::span<float* const> out, std::size_t frames) noexcept {
  run(in, out, frames);
}
void Engine::process(std::span<const double* const> in, std::span<double* const> out, std::size_t frames) noexcept {
  run(in, out, frames);
}

}  // namespace eardrum::engine
