// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace eardrum::dsp::detail {

/// The sections of two channels as the lanes want them: value k of channel c at [2 k + c]. First `general` slots in the
/// form
///   y = x + s1;  s1' = s2 + feed x - a1 s1;  s2' = feed2 x - a2 s1
///   (b divided by b0; feed = b1 - a1, feed2 = b2 - a2)
/// then `peaking` slots in the form
///   bp = x + s1;  y = x + feed bp;  s1' = s2 - a1 bp;  s2' = -x - a2 bp     (feed = g = b0 - 1)
/// Both counts are multiples of kSlots, filled up with sections that do nothing, so that every vector length divides
/// them.
struct BiquadPair {
  static constexpr std::size_t kSlots = 4;
  std::size_t general = 0, peaking = 0;
  const double *feed = nullptr, *a1 = nullptr, *a2 = nullptr, *feed2 = nullptr;
  double *s1 = nullptr, *s2 = nullptr;
};

/// Filters `frames` pairs of samples in place.
void run_biquads(const BiquadPair& sections, double* pairs, std::size_t frames);

/// pairs[2 k] = left_gain * left[k], pairs[2 k + 1] = right_gain * right[k]; and back.
void to_pairs(const double* left, const double* right, double left_gain, double right_gain, double* pairs,
              std::size_t frames);
void from_pairs(const double* pairs, double* left, double* right, std::size_t frames);

}  // namespace eardrum::dsp::detail
