// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/limiter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <eardrum/base/expects.h>
#include <eardrum/dsp/true_peak_internal.h>

namespace eardrum::dsp {
namespace {

constexpr std::size_t kHalf = detail::kPeakHalf;
constexpr std::size_t kBefore = detail::kPeakTaps - 1;  // samples that the interpolator still needs
constexpr std::size_t kChunk = 256;                     // frames whose peaks are looked for at once
// A peak between samples is made by its neighbours: the gain is down this many samples before and after it, too.
constexpr std::size_t kHold = 32;
constexpr double kInHandDb = 0.12;

}  // namespace

struct Limiter::State {
  detail::PeakInterpolator interpolator;
  double ceiling, recovery;
  std::size_t channels, window, latency;

  std::vector<std::vector<double>> delay;  // [channel]: a ring of `ring` samples
  std::size_t ring = 0, at = 0;
  // [channel]: what came before, and a chunk. Single precision keeps a peak to 0.00001 dB.
  std::vector<std::array<float, kBefore + kChunk + detail::kPeakPadding>> recent;
  std::array<float, kChunk + detail::kPeakPadding> peaks{};  // of the frames of a chunk
  // Minimum of the wanted gains: the candidates in rising order, as a ring.
  std::vector<double> candidate;
  std::vector<std::uint64_t> candidate_time;
  std::size_t first_candidate = 0, candidates = 0;
  std::uint64_t time = 0;
  std::size_t released_at = 0;
  std::vector<double> released;  // the last `window` gains after recovery
  double released_sum = 0.0, gain = 1.0, last_released = 1.0, lowest = 1.0;

  State(const LimiterParams& params, Hertz sample_rate, std::size_t channel_count) : channels(channel_count) {
    EARDRUM_EXPECTS(params.ceiling <= Gain(0) && params.look_ahead_s > 0.0 && params.release_s > 0.0 && channels > 0);
    ceiling = (params.ceiling - Gain(kInHandDb)).amplitude_ratio();
    recovery = 1.0 - std::exp(-1.0 / (params.release_s * sample_rate.value()));
    window = std::max<std::size_t>(8, static_cast<std::size_t>(std::lround(params.look_ahead_s * sample_rate.value())));
    // The interpolator looks kHalf samples ahead; a peak between two samples belongs to both.
    latency = kHalf + window + kHold;
    ring = latency + 1;
    delay.assign(channels, std::vector<double>(ring));
    recent.resize(channels);
    candidate.resize(window + 2 * kHold + 2);
    candidate_time.resize(window + 2 * kHold + 2);
    released.resize(window);
    clear();
  }

  void clear() {
    for (auto& line : delay) std::fill(line.begin(), line.end(), 0.0);
    for (auto& samples : recent) samples.fill(0.0f);
    std::fill(released.begin(), released.end(), 1.0);
    released_sum = static_cast<double>(window);
    at = released_at = first_candidate = candidates = 0;
    time = 0;
    last_released = lowest = 1.0;
  }

  // Into `peaks`: the highest |value| between the two samples in the middle of what each frame makes the last kTaps,
  // ends included; 0 where it cannot be near the ceiling.
  void find_peaks(std::span<double* const> audio, std::size_t from, std::size_t frames) {
    std::fill_n(peaks.begin(), frames, 0.0f);
    for (std::size_t c = 0; c < channels; ++c) {
      float* const samples = recent[c].data();
      for (std::size_t k = 0; k < frames; ++k) samples[kBefore + k] = static_cast<float>(audio[c][from + k]);
      interpolator.find(samples, frames, static_cast<float>(ceiling), peaks.data());
      std::copy_n(samples + frames, kBefore, samples);
    }
  }

  // The smallest of the last wanted gains: of the look-ahead and of the hold on both sides.
  double minimum(double wanted) {
    const std::size_t capacity = candidate.size();
    const auto wrapped = [&](std::size_t index) { return index < capacity ? index : index - capacity; };
    while (candidates > 0 && candidate[wrapped(first_candidate + candidates - 1)] >= wanted) --candidates;
    const std::size_t slot = wrapped(first_candidate + candidates++);
    candidate[slot] = wanted;
    candidate_time[slot] = time;
    if (candidate_time[first_candidate] + window + 2 * kHold < time) {
      first_candidate = wrapped(first_candidate + 1);
      --candidates;
    }
    return candidate[first_candidate];
  }

  double next_gain(double peak) {
    const double wanted = peak > ceiling ? ceiling / peak : 1.0;
    const double lowest_ahead = minimum(wanted);
    const double recovered = last_released + recovery * (1.0 - last_released);
    last_released = std::min(lowest_ahead, recovered > 1.0 - 1e-9 ? 1.0 : recovered);
    double& oldest = released[released_at];
    released_sum += last_released - oldest;
    oldest = last_released;
    if (++released_at == window) {  // a running sum drifts
      released_at = 0;
      released_sum = 0.0;
      for (const double value : released) released_sum += value;
    }
    ++time;
    const double average = released_sum / static_cast<double>(window);
    return average > 1.0 - 1e-12 ? 1.0 : average;
  }
};

Limiter::Limiter(const LimiterParams& params, Hertz sample_rate, std::size_t channels)
    : state_(std::make_unique<State>(params, sample_rate, channels)) {}
Limiter::~Limiter() = default;
Limiter::Limiter(Limiter&&) noexcept = default;
Limiter& Limiter::operator=(Limiter&&) noexcept = default;

std::size_t Limiter::latency() const noexcept {
  return state_->latency;
}
void Limiter::reset() noexcept {
  state_->clear();
}

Gain Limiter::take_reduction() noexcept {
  const double lowest = state_->lowest;
  state_->lowest = 1.0;
  return Gain::from_amplitude_ratio(lowest);
}

void Limiter::process(std::span<double* const> audio, std::size_t frames) noexcept {
  State& s = *state_;
  EARDRUM_EXPECTS(audio.size() == s.channels);
  for (std::size_t from = 0; from < frames; from += kChunk) {
    const std::size_t now = std::min(kChunk, frames - from);
    s.find_peaks(audio, from, now);
    for (std::size_t k = 0; k < now; ++k) {
      const double gain = s.next_gain(static_cast<double>(s.peaks[k]));
      s.lowest = std::min(s.lowest, gain);
      const std::size_t oldest = s.at + 1 == s.ring ? 0 : s.at + 1;  // `latency` frames back
      for (std::size_t c = 0; c < s.channels; ++c) {
        s.delay[c][s.at] = audio[c][from + k];
        audio[c][from + k] = gain * s.delay[c][oldest];
      }
      s.at = oldest;
    }
  }
}

}  // namespace eardrum::dsp
