// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The passes that transforms are made of; compiled once for each instruction set, inside a Highway target's region.
#if defined(EARDRUM_FFT_PASSES_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef EARDRUM_FFT_PASSES_INL_H
#undef EARDRUM_FFT_PASSES_INL_H
#else
#define EARDRUM_FFT_PASSES_INL_H
#endif

#include <cstddef>

#include <eardrum/fft/fft_kernels_internal.h>
#include <hwy/highway.h>

// Before loops whose arrays are to be registers.
#undef EARDRUM_FFT_UNROLL
#if HWY_COMPILER_CLANG
#define EARDRUM_FFT_UNROLL _Pragma("clang loop unroll(full)")
#else
#define EARDRUM_FFT_UNROLL _Pragma("GCC unroll 16")
#endif

HWY_BEFORE_NAMESPACE();
namespace eardrum::fft::detail::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class V>
struct Complex {
  V re, im;
  // Written out because g++ compiles implicit ones for the baseline, where NEON's own can't be inlined.
  HWY_INLINE Complex() {}
  HWY_INLINE Complex(V real, V imaginary) : re(real), im(imaginary) {}
};

template <class V>
HWY_INLINE Complex<V> operator+(Complex<V> a, Complex<V> b) {
  return {hn::Add(a.re, b.re), hn::Add(a.im, b.im)};
}
template <class V>
HWY_INLINE Complex<V> operator-(Complex<V> a, Complex<V> b) {
  return {hn::Sub(a.re, b.re), hn::Sub(a.im, b.im)};
}
/// a + i b and a - i b.
template <class V>
HWY_INLINE Complex<V> add_i(Complex<V> a, Complex<V> b) {
  return {hn::Sub(a.re, b.im), hn::Add(a.im, b.re)};
}
template <class V>
HWY_INLINE Complex<V> sub_i(Complex<V> a, Complex<V> b) {
  return {hn::Add(a.re, b.im), hn::Sub(a.im, b.re)};
}
template <class V>
HWY_INLINE Complex<V> operator*(Complex<V> a, Complex<V> b) {
  return {hn::NegMulAdd(a.im, b.im, hn::Mul(a.re, b.re)), hn::MulAdd(a.im, b.re, hn::Mul(a.re, b.im))};
}

// Where points come from and go to, a vector of Lanes neighbours at a time: split arrays, or the vectors' own layout,
// [re lanes | im lanes].
template <class T>
struct Split {
  T* re;
  T* im;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    return {hn::LoadU(d, re + k * hn::MaxLanes(D())), hn::LoadU(d, im + k * hn::MaxLanes(D()))};
  }
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    hn::StoreU(v.re, d, re + k * hn::MaxLanes(D()));
    hn::StoreU(v.im, d, im + k * hn::MaxLanes(D()));
  }
};
template <class T>
struct ConstSplit {
  const T* re;
  const T* im;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    return {hn::LoadU(d, re + k * hn::MaxLanes(D())), hn::LoadU(d, im + k * hn::MaxLanes(D()))};
  }
};
template <class T>
struct Vectors {
  T* at;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    constexpr std::size_t kLanes = hn::MaxLanes(D());
    return {hn::Load(d, at + 2 * kLanes * k), hn::Load(d, at + 2 * kLanes * k + kLanes)};
  }
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    constexpr std::size_t kLanes = hn::MaxLanes(D());
    hn::Store(v.re, d, at + 2 * kLanes * k);
    hn::Store(v.im, d, at + 2 * kLanes * k + kLanes);
  }
};

// exp(-2 pi i k / 16)
template <class T>
constexpr T kSixteenth[10][2] = {{1, 0},
                                 {T(0.92387953251128675613), T(-0.38268343236508977173)},
                                 {T(0.70710678118654752440), T(-0.70710678118654752440)},
                                 {T(0.38268343236508977173), T(-0.92387953251128675613)},
                                 {0, -1},
                                 {T(-0.38268343236508977173), T(-0.92387953251128675613)},
                                 {T(-0.70710678118654752440), T(-0.70710678118654752440)},
                                 {T(-0.92387953251128675613), T(-0.38268343236508977173)},
                                 {-1, 0},
                                 {T(-0.92387953251128675613), T(0.38268343236508977173)}};

