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
  std::size_t points = 0;   // at least 32
  std::size_t lanes = 0;    // their square divides `points`, or is less
  std::size_t vectors = 0;  // points / lanes
  std::vector<Pass> passes;
  AlignedArray<Sample> twiddles;
  AlignedArray<Sample> rotation;        // exp(-2 pi i k n / points) at [k < vectors, in `Order`][re | im][n < lanes]
  std::vector<std::uint32_t> position;  // where the passes leave result k of the transforms over the vectors
  /// Half of exp(-2 pi i k / (2 points)) at [vector][re | im][lane], k < points / 2, which makes bins of the packed
  /// transform of a real signal; empty when not needed.
  AlignedArray<Sample> half_turns;
};

/// How many vectors of complex points the first-level cache holds besides what else a pass needs.
template <class Sample>
constexpr std::size_t first_level_vectors(std::size_t lanes) {
  return 32768 / (2 * sizeof(Sample) * lanes);
}

/// The order of `rotation`: of the results, or of where the passes leave them.
enum class Order { kNatural, kAsLeft };

/// The tables of a complex transform of a power of two from 32 on.
template <class Sample>
Tables<Sample> make_tables(std::size_t points, Order order);
extern template Tables<float> make_tables<float>(std::size_t, Order);
extern template Tables<double> make_tables<double>(std::size_t, Order);

/// The lanes that the machine's best instruction set takes a transform of so many points on.
template <class Sample>
std::size_t lanes(std::size_t points);
template <>
std::size_t lanes<float>(std::size_t points);
template <>
std::size_t lanes<double>(std::size_t points);

/// A cyclic convolution of `inputs` signals of complex points with a matrix of filters. Nothing is put into natural
/// order on the way: the filters' spectra are in the order that the passes leave, [vector][re | im].
template <class Sample>
struct Cyclic {
  std::size_t inputs, outputs;
  Sample* const* work;                        // 2 * points for each input and each output, whichever are more
  const Sample* const* filters;               // [output * inputs + input], or null
  const Sample *const *in_re, *const *in_im;  // [input]
  Sample *const *out_re, *const *out_im;      // [output]
  std::size_t first;                          // point of the output that is wanted: where a vector begins
};
constexpr std::size_t kMostChannels = 8;  // inputs, outputs

void convolve(const Tables<float>&, const Cyclic<float>&);
void convolve(const Tables<double>&, const Cyclic<double>&);
/// A filter's spectrum for it, of real taps: `size` of them.
void cyclic_spectrum(const Tables<float>&, const float* taps, const float* zeros, float* out);
void cyclic_spectrum(const Tables<double>&, const double* taps, const double* zeros, double* out);

/// Where Nyquist goes: a bin of its own, or the imaginary part of bin 0.
enum class Nyquist { kOwnBin, kInBinZero };

/// What a transform of a real signal consists of: two steps each for the first pass, the others, and across the lanes;
/// and one, the last forwards and the first backwards, for the real signal's sake. [from, to).
struct Steps {
  std::size_t from, to;
};
inline constexpr Steps kAllSteps{0, 7};

void forward(const Tables<float>&, float* work, const float* time, float* re, float* im, Nyquist, Steps);
void forward(const Tables<double>&, double* work, const double* time, double* re, double* im, Nyquist, Steps);
void inverse(const Tables<float>&, float* work, const float* re, const float* im, float* time, Nyquist, Steps);
void inverse(const Tables<double>&, double* work, const double* re, const double* im, double* time, Nyquist, Steps);

}  // namespace eardrum::fft::detail
