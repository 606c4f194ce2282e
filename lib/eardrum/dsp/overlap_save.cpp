// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/overlap_save.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include <eardrum/base/aligned_array.h>
#include <eardrum/base/expects.h>
#include <eardrum/fft/cyclic_convolution.h>

namespace eardrum::dsp {
namespace {

constexpr std::size_t kLine = 16;  // samples: blocks begin where vectors do

// How many samples of the past a block begins with.
std::size_t overlap_of(std::size_t taps) {
  return (std::max<std::size_t>(taps, 1) - 1 + kLine - 1) / kLine * kLine;
}

// Nanoseconds a point of a convolution of 2^10 points and so on, as measured (bench/dsp): the caches are felt, but not
// much. The last ones are dearer here than where a third-level cache of 260 MB holds all.
double cost_per_point(std::size_t transform) {
  constexpr double kMeasured[] = {1.5, 1.6, 1.75, 1.9, 1.98, 2.0, 2.05, 2.2, 2.4, 2.9, 3.6};
  const auto stages = static_cast<std::size_t>(std::bit_width(transform) - 1);
  return kMeasured[std::clamp<std::size_t>(stages, 10, 20) - 10];
}

std::size_t cheapest_transform(std::size_t taps) {
  const std::size_t overlap = overlap_of(taps), first = std::max<std::size_t>(std::bit_ceil(overlap + 1), 1024);
  double least = std::numeric_limits<double>::infinity();
  std::size_t best = first;
  for (std::size_t size = first; size <= std::max<std::size_t>(8 * first, 1u << 16) && size <= 1u << 22; size *= 2) {
    const double cost = cost_per_point(size) * static_cast<double>(size) / static_cast<double>(size - overlap);
    if (cost < least) least = cost, best = size;
  }
  return best;
}

std::size_t longest(const OverlapSaveSpec& spec) {
  std::size_t taps = 1;
  for (const auto& response : spec.impulse_responses) taps = std::max(taps, response.size());
  return taps;
}

// A path from each input to the output of its number and nowhere else.
bool is_diagonal(const OverlapSaveSpec& spec) {
  if (spec.inputs != spec.outputs) return false;
  for (std::size_t path = 0; path < spec.impulse_responses.size(); ++path) {
    if (path % (spec.inputs + 1) != 0 && !spec.impulse_responses[path].empty()) return false;
  }
  return true;
}

}  // namespace

struct OverlapSave::State {
  std::size_t inputs, outputs;
  std::size_t size, overlap, block;                         // size = overlap + block
  std::vector<fft::CyclicConvolution<float>> convolutions;  // one of all channels, or one for each
  // [channel]: `overlap` samples of the past, then two blocks. The first block and what is before it are the real part
  // of a convolution, the second one and what is before it the imaginary part; the result takes the blocks' places.
  std::vector<AlignedArray<float>> audio;
  std::vector<AlignedArray<float>> kept;  // [input]: the past of the next run
  std::vector<fft::Signal<const float>> in;
  std::vector<fft::Signal<float>> out;

  explicit State(const OverlapSaveSpec& spec)
      : inputs(spec.inputs),
        outputs(spec.outputs),
        size(spec.transform != 0 ? spec.transform : cheapest_transform(longest(spec))),
        overlap(overlap_of(longest(spec))),
        block(size - overlap) {
    EARDRUM_EXPECTS(inputs > 0 && outputs > 0 && spec.impulse_responses.size() == inputs * outputs);
    EARDRUM_EXPECTS(longest(spec) <= kMostTaps && size > overlap);
    const std::size_t together = is_diagonal(spec) ? 1 : inputs, groups = inputs / together;
    for (std::size_t g = 0; g < groups; ++g) {
      auto& convolution = convolutions.emplace_back(size, together, outputs / groups);
      for (std::size_t o = 0; o < outputs / groups; ++o) {
        for (std::size_t i = 0; i < together; ++i) {
          const auto& response = spec.impulse_responses[(g + o) * inputs + g + i];
          if (!response.empty()) convolution.set_filter(o, i, response, spec.gain);
        }
      }
    }
    for (std::size_t c = 0; c < std::max(inputs, outputs); ++c) {
      float* const samples = audio.emplace_back(overlap + 2 * block).data();
      if (c < inputs) in.push_back({samples, samples + block});
      if (c < outputs) out.push_back({samples, samples + block});
    }
    for (std::size_t i = 0; i < inputs; ++i) kept.emplace_back(overlap);
  }

  void run() {
    for (std::size_t i = 0; i < inputs; ++i) std::copy_n(audio[i].data() + 2 * block, overlap, kept[i].data());
    const std::size_t groups = convolutions.size();
    for (std::size_t g = 0; g < groups; ++g) {
      convolutions[g].run(std::span(in).subspan(g * inputs / groups, inputs / groups),
                          std::span(out).subspan(g * outputs / groups, outputs / groups), overlap);
    }
    for (std::size_t i = 0; i < inputs; ++i) std::copy_n(kept[i].data(), overlap, audio[i].data());
  }
};

OverlapSave::OverlapSave(const OverlapSaveSpec& spec) : state_(std::make_unique<State>(spec)) {}
OverlapSave::~OverlapSave() = default;
OverlapSave::OverlapSave(OverlapSave&&) noexcept = default;
OverlapSave& OverlapSave::operator=(OverlapSave&&) noexcept = default;

std::size_t OverlapSave::transform() const noexcept {
  return state_->size;
}
std::size_t OverlapSave::frames() const noexcept {
  return 2 * state_->block;
}
std::span<float> OverlapSave::audio(std::size_t channel) noexcept {
  return state_->audio[channel].part(state_->overlap, frames());
}
void OverlapSave::run() noexcept {
  state_->run();
}

}  // namespace eardrum::dsp
