// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <eardrum/base/aligned_array.h>

namespace eardrum::fft::detail {

/// One pass of the transforms over the vectors, decimation in frequency: it takes each part of radix * blocks vectors
/// to `radix` parts of `blocks`.
struct Pass {
  std::size_t radix;    // 4 or 8
  std::size_t blocks;   // m
  std::size_t twiddle;  // where its factors start: w^(j p) at [p][j - 1][re, im], p < m, 0 < j < radix
};

/// Everything that a complex transform of one length needs, computed once; it runs on vectors of `lanes` neighbouring
/// points.
template <class Sample>
struct Tables {
  static constexpr std::size_t kPadding = 64 / sizeof(Sample);  // a cache line
  std::size_t points = 0;                                       // at least 32
  std::size_t lanes = 0;                                        // their square divides `points`, or is less
  std::size_t vectors = 0;                                      // points / lanes
  std::vector<Pass> passes;
  AlignedArray<Sample> twiddles;
  AlignedArray<Sample> rotation;        // exp(-2 pi i k n / points) at [k < vectors][re | im][n < lanes]
  std::vector<std::uint32_t> position;  // where the passes leave result k of the transforms over the vectors
  /// Half of exp(-2 pi i k / (2 points)), k < points / 2: splits the packed transform into a real one's. Padded, so
  /// that a vector may be read beyond the last value that counts; empty when not needed.
  std::vector<Sample> cosine, sine;
};

/// The lanes that the machine's best instruction set takes a transform of so many points on.
template <class Sample>
std::size_t lanes(std::size_t points);
template <>
std::size_t lanes<float>(std::size_t points);
template <>
std::size_t lanes<double>(std::size_t points);

/// The complex transform, natural order in and out; `work` is 2 * points values that start a cache line.
void transform(const Tables<float>&, float* work, const float* re, const float* im, float* out_re, float* out_im);
void transform(const Tables<double>&, double* work, const double* re, const double* im, double* out_re, double* out_im);

/// Where Nyquist goes: a bin of its own, or the imaginary part of bin 0.
enum class Nyquist { kOwnBin, kInBinZero };

void forward(const Tables<float>&, float* work, const float* time, float* re, float* im, Nyquist);
void forward(const Tables<double>&, double* work, const double* time, double* re, double* im, Nyquist);
void inverse(const Tables<float>&, float* work, const float* re, const float* im, float* time, Nyquist);
void inverse(const Tables<double>&, double* work, const double* re, const double* im, double* time, Nyquist);

}  // namespace eardrum::fft::detail
