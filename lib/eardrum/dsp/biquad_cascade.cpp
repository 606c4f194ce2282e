// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/biquad_cascade.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/base/expects.h>
#include <eardrum/dsp/biquad_kernels_internal.h>

namespace eardrum::dsp {
namespace {

constexpr std::size_t kChunk = 1024;  // frames: 16 kB of pairs, which the first-level cache keeps

bool is_peaking(const BiquadCoefficients& s) {
  constexpr double kRounding = 1e-14;
  return std::abs(s.b1 - s.a1) <= kRounding && std::abs(s.b0 + s.b2 - 1.0 - s.a2) <= kRounding;
}

// The sections of two channels side by side, and what both kernels' forms make of them.
struct Pair {
  std::vector<double> feed, a1, a2, feed2, s1, s2;
  detail::BiquadPair lanes;
  double gain = 1.0;
  double other_gain = 1.0;  // of the second channel

  Pair(const std::vector<BiquadCoefficients>& left, const std::vector<BiquadCoefficients>& right) {
    using Two = std::array<BiquadCoefficients, 2>;
    std::vector<Two> general, peaking;
    for (std::size_t k = 0; k < std::max(left.size(), right.size()); ++k) {
      const Two two{k < left.size() ? left[k] : BiquadCoefficients{},
                    k < right.size() ? right[k] : BiquadCoefficients{}};
      (is_peaking(two[0]) && is_peaking(two[1]) ? peaking : general).push_back(two);
    }
    constexpr std::size_t kSlots = detail::BiquadPair::kSlots;
    while (general.size() % kSlots !=
           0) {  // a peaking section runs in the general form too, and fills a slot that is paid for
      general.push_back(peaking.empty() ? Two{} : peaking.back());
      if (!peaking.empty()) peaking.pop_back();
    }
    while (peaking.size() % kSlots != 0) peaking.push_back(Two{});
    for (const Two& two : general) {
      for (std::size_t channel = 0; channel < 2; ++channel) {
        const BiquadCoefficients& s = two[channel];
        // A section without b0 is one with a b0 that is 600 dB down.
        const double b0 = std::abs(s.b0) < 1e-30 ? 1e-30 : s.b0;
        (channel == 0 ? gain : other_gain) *= b0;
        append(s.b1 / b0 - s.a1, s.a1, s.a2, s.b2 / b0 - s.a2);
      }
    }
    for (const Two& two : peaking) {
      for (const BiquadCoefficients& s : two) append(s.b0 - 1.0, s.a1, s.a2, 0.0);
    }
    s1.resize(feed.size());
    s2.resize(feed.size());
    lanes = {general.size(), peaking.size(), feed.data(), a1.data(), a2.data(), feed2.data(), s1.data(), s2.data()};
  }

 private:
  void append(double feed_value, double a1_value, double a2_value, double feed2_value) {
    feed.push_back(feed_value);
    a1.push_back(a1_value);
    a2.push_back(a2_value);
    feed2.push_back(feed2_value);
  }
};

}  // namespace

struct BiquadCascade::State {
  std::size_t channels = 0;
  double gain = 1.0;
  std::vector<Pair> pairs;
  alignas(64) std::array<double, 2 * kChunk> interleaved{};
  alignas(64) std::array<double, kChunk> nobody{};  // the channel beside the last of an odd number
};

BiquadCascade::BiquadCascade(std::span<const std::vector<BiquadCoefficients>> sections, double gain)
    : state_(std::make_unique<State>()) {
  EARDRUM_EXPECTS(!sections.empty());
  state_->channels = sections.size();
  state_->gain = gain;
  static const std::vector<BiquadCoefficients> kNone;
  for (std::size_t c = 0; c < sections.size(); c += 2) {
    state_->pairs.emplace_back(sections[c], c + 1 < sections.size() ? sections[c + 1] : kNone);
  }
}
BiquadCascade::~BiquadCascade() = default;
BiquadCascade::BiquadCascade(BiquadCascade&&) noexcept = default;
BiquadCascade& BiquadCascade::operator=(BiquadCascade&&) noexcept = default;

std::size_t BiquadCascade::channels() const noexcept {
  return state_->channels;
}

void BiquadCascade::reset() noexcept {
  for (Pair& pair : state_->pairs) {
    std::fill(pair.s1.begin(), pair.s1.end(), 0.0);
    std::fill(pair.s2.begin(), pair.s2.end(), 0.0);
  }
}

void BiquadCascade::process(std::span<double* const> audio, std::size_t frames) noexcept {
  EARDRUM_EXPECTS(audio.size() == channels());
  State& s = *state_;
  for (std::size_t p = 0; p < s.pairs.size(); ++p) {
    const bool alone = 2 * p + 1 == s.channels;
    for (std::size_t done = 0; done < frames; done += kChunk) {
      const std::size_t now = std::min(kChunk, frames - done);
      double* const left = audio[2 * p] + done;
      double* const right = alone ? s.nobody.data() : audio[2 * p + 1] + done;
      detail::to_pairs(left, right, s.gain * s.pairs[p].gain, s.gain * s.pairs[p].other_gain, s.interleaved.data(),
                       now);
      detail::run_biquads(s.pairs[p].lanes, s.interleaved.data(), now);
      detail::from_pairs(s.interleaved.data(), left, right, now);
    }
  }
}

}  // namespace eardrum::dsp
