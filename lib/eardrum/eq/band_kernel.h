// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace eardrum::eq {

/// Rows are padded to multiples of this, the widest register's doubles, and arrays are aligned to as many.
inline constexpr std::size_t kLanes = 8;

/// The numbers that a band's response needs at every frequency, and where its derivatives go (null: not wanted).
///
/// The Audio EQ Cookbook's filters are bilinear transforms, so the digital magnitude is exactly the analog prototype's
/// at x = tan(w/2) / tan(w0/2). With u = 1/x the power ratio of each is a quotient of sums of squares, which nothing
/// cancels:
///   peaking     ((x-u)^2 + A^2/Q^2) / ((x-u)^2 + 1/(A^2 Q^2))
///   low shelf   A^2 ((Au-x)^2 + A/Q^2) / ((u-Ax)^2 + A/Q^2)       high shelf: x and u change places
///   low pass    u^2 / ((x-u)^2 + 1/Q^2)                           high pass: x^2 above
/// Any other biquad is such a quotient too (BiquadSquares, here with x = tan(w/2)), which is how matched designs go in.
struct BiquadTerms;
struct BandTerms {
  enum class Kind { kPeaking, kLowShelf, kHighShelf, kLowPass, kHighPass, kBiquad };
  Kind kind = Kind::kPeaking;
  double tan_w0 = 1.0;          ///< tan(w0/2)
  double inverse_tan_w0 = 1.0;  ///< 1 / tan(w0/2)
  double amplitude = 1.0;       ///< A = 10^(gain_db/40)
  double inverse_q_squared = 1.0;
  double gain_db = 0.0;
  const BiquadTerms* biquad = nullptr;  ///< Of kBiquad, in the place of the numbers above.
  double* by_log_frequency = nullptr;   ///< d(dB) / d ln tan(w0/2), times the row's weight
  double* by_gain = nullptr;            ///< d(dB) / d(dB)
  double* by_log_q = nullptr;           ///< d(dB) / d ln Q
};

/// ((nyquist x - dc u)^2 + floor_squared), once above and once below the line, and their derivatives.
struct BiquadTerms {
  struct Part {
    double dc = 0.0, nyquist = 0.0, floor_squared = 0.0;
  };
  struct Both {
    Part above, below;
  };
  Both at, by_log_frequency, by_gain, by_log_q;  ///< The variables of BandTerms.
};

/// The frequencies of a fit. All arrays are aligned to 64 bytes, and `body + tail` rows long. Rows from `body` on are
/// averaged into row `mean_row` of the body (which no frequency uses) with weights that hold the mean's own; `tail` may
/// be 0.
struct RowSet {
  std::size_t body = 0;  ///< A multiple of kLanes.
  std::size_t tail = 0;  ///< A multiple of kLanes.
  std::size_t mean_row = 0;
  const double* tangent = nullptr;          ///< tan(w/2)
  const double* inverse_tangent = nullptr;  ///< 1 / tan(w/2)
  const double* target_db = nullptr;
  const double* weight = nullptr;  ///< Of the amplitude error: the root of what multiplies its square. 0 in padding.
};

/// The kernels for one instruction set. All are pure. Sums come in an order that depends on the registers' width, so
/// that processors differ in the last digits.
struct BandKernel {
  /// residual[row] = weight * (response + offset_db - target) for `body` rows, and the derivatives that the bands ask
  /// for. `scratch` holds 2 * (body + tail) values. Responses are products of ratios with one logarithm a row.
  void (*evaluate)(const RowSet& rows, const BandTerms* bands, std::size_t count, double offset_db, double* residual,
                   double* scratch);
  /// gram[i * pitch + j] = column i . column j over `rows`, for i <= j < count. Columns lie `stride` apart, and up to
  /// three more than `count` are read; as many more rows and columns of `gram` are written.
  void (*gram)(const double* columns, std::size_t stride, std::size_t count, std::size_t rows, double* gram,
               std::size_t pitch);
  /// Solves a symmetric positive definite system by Cholesky. Of row i (at i * pitch) only elements j >= i are read,
  /// and the right-hand side at j = n; pitch is a multiple of kLanes above n, rows and `x` (pitch values) are aligned,
  /// and what is not read must be finite. Leaves the factor: row k, from k on, is column k of L.
  /// False: not definite.
  bool (*solve)(double* matrix, std::size_t n, std::size_t pitch, double* x);
  /// a . b over `rows`.
  double (*dot)(const double* a, const double* b, std::size_t rows);
};

/// All that this processor can run, fastest first; the last needs nothing special.
std::span<const BandKernel> band_kernels();
/// The fastest of them.
const BandKernel& band_kernel();

}  // namespace eardrum::eq
