// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>

namespace eardrum::fft::detail {

struct Turn {
  double re, im;
};

/// exp(-2 pi i k / n), k < n, to the last bit of a double: the angle is reduced to an eighth of a turn before sin and
/// cos see it.
inline Turn turn(std::size_t k, std::size_t n) {
  const std::size_t eighth = (8 * k) / n;  // k < n
  const auto angle = [n](std::size_t a) {
    return 2.0 * std::numbers::pi * static_cast<double>(a) / static_cast<double>(n);
  };
  const std::size_t quarter = (eighth + 1) / 2;  // the nearest multiple of a quarter turn
  const bool beyond = 4 * k >= quarter * n;
  const double a = beyond ? angle((4 * k - quarter * n)) / 4.0 : -angle((quarter * n - 4 * k)) / 4.0;
  const double c = std::cos(a), s = std::sin(a);
  switch (quarter % 4) {
    case 0:
      return {c, -s};
    case 1:
      return {-s, -c};
    case 2:
      return {-c, s};
    default:
      return {s, c};
  }
}

}  // namespace eardrum::fft::detail
