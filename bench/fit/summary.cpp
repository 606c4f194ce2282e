// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "summary.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace eardrum::bench {

std::string Ratios::text() const {
  if (values_.empty()) return "no figures";
  double log_sum = 0.0, worst = 0.0;
  std::size_t below = 0, within = 0, better = 0;
  for (const double ratio : values_) {
    log_sum += std::log(ratio);
    worst = std::max(worst, ratio);
    below += ratio <= 1.0;
    within += ratio <= 1.02;
    better += ratio < 0.98;
  }
  const auto count = static_cast<double>(values_.size());
  char text[200];
  std::snprintf(
      text, sizeof text,
      "geometric mean of ratios %.4f, worst %.3f; at or below on %zu of %zu (%.1f %%), within 2 %% on %zu, lower by "
      "more than 2 %% on %zu",
      std::exp(log_sum / count), worst, below, values_.size(), 100.0 * static_cast<double>(below) / count, within,
      better);
  return text;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

}  // namespace eardrum::bench