// x exp(-2 pi i k / kPoints)
template <std::size_t kPoints, class D, class V = hn::Vec<D>>
HWY_INLINE Complex<V> turned(D d, Complex<V> x, std::size_t k) {
  if (k == 0) return x;
  const auto* const w = kSixteenth<hn::TFromD<D>>[16 / kPoints * k];
  return x * Complex<V>{hn::Set(d, w[0]), hn::Set(d, w[1])};
}

// The transform of 1, 2, 4 or 8 points, in place and in natural order.
template <std::size_t kRadix, class D, class V = hn::Vec<D>>
HWY_INLINE void butterfly(D d, Complex<V>* x) {
  if constexpr (kRadix == 2) {
    const auto a = x[0], b = x[1];
    x[0] = a + b;
    x[1] = a - b;
  } else if constexpr (kRadix == 4) {
    const auto sum_ac = x[0] + x[2], difference_ac = x[0] - x[2], sum_bd = x[1] + x[3], difference_bd = x[1] - x[3];
    x[0] = sum_ac + sum_bd;
    x[1] = sub_i(difference_ac, difference_bd);
    x[2] = sum_ac - sum_bd;
    x[3] = add_i(difference_ac, difference_bd);
  } else if constexpr (kRadix == 8) {
    Complex<V> e[4] = {x[0], x[2], x[4], x[6]}, o[4] = {x[1], x[3], x[5], x[7]};
    butterfly<4>(d, e);
    butterfly<4>(d, o);
    x[0] = e[0] + o[0];
    x[4] = e[0] - o[0];
    x[2] = sub_i(e[2], o[2]);
    x[6] = add_i(e[2], o[2]);
    // (1 - i)/sqrt 2 and (-1 - i)/sqrt 2
    const V c = hn::Set(d, static_cast<hn::TFromD<D>>(0.70710678118654752440));
    const V sum1 = hn::Add(o[1].re, o[1].im), difference1 = hn::Sub(o[1].im, o[1].re);
    x[1] = {hn::MulAdd(c, sum1, e[1].re), hn::MulAdd(c, difference1, e[1].im)};
    x[5] = {hn::NegMulAdd(c, sum1, e[1].re), hn::NegMulAdd(c, difference1, e[1].im)};
    const V sum3 = hn::Add(o[3].re, o[3].im), difference3 = hn::Sub(o[3].im, o[3].re);
    x[3] = {hn::MulAdd(c, difference3, e[3].re), hn::NegMulAdd(c, sum3, e[3].im)};
    x[7] = {hn::NegMulAdd(c, difference3, e[3].re), hn::MulAdd(c, sum3, e[3].im)};
  }
}

// One pass over `radix` * m vectors, decimation in frequency: vectors m apart are transformed, turned, and put back
// where they came from in the order of the result's lowest digit.
// The positions [from, to) of them.
template <std::size_t kRadix, class D, class Source, class T = hn::TFromD<D>>
HWY_INLINE void vertical_pass(D d, const T* HWY_RESTRICT w, std::size_t m, std::size_t from, std::size_t to, Source in,
                              Vectors<T> out) {
  using V = hn::Vec<D>;
  if (from == to) return;
  if (m == 1) {  // nothing to turn
    Complex<V> x[kRadix];
    for (std::size_t j = 0; j < kRadix; ++j) x[j] = in.load(d, j);
    butterfly<kRadix>(d, x);
    for (std::size_t j = 0; j < kRadix; ++j) out.store(d, x[j], j);
    return;
  }
  w += from * 2 * (kRadix - 1);
  for (std::size_t p = from; p < to; ++p, w += 2 * (kRadix - 1)) {
    Complex<V> x[kRadix];
    for (std::size_t j = 0; j < kRadix; ++j) x[j] = in.load(d, p + j * m);
    butterfly<kRadix>(d, x);
    out.store(d, x[0], p);
    for (std::size_t j = 1; j < kRadix; ++j) {
      const Complex<V> turn{hn::Set(d, w[2 * j - 2]), hn::Set(d, w[2 * j - 1])};
      out.store(d, x[j] * turn, p + j * m);
    }
  }
}

