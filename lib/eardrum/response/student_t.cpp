// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/student_t.h>

#include <cmath>
#include <numbers>

#include <eardrum/base/expects.h>

namespace eardrum {
namespace {

// P(|T| <= t), the finite sums of Abramowitz and Stegun 26.7.3 (odd) and 26.7.4 (even degrees of freedom).
double probability_within(double t, int dof) {
  const double theta = std::atan(t / std::sqrt(static_cast<double>(dof)));
  const double sine = std::sin(theta);
  const double cosine = std::cos(theta);
  double sum = 0.0;
  double term = dof % 2 == 0 ? 1.0 : cosine;
  for (int k = dof % 2 == 0 ? 2 : 3; k <= dof; k += 2) {
    sum += term;
    term *= cosine * cosine * (k - 1) / k;
  }
  if (dof % 2 == 0) return sine * sum;
  return 2.0 / std::numbers::pi * (theta + sine * sum);
}

}  // namespace

double student_t_two_sided(double confidence, int degrees_of_freedom) {
  EARDRUM_EXPECTS(confidence > 0.0 && confidence < 1.0 && degrees_of_freedom >= 1);
  double low = 0.0;
  double high = 1.0;
  while (probability_within(high, degrees_of_freedom) < confidence) high *= 2.0;
  for (int step = 0; step < 100 && high - low > 1e-10; ++step) {
    const double middle = 0.5 * (low + high);
    (probability_within(middle, degrees_of_freedom) < confidence ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace eardrum
