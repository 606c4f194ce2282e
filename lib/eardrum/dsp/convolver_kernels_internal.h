// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace eardrum::dsp::detail {

/// y[o][n] += sum over k < taps of h[o][k] x[n - k], for one or two outputs o and n < padded_frames: a multiple of 16,
/// up to which y may be written and x must be readable. x has `taps` + 14 samples of past before it, the last `taps` -
/// 1 of which count. `taps` is even. Each output is summed in one order, wherever it stands.
void add_fir(const float* const* h, std::size_t outputs, std::size_t taps, const float* x, float* const* y,
             std::size_t padded_frames);

/// y[n] = sum over k < count of parts[k][n], for n < padded_frames, as above.
void sum_parts(const float* const* parts, std::size_t count, float* y, std::size_t padded_frames);

/// Spectra with packed Nyquist (RealFft::forward_packed) cut into tiles of as many bins, so that what is multiplied
/// together lies together: [slot][re | im] of one tile.
struct TilePath {
  const float* x;                 // a ring of `count` slots
  std::array<const float*, 2> h;  // [output]: `count` partitions
};
struct TilePaths {
  const TilePath* at;   // [input]
  std::size_t count;    // of inputs
  std::size_t outputs;  // one, or two, for which each x is read once
  std::size_t bins;     // 16 or a multiple of it
  bool packed;          // bin 0 holds two real ones
};
/// What becomes of a tile, for one output.
struct TileSums {
  float *re, *im;
  float* ahead;  // [re | im]
};

/// Adds up, over the paths and the `count` partitions p, the products of h at p and x at slot newest + p (cyclic). In
/// the same pass, since what is multiplied comes from far away: `ahead`, the sum after the next x has come, but for the
/// product of that one.
void multiply_tile(const TilePaths& paths, std::size_t count, std::size_t newest, const TileSums* sums);

/// The sum of which multiply_tile() left `ahead` when slot newest + 1 was the newest.
void finish_tile(const TilePaths& paths, std::size_t newest, const TileSums* sums);

}  // namespace eardrum::dsp::detail
