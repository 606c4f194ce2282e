// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/plan.h>

#include <algorithm>
#include <array>
#include <optional>

#include <eardrum/base/expects.h>
#include <eardrum/dsp/biquad_cascade.h>
#include <eardrum/dsp/convolver.h>
#include <eardrum/engine/fold_internal.h>

namespace eardrum::engine {

using detail::audible_length;
using detail::fold;
using detail::impulse_response;
using detail::settled_length;

namespace {

// Whether every channel keeps to itself. A crossfeed in such a FIR would double its paths; beside it costs less.
bool crosses_nothing(const std::vector<std::vector<float>>& fir, std::size_t channels) {
  for (std::size_t k = 0; k < fir.size(); ++k) {
    if (!fir[k].empty() && k % channels != k / channels) return false;
  }
  return true;
}

}  // namespace

struct Plan::State {
  PlanSpec spec;
  bool folded = false;
  std::size_t memory = 0;
  std::optional<dsp::BiquadCascade> biquads;
  std::optional<dsp::Convolver> convolver;
  std::optional<dsp::Crossfeed> crossfeed;
  std::optional<dsp::Limiter> limiter;
  std::vector<std::vector<double>> skipped;  // [channel]: a ring of latency() samples
  std::size_t skipped_at = 0;
  // [channel]: the convolver's precision. Of a late FIR: the block that is being heard, and filled behind the reader.
  std::vector<std::vector<float>> single;
  std::array<float*, 8> single_pointers{};
  std::size_t late_at = 0;

  std::span<float* const> single_channels() const { return {single_pointers.data(), single.size()}; }

  void convolve(std::size_t frames) {
    std::array<const float*, 8> inputs{};
    std::copy_n(single_pointers.begin(), single.size(), inputs.begin());
    convolver->process(std::span<const float* const>(inputs.data(), single.size()), single_channels(), frames);
  }

  void convolve_now(std::span<double* const> audio, std::size_t frames) {
    for (std::size_t c = 0; c < audio.size(); ++c) {
      for (std::size_t k = 0; k < frames; ++k) single[c][k] = static_cast<float>(audio[c][k]);
    }
    convolve(frames);
    for (std::size_t c = 0; c < audio.size(); ++c) {
      for (std::size_t k = 0; k < frames; ++k) audio[c][k] = static_cast<double>(single[c][k]);
    }
  }

  void convolve_late(std::span<double* const> audio, std::size_t frames) {
    for (std::size_t from = 0; from < frames;) {
      const std::size_t now = std::min(frames - from, spec.fir_block - late_at);
      for (std::size_t c = 0; c < audio.size(); ++c) {
        double* const samples = audio[c] + from;
        float* const block = single[c].data() + late_at;
        for (std::size_t k = 0; k < now; ++k) {
          const auto input = static_cast<float>(samples[k]);
          samples[k] = static_cast<double>(block[k]);
          block[k] = input;
        }
      }
      from += now;
      late_at += now;
      if (late_at == spec.fir_block) {
        convolve(spec.fir_block);
        late_at = 0;
      }
    }
  }
};

Plan::Plan(const PlanSpec& spec) : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.spec = spec;
  std::vector<std::vector<float>> fir = spec.fir;
  PlanSpec linear = spec;
  if (crosses_nothing(fir, spec.channels)) linear.crossfeed.reset();
  if (!fir.empty() && (!spec.biquads.empty() || linear.crossfeed)) {
    if (auto one = fold(linear)) {
      fir = *std::move(one);
      s.folded = true;
    }
  }
  const bool any_biquad =
      std::any_of(spec.biquads.begin(), spec.biquads.end(), [](const auto& c) { return !c.empty(); });
  if (any_biquad && !s.folded) s.biquads.emplace(std::span<const std::vector<BiquadCoefficients>>(spec.biquads));
  if (!fir.empty()) {
    dsp::ConvolverSpec convolver;
    convolver.inputs = convolver.outputs = spec.channels;
    convolver.impulse_responses = std::move(fir);
    convolver.block = spec.fir_block;
    convolver.head = spec.fir_late ? dsp::ConvolverHead::kBlock : dsp::ConvolverHead::kDirect;
    s.convolver.emplace(convolver);
    s.single.assign(spec.channels, std::vector<float>(spec.fir_late ? spec.fir_block : kMaxFrames));
    for (std::size_t c = 0; c < spec.channels; ++c) s.single_pointers[c] = s.single[c].data();
    for (const auto& response : convolver.impulse_responses) s.memory = std::max(s.memory, response.size());
  }
  if (spec.crossfeed && !(s.folded && linear.crossfeed)) s.crossfeed.emplace(*spec.crossfeed, spec.sample_rate);
  if (spec.limiter) s.limiter.emplace(*spec.limiter, spec.sample_rate, spec.channels);
  if (latency() > 0) s.skipped.assign(spec.channels, std::vector<double>(latency()));
  constexpr double kForgotten = 1e-3;  // of the peak: -60 dB, behind a fade that begins at nothing
  constexpr double kSettled = 1e-2;    // 0.1 dB
  const auto most = static_cast<std::size_t>(0.25 * spec.sample_rate.value());
  if (any_biquad && !s.folded) {
    std::size_t ringing = 0;
    for (const auto& sections : spec.biquads) {
      const auto response = impulse_response(sections, most);
      ringing = std::max({ringing, audible_length(response, kForgotten), settled_length(response, kSettled)});
    }
    s.memory += ringing;  // a FIR hears what they make
  }
  s.memory = std::min(s.memory + latency(), most);
}
Plan::~Plan() = default;

