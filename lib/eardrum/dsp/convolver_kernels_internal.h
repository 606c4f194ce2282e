// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace eardrum::dsp::detail {

/// y[n] += sum over k < taps of h[k] x[n - k], for n < padded_frames: a multiple of 16, up to which y may be written
/// and x must be readable. x has `taps` - 1 samples of past before it. `taps` is even. Each output is summed in one
/// order, wherever it stands.
void add_fir(const float* h, std::size_t taps, const float* x, float* y, std::size_t padded_frames);

/// Spectra with packed Nyquist (RealFft::forward_packed) cut into tiles of as many bins, so that what is multiplied
/// together lies together: [slot][re | im] of one tile.
struct TilePath {
  const float* x;  // a ring of `count` slots
  const float* h;  // `count` partitions
};

/// Adds up, over the paths and the partitions p, the products of h at p and x at slot newest + p (cyclic). Writes
/// `bins` bins of the sum: 32 or a multiple of it. `packed`: the tile's bin 0 holds two real ones. In the same pass,
/// since what is multiplied comes from far away: `ahead` [re | im], the sum after the next x has come, but for the
/// product of that one.
void multiply_tile(const TilePath* paths, std::size_t path_count, std::size_t count, std::size_t newest,
                   std::size_t bins, bool packed, float* re, float* im, float* ahead);

/// The sum of which multiply_tile() left `ahead` when slot newest + 1 was the newest.
void finish_tile(const TilePath* paths, std::size_t path_count, std::size_t newest, std::size_t bins, bool packed,
                 const float* ahead, float* re, float* im);

}  // namespace eardrum::dsp::detail