// The transposed pass: turned first, then transformed. The transform's matrix is symmetric, so that the transposed
// passes, last one first, take what the passes left back into natural order.
template <std::size_t kRadix, class D, class Sink, class T = hn::TFromD<D>>
HWY_INLINE void transposed_pass(D d, const T* HWY_RESTRICT w, std::size_t m, Vectors<T> in, Sink out) {
  using V = hn::Vec<D>;
  if (m == 1) {
    Complex<V> x[kRadix];
    for (std::size_t j = 0; j < kRadix; ++j) x[j] = in.load(d, j);
    butterfly<kRadix>(d, x);
    for (std::size_t j = 0; j < kRadix; ++j) out.store(d, x[j], j);
    return;
  }
  for (std::size_t p = 0; p < m; ++p, w += 2 * (kRadix - 1)) {
    Complex<V> x[kRadix];
    x[0] = in.load(d, p);
    for (std::size_t j = 1; j < kRadix; ++j)
      x[j] = in.load(d, p + j * m) * Complex<V>{hn::Set(d, w[2 * j - 2]), hn::Set(d, w[2 * j - 1])};
    butterfly<kRadix>(d, x);
    for (std::size_t j = 0; j < kRadix; ++j) out.store(d, x[j], p + j * m);
  }
}

template <class D, class Sink, class T = hn::TFromD<D>>
HWY_INLINE void transposed_pass(D d, const Tables<T>& tables, const Pass& pass, Vectors<T> in, Sink out) {
  const T* const w = tables.twiddles.data() + pass.twiddle;
  pass.radix == 8 ? transposed_pass<8>(d, w, pass.blocks, in, out) : transposed_pass<4>(d, w, pass.blocks, in, out);
}

template <class D, class Source, class T = hn::TFromD<D>>
HWY_INLINE void vertical_pass(D d, const Tables<T>& tables, const Pass& pass, std::size_t from, std::size_t to,
                              Source in, Vectors<T> out) {
  const T* const w = tables.twiddles.data() + pass.twiddle;
  pass.radix == 8 ? vertical_pass<8>(d, w, pass.blocks, from, to, in, out)
                  : vertical_pass<4>(d, w, pass.blocks, from, to, in, out);
}
template <class D, class Source, class T = hn::TFromD<D>>
HWY_INLINE void vertical_pass(D d, const Tables<T>& tables, const Pass& pass, Source in, Vectors<T> out) {
  vertical_pass(d, tables, pass, 0, pass.blocks, in, out);
}

#if HWY_TARGET != HWY_SCALAR

// Transposes the matrices of 4 x 4 floats or 2 x 2 doubles that the 128-bit blocks of 4 or 2 vectors are.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void transpose_in_blocks(D d, V* v) {
  if constexpr (sizeof(hn::TFromD<D>) == 8) {
    const V a = v[0], b = v[1];
    v[0] = hn::InterleaveLower(d, a, b);
    v[1] = hn::InterleaveUpper(d, a, b);
  } else {
    const hn::Repartition<double, D> dd;
    const auto low01 = hn::BitCast(dd, hn::InterleaveLower(d, v[0], v[1]));
    const auto low23 = hn::BitCast(dd, hn::InterleaveLower(d, v[2], v[3]));
    const auto high01 = hn::BitCast(dd, hn::InterleaveUpper(d, v[0], v[1]));
    const auto high23 = hn::BitCast(dd, hn::InterleaveUpper(d, v[2], v[3]));
    v[0] = hn::BitCast(d, hn::InterleaveLower(dd, low01, low23));
    v[1] = hn::BitCast(d, hn::InterleaveUpper(dd, low01, low23));
    v[2] = hn::BitCast(d, hn::InterleaveLower(dd, high01, high23));
    v[3] = hn::BitCast(d, hn::InterleaveUpper(dd, high01, high23));
  }
}

