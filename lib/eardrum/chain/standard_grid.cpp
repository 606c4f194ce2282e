// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/standard_grid.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace eardrum::chain {

const FrequencyGrid& standard_grid() {
  static const FrequencyGrid grid = [] {
    std::vector<double> hz;
    for (int k = -271; k <= 208; ++k) hz.push_back(1000.0 * std::exp2(k / 48.0));
    return FrequencyGrid::make(std::move(hz)).value();
  }();
  return grid;
}

std::size_t nearest_index(const FrequencyGrid& grid, Hertz frequency) {
  EARDRUM_EXPECTS(frequency > Hertz(0));
  const auto log_hz = grid.log_hz();
  const double x = std::log(frequency.value());
  const auto right = std::lower_bound(log_hz.begin(), log_hz.end(), x);
  if (right == log_hz.begin()) return 0;
  if (right == log_hz.end()) return log_hz.size() - 1;
  const auto i = static_cast<std::size_t>(right - log_hz.begin());
  return x - log_hz[i - 1] <= log_hz[i] - x ? i - 1 : i;
}

}  // namespace eardrum::chain
