// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include <eardrum/engine/plan.h>

namespace eardrum::test {

using Channels = std::vector<std::vector<float>>;

/// A response that begins at full height and has fallen by 52 dB after `taps`.
inline std::vector<float> fir(std::size_t taps, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0.0f, 0.05f);
  std::vector<float> h(taps);
  for (std::size_t k = 0; k < taps; ++k)
    h[k] = normal(random) * std::exp(-6.0f * static_cast<float>(k) / static_cast<float>(taps));
  h[0] = 1.0f;
  return h;
}

/// Everything that a plan can hold, in stereo.
inline engine::PlanSpec full_spec(unsigned variant = 0, Hertz sample_rate = Hertz(48000)) {
  engine::PlanSpec spec;
  spec.sample_rate = sample_rate;
  spec.preamp = Gain(-6.0 - variant);
  const std::vector<Band> bands = {{BandType::kLowShelf, Hertz(105), Gain(4.0 - variant), 0.7},
                                   {BandType::kPeaking, Hertz(3000), Gain(-3.0 + variant), 2.0},
                                   {BandType::kHighShelf, Hertz(9000), Gain(2.0), 0.7}};
  std::vector<BiquadCoefficients> sections;
  for (const Band& band : bands) sections.push_back(design(band, spec.sample_rate));
  spec.biquads = {sections, sections};
  spec.fir = {fir(1500, variant), {}, {}, fir(1500, variant + 1)};
  spec.crossfeed = dsp::CrossfeedParams{};
  spec.limiter = dsp::LimiterParams{};
  return spec;
}

inline std::unique_ptr<engine::Plan> plan(const engine::PlanSpec& spec) {
  return *engine::Plan::make(spec);
}

inline Channels noise(std::size_t frames, float level, std::size_t channels = 2) {
  std::mt19937 random(4);
  std::uniform_real_distribution<float> full_scale(-level, level);
  Channels x(channels, std::vector<float>(frames));
  for (auto& channel : x) {
    for (float& sample : channel) sample = full_scale(random);
  }
  return x;
}

}  // namespace eardrum::test
