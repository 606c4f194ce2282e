// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

namespace eardrum {

/// A number that carries its exact derivatives by three variables through a formula (forward differentiation), so that
/// a formula written once, for double and for this, gives both.
struct Dual {
  double value = 0.0;
  double slope[3] = {};

  Dual() = default;
  Dual(double constant) : value(constant) {}  // NOLINT(google-explicit-constructor): a constant is one
  Dual(double at, int variable) : value(at) { slope[variable] = 1.0; }
  /// f(x), of which the value and the derivative are known.
  Dual(const Dual& x, double at, double derivative) : value(at) {
    for (int i = 0; i < 3; ++i) slope[i] = derivative * x.slope[i];
  }
};

inline Dual operator-(const Dual& x) {
  return {x, -x.value, -1.0};
}

inline Dual operator+(const Dual& a, const Dual& b) {
  Dual sum(a.value + b.value);
  for (int i = 0; i < 3; ++i) sum.slope[i] = a.slope[i] + b.slope[i];
  return sum;
}

inline Dual operator-(const Dual& a, const Dual& b) {
  Dual difference(a.value - b.value);
  for (int i = 0; i < 3; ++i) difference.slope[i] = a.slope[i] - b.slope[i];
  return difference;
}

inline Dual operator*(const Dual& a, const Dual& b) {
  Dual product(a.value * b.value);
  for (int i = 0; i < 3; ++i) product.slope[i] = a.value * b.slope[i] + b.value * a.slope[i];
  return product;
}

inline Dual operator/(const Dual& a, const Dual& b) {
  const double inverse = 1.0 / b.value;
  Dual quotient(a.value * inverse);
  for (int i = 0; i < 3; ++i) quotient.slope[i] = (a.slope[i] - quotient.value * b.slope[i]) * inverse;
  return quotient;
}

inline Dual exp(const Dual& x) {
  const double value = std::exp(x.value);
  return {x, value, value};
}

inline Dual sqrt(const Dual& x) {
  const double root = std::sqrt(x.value);
  return {x, root, 0.5 / root};
}

inline Dual tan(const Dual& x) {
  const double tangent = std::tan(x.value);
  return {x, tangent, 1.0 + tangent * tangent};
}

inline Dual atan(const Dual& x) {
  return {x, std::atan(x.value), 1.0 / (1.0 + x.value * x.value)};
}

}  // namespace eardrum
