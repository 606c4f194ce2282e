// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace eardrum::test {

/// What is left of a steady tone besides the tone: a third difference damps 440 Hz by 75 dB and lets a click through.
inline double click_dbfs(const std::vector<float>& x) {
  double worst = 0.0;
  for (std::size_t k = 3; k < x.size(); ++k) {
    const double d = static_cast<double>(x[k]) - 3.0 * static_cast<double>(x[k - 1]) +
                     3.0 * static_cast<double>(x[k - 2]) - static_cast<double>(x[k - 3]);
    worst = std::max(worst, std::abs(d) / 8.0);
  }
  return 20.0 * std::log10(worst + 1e-12);
}

}  // namespace eardrum::test
