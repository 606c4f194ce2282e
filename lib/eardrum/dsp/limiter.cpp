// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/limiter.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include <eardrum/base/expects.h>
#include <eardrum/dsp/limiter_kernels_internal.h>

namespace eardrum::dsp {
namespace {

constexpr std::size_t kPhases = detail::kInterpolatorPhases;  // points a sample
constexpr std::size_t kHalf = 64;                             // samples of the interpolator on either side
constexpr std::size_t kTaps = 2 * kHalf;
// A peak between samples is made by its neighbours: the gain is down this many samples before and after it, too.
constexpr std::size_t kHold = 32;
constexpr double kInHandDb = 0.12;
constexpr double kKaiserBeta = 3.0;  // flat to 0.49 of the rate

// Interpolator between two samples: taps[kPhases * k + phase], a Kaiser-windowed sinc; phase 0 is the first of the two.
struct Interpolator {
  std::array<double, kTaps * kPhases> taps{};
  double largest_gain = 1.0;  // sum of |taps|: no point is farther from zero than this times the largest sample

  Interpolator() {
    const auto bessel = [](double x) {
      double sum = 1.0, term = 1.0;
      for (int k = 1; k < 40; ++k) sum += term *= (x / (2.0 * k)) * (x / (2.0 * k));
      return sum;
    };
    taps[kPhases * (kHalf - 1)] = 1.0;
    for (std::size_t phase = 1; phase < kPhases; ++phase) {
      double absolute = 0.0;
      for (std::size_t k = 0; k < kTaps; ++k) {
        const double t = static_cast<double>(k) - static_cast<double>(kHalf - 1) - static_cast<double>(phase) / kPhases;
        const double edge = t / static_cast<double>(kHalf);
        const double window = bessel(kKaiserBeta * std::sqrt(std::max(0.0, 1.0 - edge * edge))) / bessel(kKaiserBeta);
        double& tap = taps[kPhases * k + phase];
        tap = std::sin(std::numbers::pi * t) / (std::numbers::pi * t) * window;
        absolute += std::abs(tap);
      }
      largest_gain = std::max(largest_gain, absolute);
    }
  }
};

const Interpolator& interpolator() {
  static const Interpolator one;
  return one;
}

}  // namespace

struct Limiter::State {
  const Interpolator& between = interpolator();
  double ceiling, recovery;
  std::size_t channels, window, latency;

  std::vector<std::vector<double>> delay;  // [channel]: a ring of `ring` samples
  std::vector<std::array<double, 2 * kTaps>>
      recent;  // [channel]: the last kTaps samples, twice, so that they stand in one run
  std::size_t ring = 0, at = 0, recent_at = 0;
  std::size_t since_loud = kTaps;  // frames since one that could take part in a peak above the ceiling
  // Minimum of the wanted gains: the candidates in rising order, as a ring.
  std::vector<double> candidate;
  std::vector<std::uint64_t> candidate_time;
  std::size_t first_candidate = 0, candidates = 0;
  std::uint64_t time = 0;
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
    for (auto& samples : recent) samples.fill(0.0);
    std::fill(released.begin(), released.end(), 1.0);
    released_sum = static_cast<double>(window);
    at = recent_at = first_candidate = candidates = 0;
    since_loud = kTaps;
    time = 0;
    last_released = lowest = 1.0;
  }

  // The highest |value| between the two samples in the middle of the last kTaps, the first of them included.
  double true_peak() const {
    if (since_loud >= kTaps) return 0.0;
    double highest = 0.0;
    for (const auto& samples : recent) {
      highest = std::max(highest, detail::largest_of_phases(between.taps.data(), samples.data() + recent_at, kTaps));
    }
    return highest;
  }

  // The smallest of the last wanted gains: of the look-ahead and of the hold on both sides.
  double minimum(double wanted) {
    const std::size_t capacity = candidate.size();
    while (candidates > 0 && candidate[(first_candidate + candidates - 1) % capacity] >= wanted) --candidates;
    const std::size_t slot = (first_candidate + candidates++) % capacity;
    candidate[slot] = wanted;
    candidate_time[slot] = time;
    if (candidate_time[first_candidate] + window + 2 * kHold < time) {
      first_candidate = (first_candidate + 1) % capacity;
      --candidates;
    }
    return candidate[first_candidate];
  }

  double next_gain(double peak) {
    const double wanted = peak > ceiling ? ceiling / peak : 1.0;
    const double lowest_ahead = minimum(wanted);
    const double recovered = last_released + recovery * (1.0 - last_released);
    last_released = std::min(lowest_ahead, recovered > 1.0 - 1e-9 ? 1.0 : recovered);
    double& oldest = released[static_cast<std::size_t>(time % window)];
    released_sum += last_released - oldest;
    oldest = last_released;
    if (time % window == window - 1) {  // a running sum drifts
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
  for (std::size_t k = 0; k < frames; ++k) {
    double loudest = 0.0;
    for (std::size_t c = 0; c < s.channels; ++c) {
      const double x = audio[c][k];
      s.recent[c][s.recent_at] = s.recent[c][s.recent_at + kTaps] = x;
      s.delay[c][s.at] = x;
      loudest = std::max(loudest, std::abs(x));
    }
    s.since_loud = loudest * s.between.largest_gain < s.ceiling ? std::min(s.since_loud + 1, kTaps) : 0;
    s.recent_at = (s.recent_at + 1) % kTaps;
    const double gain = s.next_gain(s.true_peak());
    s.lowest = std::min(s.lowest, gain);
    s.at = (s.at + 1) % s.ring;  // now the oldest: `latency` frames back
    for (std::size_t c = 0; c < s.channels; ++c) audio[c][k] = gain * s.delay[c][s.at];
  }
}

}  // namespace eardrum::dsp