// Transposes the matrix of blocks that as many vectors as they have blocks are: 1, 2 or 4.
template <std::size_t kBlocks, class D, class V = hn::Vec<D>>
HWY_INLINE void transpose_blocks(D d, V* v) {
  if constexpr (kBlocks == 2) {
    const V a = v[0], b = v[1];
    v[0] = hn::ConcatLowerLower(d, b, a);
    v[1] = hn::ConcatUpperUpper(d, b, a);
  } else if constexpr (kBlocks == 4) {
    const V low02 = hn::ConcatLowerLower(d, v[2], v[0]), low13 = hn::ConcatLowerLower(d, v[3], v[1]);
    const V high02 = hn::ConcatUpperUpper(d, v[2], v[0]), high13 = hn::ConcatUpperUpper(d, v[3], v[1]);
    v[0] = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(low13), low02);
    v[1] = hn::OddEvenBlocks(low13, hn::SwapAdjacentBlocks(low02));
    v[2] = hn::OddEvenBlocks(hn::SwapAdjacentBlocks(high13), high02);
    v[3] = hn::OddEvenBlocks(high13, hn::SwapAdjacentBlocks(high02));
  }
}

// Vectors in registers, as far as there are any, where their number and every index are known when compiling.
template <class V>
struct Registers {
  Complex<V>* vectors;
  template <class D>
  HWY_INLINE Complex<V> load(D, std::size_t k) const {
    return vectors[k];
  }
  template <class D>
  HWY_INLINE void store(D, Complex<V> v, std::size_t k) const {
    vectors[k] = v;
  }
};

// The transforms across the lanes of as many vectors as they have lanes, which come transposed: row k of the result has
// result k of every transform. In two halves: a transposition (within 128-bit blocks, of blocks) before half the
// transform each.
template <class D, class Rows, class Sink, class T = hn::TFromD<D>>
HWY_INLINE void across_lanes(D d, Rows in, Sink out) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D()), kBlockLanes = 16 / sizeof(T), kBlocks = kLanes / kBlockLanes;
  Complex<V> between[kLanes];
  const Registers<V> stage{between};
  EARDRUM_FFT_UNROLL
  for (std::size_t r = 0; r < kBlocks; ++r) {
    V re[kBlockLanes], im[kBlockLanes];
    EARDRUM_FFT_UNROLL
    for (std::size_t i = 0; i < kBlockLanes; ++i) {
      const auto z = in.load(d, kBlockLanes * r + i);
      re[i] = z.re;
      im[i] = z.im;
    }
    transpose_in_blocks(d, re);
    transpose_in_blocks(d, im);
    EARDRUM_FFT_UNROLL
    for (std::size_t i = 0; i < kBlockLanes; ++i) stage.store(d, Complex<V>{re[i], im[i]}, i * kBlocks + r);
  }
  EARDRUM_FFT_UNROLL
  for (std::size_t c = 0; c < kBlockLanes; ++c) {
    V re[kBlocks], im[kBlocks];
    Complex<V> x[kBlocks];
    EARDRUM_FFT_UNROLL
    for (std::size_t r = 0; r < kBlocks; ++r) {
      const auto z = stage.load(d, c * kBlocks + r);
      re[r] = z.re;
      im[r] = z.im;
    }
    transpose_blocks<kBlocks>(d, re);
    transpose_blocks<kBlocks>(d, im);
    EARDRUM_FFT_UNROLL
    for (std::size_t r = 0; r < kBlocks; ++r) x[r] = {re[r], im[r]};
    butterfly<kBlocks>(d, x);
    EARDRUM_FFT_UNROLL
    for (std::size_t e = 0; e < kBlocks; ++e) stage.store(d, turned<kLanes>(d, x[e], c * e), c * kBlocks + e);
  }
  EARDRUM_FFT_UNROLL
  for (std::size_t e = 0; e < kBlocks; ++e) {
    Complex<V> y[kBlockLanes];
    EARDRUM_FFT_UNROLL
    for (std::size_t c = 0; c < kBlockLanes; ++c) y[c] = stage.load(d, c * kBlocks + e);
    butterfly<kBlockLanes>(d, y);
    EARDRUM_FFT_UNROLL
    for (std::size_t f = 0; f < kBlockLanes; ++f) out.store(d, y[f], e + kBlocks * f);
  }
}

