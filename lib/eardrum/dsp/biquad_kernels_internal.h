// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace eardrum::dsp::detail {

/// How many sections of two channels the lanes of one vector of this machine hold, and how many vectors run at once.
struct BiquadShape {
  std::size_t slots, most_vectors;
};
BiquadShape biquad_shape();

/// Sections of two channels, run at once as so many `vectors`, in direct form II:
///   y = x + b1 w1 + b2 w2;  w = x - a1 w1 - a2 w2;  w2' = w1, w1' = w       (b divided by b0, less a)
/// Section i stands in vector i % vectors, pair of lanes slots - 1 - i / vectors; coefficients and states are laid out
/// so, vector after vector. Beyond `sections` they are 0.
struct BiquadPass {
  /// From (slots - 1) * vectors + 1 to slots * vectors: the last lanes have a section.
  std::size_t vectors = 0, sections = 0;
  const double *b1 = nullptr, *b2 = nullptr, *a1 = nullptr, *a2 = nullptr;
  double *w1 = nullptr, *w2 = nullptr;
};

/// Filters `frames` pairs of samples; the results go to left[n * stride], right[n * stride], which may be the memory of
/// `pairs`.
void run_biquads(const BiquadPass& pass, const double* pairs, std::size_t frames, double* left, double* right,
                 std::size_t stride);

/// Filters frames in place, which come with their gains, where this machine has a faster form for that: as many as it
/// says, from none to all. `pairs` is room for `most` pairs.
std::size_t run_alone(const BiquadPass& pass, double left_gain, double right_gain, double* left, double* right,
                      std::size_t frames, double* pairs, std::size_t most);

/// pairs[2 k] = left_gain * left[k], pairs[2 k + 1] = right_gain * right[k].
void to_pairs(const double* left, const double* right, double left_gain, double right_gain, double* pairs,
              std::size_t frames);

}  // namespace eardrum::dsp::detail