Result<std::unique_ptr<Plan>> Plan::make(const PlanSpec& spec) {
  EARDRUM_CHECK(check(spec));
  return std::unique_ptr<Plan>(new Plan(spec));
}

const PlanSpec& Plan::spec() const noexcept {
  return state_->spec;
}
std::size_t Plan::latency() const noexcept {
  const State& s = *state_;
  return (s.limiter ? s.limiter->latency() : 0) + (s.convolver && s.spec.fir_late ? s.spec.fir_block : 0) +
         (s.convolver ? s.spec.fir_delay : 0);
}
bool Plan::folded() const noexcept {
  return state_->folded;
}
std::size_t Plan::memory() const noexcept {
  return state_->memory;
}
Gain Plan::take_reduction() noexcept {
  return state_->limiter ? state_->limiter->take_reduction() : Gain(0);
}

void Plan::reset() noexcept {
  if (state_->biquads) state_->biquads->reset();
  if (state_->convolver) state_->convolver->reset();
  if (state_->spec.fir_late) {
    for (auto& block : state_->single) std::fill(block.begin(), block.end(), 0.0f);
    state_->late_at = 0;
  }
  if (state_->crossfeed) state_->crossfeed->reset();
  if (state_->limiter) state_->limiter->reset();
  for (auto& line : state_->skipped) std::fill(line.begin(), line.end(), 0.0);
}

void Plan::process(std::span<double* const> audio, std::size_t frames) noexcept {
  State& s = *state_;
  EARDRUM_EXPECTS(audio.size() == s.spec.channels && frames <= kMaxFrames);
  if (s.biquads) s.biquads->process(audio, frames);
  if (s.convolver) s.spec.fir_late ? s.convolve_late(audio, frames) : s.convolve_now(audio, frames);
  if (s.crossfeed) s.crossfeed->process(audio[0], audio[1], frames);
}

void Plan::limit(std::span<double* const> audio, std::size_t frames) noexcept {
  if (state_->limiter) state_->limiter->process(audio, frames);
}

void Plan::delay(std::span<double* const> audio, std::size_t frames) noexcept {
  State& s = *state_;
  for (std::size_t k = 0; k < frames && !s.skipped.empty(); ++k) {
    for (std::size_t c = 0; c < audio.size(); ++c) std::swap(s.skipped[c][s.skipped_at], audio[c][k]);
    s.skipped_at = s.skipped_at + 1 == s.skipped[0].size() ? 0 : s.skipped_at + 1;
  }
}

}  // namespace eardrum::engine
