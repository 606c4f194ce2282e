// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/matched_design.h>

#include <cmath>
#include <numbers>
#include <utility>

#include <eardrum/base/expects.h>
#include <eardrum/filter/dual.h>

// Everything here is written once for plain numbers and for those that carry derivatives (Real: double or Dual).
namespace eardrum {
namespace {

template <class Real>
Real square(const Real& value) {
  return value * value;
}

// |H|^2 of the prototype at x = f / f0, xx = x^2; letters as in the Audio EQ Cookbook.
template <class Real>
Real analogue_power(BandType type, const Real& A, const Real& Q, const Real& xx) {
  switch (type) {
    case BandType::kPeaking:
      return (square(1.0 - xx) + xx * square(A / Q)) / (square(1.0 - xx) + xx / square(A * Q));
    case BandType::kLowShelf:
      return A * A * (square(A - xx) + xx * A / (Q * Q)) / (square(1.0 - A * xx) + xx * A / (Q * Q));
    case BandType::kHighShelf:
      return A * A * (square(1.0 - A * xx) + xx * A / (Q * Q)) / (square(A - xx) + xx * A / (Q * Q));
    case BandType::kLowPass:
      return 1.0 / (square(1.0 - xx) + xx / (Q * Q));
    case BandType::kHighPass:
      return xx * xx / (square(1.0 - xx) + xx / (Q * Q));
  }
  return 1.0;
}

// sin^2(sqrt(s)/2), for s below 0 too: -sinh^2(sqrt(-s)/2). Real and complex poles are one case by it.
double half_sine_squared(double s) {
  const double part = s >= 0.0 ? std::sin(0.5 * std::sqrt(s)) : std::sinh(0.5 * std::sqrt(-s));
  return s >= 0.0 ? part * part : -part * part;
}

Dual half_sine_squared(const Dual& s) {
  const double root = std::sqrt(std::abs(s.value));
  constexpr double kNearZero = 1e-6;
  const double slope = root < kNearZero ? 0.25 : 0.25 * (s.value >= 0.0 ? std::sin(root) : std::sinh(root)) / root;
  return {s, half_sine_squared(s.value), slope};
}

template <class Real>
struct Squares {
  Real dc, nyquist, floor;
};

template <class Real>
struct Ratio {
  Squares<Real> numerator, denominator;
};

// The polynomial of a pole pair of the analogue frequency `w` (radians a sample) and `damping`, by impulse invariance.
template <class Real>
Squares<Real> pole_pair(const Real& w, const Real& damping) {
  using std::exp;
  const Real decay = exp(-(damping * w));
  const Real turn = 4.0 * decay * half_sine_squared(w * w * (1.0 - damping * damping));
  return {square(1.0 - decay) + turn, square(1.0 + decay) - turn, 2.0 * (1.0 - decay * decay)};
}

// The numerator whose power over the denominator's is the analogue one at both ends and where its own zeros lie: there
// it is the floor alone, which so always exists.
template <class Real>
Squares<Real> matched_zeros(BandType type, const Squares<Real>& poles, const Real& w0, const Real& A, const Real& Q) {
  using std::atan, std::sqrt, std::tan;
  const auto poles_at = [&](const Real& x) {
    return sqrt(square(poles.nyquist * x - poles.dc / x) + square(poles.floor));
  };
  if (type == BandType::kHighPass) {
    // Both zeros stay at 0 Hz, where the slope comes from, and the level at the band's frequency is Q.
    const Real x = tan(0.5 * w0);
    return {0.0, Q * poles_at(x) / x, 0.0};
  }
  const auto amplitude_at = [&](const Real& w) { return sqrt(analogue_power(type, A, Q, square(w / w0))); };
  Squares<Real> zeros;
  zeros.dc = type == BandType::kLowShelf ? poles.dc * A * A : poles.dc;
  zeros.nyquist = poles.nyquist * amplitude_at(std::numbers::pi);
  const Real x = sqrt(zeros.dc / zeros.nyquist);
  zeros.floor = amplitude_at(2.0 * atan(x)) * poles_at(x);
  return zeros;
}

// Of peaks and low shelves that boost, and of passes: their poles lie at or below the band's frequency.
template <class Real>
Ratio<Real> boost(BandType type, const Real& w0, const Real& A, const Real& Q) {
  using std::sqrt;
  const Squares<Real> poles = type == BandType::kPeaking    ? pole_pair<Real>(w0, 0.5 / (A * Q))
                              : type == BandType::kLowShelf ? pole_pair<Real>(w0 / sqrt(A), 0.5 / Q)
                                                            : pole_pair<Real>(w0, 0.5 / Q);
  return {matched_zeros(type, poles, w0, A, Q), poles};
}

template <class Real>
Ratio<Real> matched(BandType type, const Real& w0, const Real& gain_db, bool cut, const Real& Q) {
  using std::exp;
  constexpr double kNeperPerDb40 = std::numbers::ln10 / 40.0;
  if (type == BandType::kLowPass || type == BandType::kHighPass) return boost<Real>(type, w0, 1.0, Q);
  const Real A = exp(kNeperPerDb40 * (cut ? -gain_db : gain_db));
  // A high shelf is its gain times the low shelf of the opposite gain.
  const bool high_shelf = type == BandType::kHighShelf;
  Ratio<Real> ratio = boost(high_shelf ? BandType::kLowShelf : type, w0, A, Q);
  if (cut != high_shelf) std::swap(ratio.numerator, ratio.denominator);
  if (high_shelf) {
    const Real amplitude = exp(2.0 * kNeperPerDb40 * gain_db);
    Squares<Real>& zeros = ratio.numerator;
    zeros = {zeros.dc * amplitude, zeros.nyquist * amplitude, zeros.floor * amplitude};
  }
  return ratio;
}

SumOfSquares slope_of(const Squares<Dual>& squares, int variable) {
  return {squares.dc.slope[variable], squares.nyquist.slope[variable], squares.floor.slope[variable]};
}

BiquadSquares slope_of(const Ratio<Dual>& ratio, int variable) {
  return {slope_of(ratio.numerator, variable), slope_of(ratio.denominator, variable)};
}

struct Polynomial {
  double c0, c1, c2;
};

Polynomial polynomial_of(const SumOfSquares& squares) {
  const double outer = 0.5 * (squares.dc + squares.nyquist);
  return {0.5 * outer + 0.25 * squares.floor, 0.5 * (squares.dc - squares.nyquist), 0.5 * outer - 0.25 * squares.floor};
}

}  // namespace

double analogue_magnitude_db(const Band& band, Hertz frequency) {
  const double x = frequency / band.frequency;
  return 10.0 * std::log10(analogue_power(band.type, std::pow(10.0, band.gain.db() / 40.0), band.q, x * x));
}

BiquadSquares matched_squares(BandType type, double cycles_per_sample, double gain_db, double q) {
  const auto [zeros, poles] = matched(type, 2.0 * std::numbers::pi * cycles_per_sample, gain_db, gain_db < 0.0, q);
  return {{zeros.dc, zeros.nyquist, zeros.floor}, {poles.dc, poles.nyquist, poles.floor}};
}

MatchedSquares matched_squares_and_slopes(BandType type, double cycles_per_sample, double gain_db, double q) {
  // By ln f and ln Q: d/d ln v = v d/dv.
  Dual w0(2.0 * std::numbers::pi * cycles_per_sample, 0), quality(q, 2);
  w0.slope[0] = w0.value;
  quality.slope[2] = q;
  const Ratio<Dual> ratio = matched(type, w0, Dual(gain_db, 1), gain_db < 0.0, quality);
  const auto& [zeros, poles] = ratio;
  return {{{zeros.dc.value, zeros.nyquist.value, zeros.floor.value},
           {poles.dc.value, poles.nyquist.value, poles.floor.value}},
          slope_of(ratio, 0),
          slope_of(ratio, 1),
          slope_of(ratio, 2)};
}

BiquadCoefficients design_matched(const Band& band, Hertz sample_rate) {
  EARDRUM_EXPECTS(band.frequency > Hertz(0) && band.frequency < sample_rate / 2.0 && band.q > 0.0);
  const BiquadSquares squares = matched_squares(band.type, band.frequency / sample_rate, band.gain.db(), band.q);
  const Polynomial b = polynomial_of(squares.numerator), a = polynomial_of(squares.denominator);
  return {b.c0 / a.c0, b.c1 / a.c0, b.c2 / a.c0, a.c1 / a.c0, a.c2 / a.c0};
}

}  // namespace eardrum