// The same the other way round: rows in, the transforms of their columns out, each in the lanes of one vector.
template <class D, class Rows, class Sink, class T = hn::TFromD<D>>
HWY_INLINE void into_lanes(D d, Rows in, Sink out) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D()), kBlockLanes = 16 / sizeof(T), kBlocks = kLanes / kBlockLanes;
  Complex<V> between[kLanes];
  const Registers<V> stage{between};
  EARDRUM_FFT_UNROLL
  for (std::size_t e = 0; e < kBlocks; ++e) {
    Complex<V> y[kBlockLanes];
    EARDRUM_FFT_UNROLL
    for (std::size_t f = 0; f < kBlockLanes; ++f) y[f] = in.load(d, e + kBlocks * f);
    butterfly<kBlockLanes>(d, y);
    EARDRUM_FFT_UNROLL
    for (std::size_t c = 0; c < kBlockLanes; ++c) stage.store(d, y[c], c * kBlocks + e);
  }
  EARDRUM_FFT_UNROLL
  for (std::size_t c = 0; c < kBlockLanes; ++c) {
    Complex<V> x[kBlocks];
    EARDRUM_FFT_UNROLL
    for (std::size_t e = 0; e < kBlocks; ++e) x[e] = turned<kLanes>(d, stage.load(d, c * kBlocks + e), c * e);
    butterfly<kBlocks>(d, x);
    V re[kBlocks], im[kBlocks];
    EARDRUM_FFT_UNROLL
    for (std::size_t r = 0; r < kBlocks; ++r) {
      re[r] = x[r].re;
      im[r] = x[r].im;
    }
    transpose_blocks<kBlocks>(d, re);
    transpose_blocks<kBlocks>(d, im);
    EARDRUM_FFT_UNROLL
    for (std::size_t r = 0; r < kBlocks; ++r) stage.store(d, Complex<V>{re[r], im[r]}, c * kBlocks + r);
  }
  EARDRUM_FFT_UNROLL
  for (std::size_t r = 0; r < kBlocks; ++r) {
    V re[kBlockLanes], im[kBlockLanes];
    EARDRUM_FFT_UNROLL
    for (std::size_t i = 0; i < kBlockLanes; ++i) {
      const auto z = stage.load(d, i * kBlocks + r);
      re[i] = z.re;
      im[i] = z.im;
    }
    transpose_in_blocks(d, re);
    transpose_in_blocks(d, im);
    EARDRUM_FFT_UNROLL
    for (std::size_t i = 0; i < kBlockLanes; ++i) out.store(d, Complex<V>{re[i], im[i]}, kBlockLanes * r + i);
  }
}
#endif

// Calls `body(d)` for vectors of the tables' lanes.
template <class T, class Body>
HWY_INLINE void with_lanes(std::size_t lanes, Body body) {
#if HWY_TARGET == HWY_SCALAR
  (void)lanes;
  body(hn::CappedTag<T, 1>());
#else
  constexpr std::size_t kBlockLanes = 16 / sizeof(T), kMost = hn::MaxLanes(hn::CappedTag<T, 64 / sizeof(T)>());
  if constexpr (kMost >= 4 * kBlockLanes) {
    if (lanes == 4 * kBlockLanes) return body(hn::CappedTag<T, 4 * kBlockLanes>());
  }
  if constexpr (kMost >= 2 * kBlockLanes) {
    if (lanes == 2 * kBlockLanes) return body(hn::CappedTag<T, 2 * kBlockLanes>());
  }
  body(hn::CappedTag<T, kBlockLanes>());
#endif
}

}  // namespace
}  // namespace eardrum::fft::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
