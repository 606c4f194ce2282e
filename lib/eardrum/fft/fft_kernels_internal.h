// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace eardrum::fft::detail {

/// One pass of the complex transform of half = 4^a or 4^a * 8 points (Stockham, decimation in frequency, natural order
/// out): it takes `stride` interleaved transforms of radix * blocks points to radix * stride transforms of `blocks`
/// points.
struct Pass {
  std::size_t radix;    // 4, or 8 without twiddles as the last
  std::size_t blocks;   // m
  std::size_t stride;   // s
  std::size_t twiddle;  // where its 6 * (blocks + padding) twiddle factors start: re, im of w, w^2, w^3
};

/// Everything that a transform of one length needs, computed once. Arrays have `kPadding` spare entries, so that a
/// vector may read or write beyond the last value that counts.
template <class Sample>
struct Tables {
  static constexpr std::size_t kPadding = 64 / sizeof(Sample);
  std::size_t half = 0;  // complex points: size / 2, at least 32
  // A transform that fits the first-level cache is one row of passes. A longer one is columns x rows points: transforms
  // of the columns (`passes`), a rotation of every point, transforms of the rows (`row_passes`); so it goes through the
  // second-level cache three times and not once a pass (D. H. Bailey, FFTs in external or hierarchical memory, 1990).
  std::size_t columns = 0, rows = 0;  // row length and column length, or 0
  std::vector<Pass> passes, row_passes;
  std::vector<Sample> rotation_re, rotation_im;  // exp(-2 pi i k n / half) at [k][n], n < columns
  std::vector<Sample> twiddles;
  std::vector<Sample> cosine,
      sine;  // exp(-2 pi i k / size), k < half / 2: splits the packed transform into a real one's
};

/// Two complex arrays of half + kPadding points (rows * kPadding more when there are rows), and for the columns two of
/// 256 * kPadding.
template <class Sample>
struct Scratch {
  Sample* re[2];
  Sample* im[2];
  Sample* column_re[2];
  Sample* column_im[2];
};

/// Where Nyquist goes: a bin of its own, or the imaginary part of bin 0.
enum class Nyquist { kOwnBin, kInBinZero };

void forward(const Tables<float>&, const Scratch<float>&, const float* time, float* re, float* im, Nyquist);
void forward(const Tables<double>&, const Scratch<double>&, const double* time, double* re, double* im, Nyquist);
void inverse(const Tables<float>&, const Scratch<float>&, const float* re, const float* im, float* time, Nyquist);
void inverse(const Tables<double>&, const Scratch<double>&, const double* re, const double* im, double* time, Nyquist);

}  // namespace eardrum::fft::detail
