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

// What the kernels run of a section; see BiquadPass.
struct Section {
  double gain = 1.0, b1 = 0.0, b2 = 0.0, a1 = 0.0, a2 = 0.0;

  Section() = default;
  explicit Section(const BiquadCoefficients& s) : a1(s.a1), a2(s.a2) {
    // A section without b0 is one with a b0 that is 600 dB down.
    constexpr double kNothing = 1e-30;
    gain = std::abs(s.b0) < kNothing ? kNothing : s.b0;
    b1 = s.b1 / gain - s.a1;
    b2 = s.b2 / gain - s.a2;
  }
};

// The sections of two channels, side by side, as the kernels want them.
struct Pair {
  std::array<std::vector<double>, 6> values;  // b1, b2, a1, a2 and the states w1, w2
  std::vector<detail::BiquadPass> passes;
  double gain = 1.0;
  double other_gain = 1.0;  // of the second channel

  Pair(const std::vector<BiquadCoefficients>& left, const std::vector<BiquadCoefficients>& right) {
    const detail::BiquadShape shape = detail::biquad_shape();
    const std::size_t sections = std::max(left.size(), right.size());
    const std::size_t vectors = (sections + shape.slots - 1) / shape.slots;
    const std::size_t count = (vectors + shape.most_vectors - 1) / shape.most_vectors;
    for (std::vector<double>& value : values) value.resize(vectors * 2 * shape.slots);
    std::size_t first_vector = 0, first = 0;
    for (std::size_t p = 0; p < count; ++p) {
      detail::BiquadPass pass;
      pass.vectors = (vectors - first_vector + count - p - 1) / (count - p);
      const std::size_t now = std::min(pass.vectors * shape.slots, sections - first);
      pass.sections = std::max(now, pass.vectors * (shape.slots - 1) + 1);
      const std::size_t at = first_vector * 2 * shape.slots;
      const auto [b1, b2, a1, a2] = std::array{&values[0][at], &values[1][at], &values[2][at], &values[3][at]};
      for (std::size_t i = 0; i < now; ++i) {
        for (std::size_t channel = 0; channel < 2; ++channel) {
          const auto& own = channel == 0 ? left : right;
          const Section section = first + i < own.size() ? Section(own[first + i]) : Section();
          const std::size_t lane = ((i % pass.vectors + 1) * shape.slots - 1 - i / pass.vectors) * 2 + channel;
          b1[lane] = section.b1, b2[lane] = section.b2, a1[lane] = section.a1, a2[lane] = section.a2;
          (channel == 0 ? gain : other_gain) *= section.gain;
        }
      }
      pass.b1 = b1, pass.b2 = b2, pass.a1 = a1, pass.a2 = a2;
      pass.w1 = &values[4][at], pass.w2 = &values[5][at];
      passes.push_back(pass);
      first += now;
      first_vector += pass.vectors;
    }
  }

  void reset() {
    for (std::size_t state = 4; state < values.size(); ++state) {
      std::fill(values[state].begin(), values[state].end(), 0.0);
    }
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
  for (Pair& pair : state_->pairs) pair.reset();
}

void BiquadCascade::process(std::span<double* const> audio, std::size_t frames) noexcept {
  EARDRUM_EXPECTS(audio.size() == channels());
  State& s = *state_;
  for (std::size_t p = 0; p < s.pairs.size(); ++p) {
    const Pair& pair = s.pairs[p];
    const bool alone = 2 * p + 1 == s.channels;
    double* const pairs = s.interleaved.data();
    std::size_t done = 0;
    if (pair.passes.size() == 1 && !alone) {
      done = detail::run_alone(pair.passes[0], s.gain * pair.gain, s.gain * pair.other_gain, audio[2 * p],
                               audio[2 * p + 1], frames, pairs, kChunk);
    }
    for (; done < frames; done += kChunk) {
      const std::size_t now = std::min(kChunk, frames - done);
      double* const left = audio[2 * p] + done;
      double* const right = alone ? s.nobody.data() : audio[2 * p + 1] + done;
      if (pair.passes.empty()) {
        const double gain = s.gain;
        for (std::size_t k = 0; k < now; ++k) left[k] *= gain, right[k] *= gain;
        continue;
      }
      detail::to_pairs(left, right, s.gain * pair.gain, s.gain * pair.other_gain, pairs, now);
      for (std::size_t k = 0; k + 1 < pair.passes.size(); ++k) {
        detail::run_biquads(pair.passes[k], pairs, now, pairs, pairs + 1, 2);
      }
      detail::run_biquads(pair.passes.back(), pairs, now, left, right, 1);
    }
  }
}

}  // namespace eardrum::dsp
