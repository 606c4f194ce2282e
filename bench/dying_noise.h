// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

namespace eardrum::bench {

/// An impulse response of noise that dies away by 35 dB, or as many nepers, of energy 1/2.
inline std::vector<float> dying_noise(std::size_t taps, unsigned seed, float nepers = 4.0f) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> full_scale(-1.0f, 1.0f);
  std::vector<float> h(taps);
  double energy = 0.0;
  for (std::size_t k = 0; k < taps; ++k) {
    h[k] = full_scale(random) * std::exp(-nepers * static_cast<float>(k) / static_cast<float>(taps));
    energy += static_cast<double>(h[k]) * static_cast<double>(h[k]);
  }
  for (float& tap : h) tap *= static_cast<float>(std::sqrt(0.5 / energy));
  return h;
}

}  // namespace eardrum::bench
