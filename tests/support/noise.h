// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <random>
#include <vector>

namespace eardrum::test {

/// White noise from -1 to 1, the same for the same seed.
template <class Sample>
std::vector<Sample> noise(std::size_t size, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> full_scale(-1.0, 1.0);
  std::vector<Sample> x(size);
  for (Sample& value : x) value = static_cast<Sample>(full_scale(random));
  return x;
}

}  // namespace eardrum::test
