// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/blindtest/statistics.h>

#include <cmath>

#include <eardrum/base/expects.h>

namespace eardrum::blindtest {

double guessing_probability(int trials, int correct) {
  EARDRUM_EXPECTS(trials >= 1 && trials <= 1000 && correct >= 0 && correct <= trials);
  // From the rare end, so that small terms add before large ones: C(n, n) / 2^n, then each neighbour by its ratio.
  double term = std::exp2(-trials);
  double sum = 0.0;
  for (int i = trials; i >= correct; --i) {
    sum += term;
    term *= static_cast<double>(i) / static_cast<double>(trials - i + 1);
  }
  return sum;
}

int needed_correct(int trials, double significance) {
  int needed = trials + 1;
  while (needed > 0 && guessing_probability(trials, needed - 1) <= significance) --needed;
  return needed;
}

}  // namespace eardrum::blindtest
