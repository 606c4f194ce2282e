// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set (Highway's foreach_target); the best that the machine has is chosen at run
// time.
#include <eardrum/fft/fft_kernels_internal.h>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/fft/fft_kernels.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::fft::detail::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <class V>
struct Complex {
  V re, im;
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

// Where a pass reads and writes: split arrays, or (re, im) pairs, which is what a real signal is to the transform of
// half its length. `swapped` sinks exchange re and im: the inverse transform is the forward one with both exchanged.
template <class T>
struct Split {
  T* re;
  T* im;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    return {hn::LoadU(d, re + k), hn::LoadU(d, im + k)};
  }
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    hn::StoreU(v.re, d, re + k);
    hn::StoreU(v.im, d, im + k);
  }
};
template <class T>
struct Pairs {
  const T* time;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    Complex<hn::Vec<D>> v;
    hn::LoadInterleaved2(d, time + 2 * k, v.re, v.im);
    return v;
  }
};
template <class T>
struct SwappedPairs {
  T* time;
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    hn::StoreInterleaved2(v.im, v.re, d, time + 2 * k);
  }
};

template <class V>
struct Four {
  Complex<V> y0, y1, y2, y3;
};
template <class V>
HWY_INLINE Four<V> butterfly(Complex<V> a, Complex<V> b, Complex<V> c, Complex<V> d) {
  const auto sum_ac = a + c, difference_ac = a - c, sum_bd = b + d, difference_bd = b - d;
  return {sum_ac + sum_bd, sub_i(difference_ac, difference_bd), sum_ac - sum_bd, add_i(difference_ac, difference_bd)};
}

template <class T>
HWY_INLINE const T* twiddle_row(const Tables<T>& tables, const Pass& pass, std::size_t row) {
  return tables.twiddles.data() + pass.twiddle + row * (pass.blocks + Tables<T>::kPadding);
}

// The first pass, stride 1: lanes run over the blocks, and the four results of a block come to stand side by side.
template <class D, class Source>
HWY_INLINE void first_pass(D d, const Tables<hn::TFromD<D>>& tables, const Pass& pass, Source in,
                           Split<hn::TFromD<D>> out) {
  using V = hn::Vec<D>;
  const std::size_t m = pass.blocks;
  const auto* w = twiddle_row(tables, pass, 0);
  const std::size_t row = m + Tables<hn::TFromD<D>>::kPadding;
  for (std::size_t p = 0; p < m; p += hn::Lanes(d)) {
    const auto f = butterfly(in.load(d, p), in.load(d, p + m), in.load(d, p + 2 * m), in.load(d, p + 3 * m));
    const Complex<V> w1{hn::LoadU(d, w + p), hn::LoadU(d, w + row + p)};
    const Complex<V> w2{hn::LoadU(d, w + 2 * row + p), hn::LoadU(d, w + 3 * row + p)};
    const Complex<V> w3{hn::LoadU(d, w + 4 * row + p), hn::LoadU(d, w + 5 * row + p)};
    const auto y1 = f.y1 * w1, y2 = f.y2 * w2, y3 = f.y3 * w3;
    hn::StoreInterleaved4(f.y0.re, y1.re, y2.re, y3.re, d, out.re + 4 * p);
    hn::StoreInterleaved4(f.y0.im, y1.im, y2.im, y3.im, d, out.im + 4 * p);
  }
}

#if HWY_TARGET != HWY_SCALAR
// Writes the four results of Lanes/4 blocks at stride 4: groups of four lanes are transposed between the vectors.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void store_groups(D d, V v0, V v1, V v2, V v3, hn::TFromD<D>* out) {
  const std::size_t lanes = hn::Lanes(d);
  if (hn::MaxLanes(d) == 8) {  // two groups in each
    hn::StoreU(hn::ConcatLowerLower(d, v1, v0), d, out);
    hn::StoreU(hn::ConcatLowerLower(d, v3, v2), d, out + lanes);
    hn::StoreU(hn::ConcatUpperUpper(d, v1, v0), d, out + 2 * lanes);
    hn::StoreU(hn::ConcatUpperUpper(d, v3, v2), d, out + 3 * lanes);
  } else {  // four groups in each
    const hn::Half<D> dh;
    const hn::Half<decltype(dh)> dq;
    const V* const v[4] = {&v0, &v1, &v2, &v3};
    for (std::size_t j = 0; j < 4; ++j) {
      const auto low = hn::LowerHalf(dh, *v[j]);
      const auto high = hn::UpperHalf(dh, *v[j]);
      hn::StoreU(hn::LowerHalf(dq, low), dq, out + 4 * j);
      hn::StoreU(hn::UpperHalf(dq, low), dq, out + 16 + 4 * j);
      hn::StoreU(hn::LowerHalf(dq, high), dq, out + 32 + 4 * j);
      hn::StoreU(hn::UpperHalf(dq, high), dq, out + 48 + 4 * j);
    }
  }
}

// Stride 4 on vectors of 8 or 16 lanes: each holds two or four blocks.
template <class D>
HWY_INLINE void stride_four_pass(D d, const Tables<hn::TFromD<D>>& tables, const Pass& pass, Split<hn::TFromD<D>> in,
                                 Split<hn::TFromD<D>> out) {
  using T = hn::TFromD<D>;
  using V = hn::Vec<D>;
  using Index = hwy::MakeSigned<T>;
  alignas(64) static constexpr Index kEach[16] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3};
  const auto each = hn::SetTableIndices(d, kEach);
  const std::size_t m = pass.blocks;
  const T* w = twiddle_row(tables, pass, 0);
  const std::size_t row = m + Tables<T>::kPadding;
  for (std::size_t p = 0; p < m; p += hn::Lanes(d) / 4) {
    const auto f =
        butterfly(in.load(d, 4 * p), in.load(d, 4 * (p + m)), in.load(d, 4 * (p + 2 * m)), in.load(d, 4 * (p + 3 * m)));
    V factor[6];
    for (std::size_t j = 0; j < 6; ++j) factor[j] = hn::TableLookupLanes(hn::LoadU(d, w + j * row + p), each);
    const auto y1 = f.y1 * Complex<V>{factor[0], factor[1]};
    const auto y2 = f.y2 * Complex<V>{factor[2], factor[3]};
    const auto y3 = f.y3 * Complex<V>{factor[4], factor[5]};
    store_groups(d, f.y0.re, y1.re, y2.re, y3.re, out.re + 16 * p);
    store_groups(d, f.y0.im, y1.im, y2.im, y3.im, out.im + 16 * p);
  }
}

#endif

// Lanes run along the stride; the twiddles of a block are the same for all of them.
template <class D, class Source>
HWY_INLINE void middle_pass(D d, const Tables<hn::TFromD<D>>& tables, const Pass& pass, Source in,
                            Split<hn::TFromD<D>> out) {
  using V = hn::Vec<D>;
  const std::size_t m = pass.blocks, s = pass.stride;
  const auto* w = twiddle_row(tables, pass, 0);
  const std::size_t row = m + Tables<hn::TFromD<D>>::kPadding;
  for (std::size_t p = 0; p < m; ++p) {
    const Complex<V> w1{hn::Set(d, w[p]), hn::Set(d, w[row + p])};
    const Complex<V> w2{hn::Set(d, w[2 * row + p]), hn::Set(d, w[3 * row + p])};
    const Complex<V> w3{hn::Set(d, w[4 * row + p]), hn::Set(d, w[5 * row + p])};
    for (std::size_t q = 0; q < s; q += hn::Lanes(d)) {
      const auto f = butterfly(in.load(d, q + s * p), in.load(d, q + s * (p + m)), in.load(d, q + s * (p + 2 * m)),
                               in.load(d, q + s * (p + 3 * m)));
      out.store(d, f.y0, q + s * 4 * p);
      out.store(d, f.y1 * w1, q + s * (4 * p + 1));
      out.store(d, f.y2 * w2, q + s * (4 * p + 2));
      out.store(d, f.y3 * w3, q + s * (4 * p + 3));
    }
  }
}

template <class D, class Sink>
HWY_INLINE void last_radix_four(D d, std::size_t s, Split<hn::TFromD<D>> in, Sink out) {
  for (std::size_t q = 0; q < s; q += hn::Lanes(d)) {
    const auto f = butterfly(in.load(d, q), in.load(d, q + s), in.load(d, q + 2 * s), in.load(d, q + 3 * s));
    out.store(d, f.y0, q);
    out.store(d, f.y1, q + s);
    out.store(d, f.y2, q + 2 * s);
    out.store(d, f.y3, q + 3 * s);
  }
}

template <class D, class Sink>
HWY_INLINE void last_radix_eight(D d, std::size_t s, Split<hn::TFromD<D>> in, Sink out) {
  using T = hn::TFromD<D>;
  using V = hn::Vec<D>;
  const V c = hn::Set(d, static_cast<T>(0.70710678118654752440));
  for (std::size_t q = 0; q < s; q += hn::Lanes(d)) {
    const auto e = butterfly(in.load(d, q), in.load(d, q + 2 * s), in.load(d, q + 4 * s), in.load(d, q + 6 * s));
    const auto o = butterfly(in.load(d, q + s), in.load(d, q + 3 * s), in.load(d, q + 5 * s), in.load(d, q + 7 * s));
    out.store(d, e.y0 + o.y0, q);
    out.store(d, e.y0 - o.y0, q + 4 * s);
    out.store(d, sub_i(e.y2, o.y2), q + 2 * s);
    out.store(d, add_i(e.y2, o.y2), q + 6 * s);
    // (1 - i)/sqrt 2 and (-1 - i)/sqrt 2
    const V sum1 = hn::Add(o.y1.re, o.y1.im), difference1 = hn::Sub(o.y1.im, o.y1.re);
    out.store(d, Complex<V>{hn::MulAdd(c, sum1, e.y1.re), hn::MulAdd(c, difference1, e.y1.im)}, q + s);
    out.store(d, Complex<V>{hn::NegMulAdd(c, sum1, e.y1.re), hn::NegMulAdd(c, difference1, e.y1.im)}, q + 5 * s);
    const V sum3 = hn::Add(o.y3.re, o.y3.im), difference3 = hn::Sub(o.y3.im, o.y3.re);
    out.store(d, Complex<V>{hn::MulAdd(c, difference3, e.y3.re), hn::NegMulAdd(c, sum3, e.y3.im)}, q + 3 * s);
    out.store(d, Complex<V>{hn::NegMulAdd(c, difference3, e.y3.re), hn::MulAdd(c, sum3, e.y3.im)}, q + 7 * s);
  }
}

template <class T, class Sink>
HWY_INLINE void last_pass(const Pass& pass, Split<T> in, Sink out) {
  const hn::ScalableTag<T> d;
  const hn::CappedTag<T, 4> d4;
  const bool wide = pass.stride % hn::Lanes(d) == 0;
  if (pass.radix == 8) {
    wide ? last_radix_eight(d, pass.stride, in, out) : last_radix_eight(d4, pass.stride, in, out);
  } else {
    wide ? last_radix_four(d, pass.stride, in, out) : last_radix_four(d4, pass.stride, in, out);
  }
}

// Vectors of one column each, `row_length` points apart: Lanes columns, or Lanes rows of a transposed matrix, at once.
template <class Sink>
struct Strided {
  Sink sink;
  std::size_t row_length, offset;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    return sink.load(d, k / hn::Lanes(d) * row_length + offset);
  }
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    sink.store(d, v, k / hn::Lanes(d) * row_length + offset);
  }
};

// Lanes transforms of one length, side by side: the passes above with their strides multiplied by Lanes.
template <class D, class T, class Source, class Sink>
HWY_INLINE void transform_lanes(D d, const Tables<T>& tables, const std::vector<Pass>& passes,
                                const Scratch<T>& scratch, Source source, Sink sink) {
  const auto widened = [](Pass pass) {
    pass.stride *= hn::Lanes(D());
    return pass;
  };
  std::size_t side = 0;
  Split<T> at{scratch.column_re[0], scratch.column_im[0]};
  middle_pass(d, tables, widened(passes.front()), source, at);
  for (std::size_t k = 1; k + 1 < passes.size(); ++k) {
    side = 1 - side;
    const Split<T> next{scratch.column_re[side], scratch.column_im[side]};
    middle_pass(d, tables, widened(passes[k]), at, next);
    at = next;
  }
  const std::size_t stride = passes.back().stride * hn::Lanes(d);
  passes.back().radix == 8 ? last_radix_eight(d, stride, at, sink) : last_radix_four(d, stride, at, sink);
}

// Rotates the transforms of Lanes columns and writes them transposed: [column][k], rows of `row_length`.
template <class D, class T = hn::TFromD<D>>
HWY_INLINE void rotate_and_transpose(D d, const Tables<T>& tables, Split<T> in, std::size_t column, Split<T> out,
                                     std::size_t row_length) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  const hn::CappedTag<T, 4> d4;
  HWY_ALIGN T group[2][4 * kLanes];
  for (std::size_t k = 0; k < tables.rows; k += 4) {
    Complex<V> y[4];
    for (std::size_t j = 0; j < 4; ++j) {
      const std::size_t at = (k + j) * tables.columns + column;
      const Complex<V> w{hn::LoadU(d, tables.rotation_re.data() + at), hn::LoadU(d, tables.rotation_im.data() + at)};
      y[j] = in.load(d, (k + j) * kLanes) * w;
    }
    hn::StoreInterleaved4(y[0].re, y[1].re, y[2].re, y[3].re, d, group[0]);
    hn::StoreInterleaved4(y[0].im, y[1].im, y[2].im, y[3].im, d, group[1]);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      for (std::size_t j = 0; j < 4; j += hn::Lanes(d4)) {
        hn::StoreU(hn::LoadU(d4, group[0] + 4 * lane + j), d4, out.re + (column + lane) * row_length + k + j);
        hn::StoreU(hn::LoadU(d4, group[1] + 4 * lane + j), d4, out.im + (column + lane) * row_length + k + j);
      }
    }
  }
}

template <class T, class Source, class Sink>
HWY_INLINE void transform_in_columns(const Tables<T>& tables, const Scratch<T>& scratch, Source source, Sink sink) {
  const hn::CappedTag<T, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  const Split<T> matrix{scratch.re[1], scratch.im[1]};
  const std::size_t row_length =
      tables.rows + Tables<T>::kPadding;  // off the power of two, which would share cache sets
  const std::size_t side = tables.passes.size() % 2 == 1 ? 0 : 1;
  const Split<T> column_done{scratch.column_re[side], scratch.column_im[side]};
  for (std::size_t column = 0; column < tables.columns; column += lanes) {
    transform_lanes(d, tables, tables.passes, scratch, Strided<Source>{source, tables.columns, column}, column_done);
    rotate_and_transpose(d, tables, column_done, column, matrix, row_length);
  }
  for (std::size_t row = 0; row < tables.rows; row += lanes) {
    transform_lanes(d, tables, tables.row_passes, scratch, Strided<Split<T>>{matrix, row_length, row},
                    Strided<Sink>{sink, tables.rows, row});
  }
}

template <class T, class Source, class Sink>
HWY_INLINE void transform(const Tables<T>& tables, const Scratch<T>& scratch, Source source, Sink sink) {
  const hn::ScalableTag<T> d;
  const hn::CappedTag<T, 8> d8;
  std::size_t side = 1;
  Split<T> at{scratch.re[1], scratch.im[1]};
  const Pass& first = tables.passes.front();
  first.blocks % hn::Lanes(d) == 0 ? first_pass(d, tables, first, source, at)
                                   : first_pass(d8, tables, first, source, at);
  for (std::size_t k = 1; k + 1 < tables.passes.size(); ++k) {
    const Pass& pass = tables.passes[k];
    side = 1 - side;
    const Split<T> next{scratch.re[side], scratch.im[side]};
#if HWY_TARGET != HWY_SCALAR
    if constexpr (hn::MaxLanes(d) >= 8) {
      if (pass.stride == 4) {
        stride_four_pass(d, tables, pass, at, next);
        at = next;
        continue;
      }
    }
#endif
    middle_pass(d, tables, pass, at, next);
    at = next;
  }
  last_pass(tables.passes.back(), at, sink);
}

// Z = even + i odd: X[k] = E[k] + W^k O[k] with E, O = the parts of Z[k] and conj Z[half - k]. k and half - k are done
// together, k upwards and half - k downwards; Z[half] = Z[0] makes bin 0 and Nyquist the case k = 0.
template <class T>
HWY_INLINE void split_real(const Tables<T>& tables, const T* zr, const T* zi, T* re, T* im, Nyquist nyquist) {
  const hn::CappedTag<T, 16> d;
  const std::size_t lanes = hn::Lanes(d), half = tables.half;
  const auto one_half = hn::Set(d, T{0.5});
  for (std::size_t k = 0; k < half / 2; k += lanes) {
    const std::size_t mirrored = half - k - lanes + 1;
    const auto ar = hn::LoadU(d, zr + k), ai = hn::LoadU(d, zi + k);
    const auto br = hn::Reverse(d, hn::LoadU(d, zr + mirrored)), bi = hn::Reverse(d, hn::LoadU(d, zi + mirrored));
    const auto er = hn::Add(ar, br), ei = hn::Sub(ai, bi);
    const auto odd_r = hn::Mul(one_half, hn::Add(ai, bi)), odd_i = hn::Mul(one_half, hn::Sub(br, ar));
    const auto c = hn::LoadU(d, tables.cosine.data() + k), s = hn::LoadU(d, tables.sine.data() + k);
    const auto tr = hn::NegMulAdd(s, odd_i, hn::Mul(c, odd_r));
    const auto ti = hn::MulAdd(s, odd_r, hn::Mul(c, odd_i));
    hn::StoreU(hn::MulAdd(one_half, er, tr), d, re + k);
    hn::StoreU(hn::MulAdd(one_half, ei, ti), d, im + k);
    const auto mirror_r = hn::Reverse(d, hn::MulSub(one_half, er, tr)),
               mirror_i = hn::Reverse(d, hn::NegMulAdd(one_half, ei, ti));
    if (k != 0 || nyquist == Nyquist::kOwnBin) {
      hn::StoreU(mirror_r, d, re + mirrored);
      hn::StoreU(mirror_i, d, im + mirrored);
    } else {  // the last lane is Nyquist, which has no place of its own
      HWY_ALIGN T mr[hn::MaxLanes(d)], mi[hn::MaxLanes(d)];
      hn::StoreU(mirror_r, d, mr);
      hn::StoreU(mirror_i, d, mi);
      for (std::size_t j = 0; j + 1 < lanes; ++j) re[mirrored + j] = mr[j], im[mirrored + j] = mi[j];
      im[0] = mr[lanes - 1];
    }
  }
  re[half / 2] = zr[half / 2];
  im[half / 2] = -zi[half / 2];
  if (nyquist == Nyquist::kOwnBin) im[0] = im[half] = T{0};
}

// The way back: Z[k] = E + i O with E = X[k] + conj X[half - k], O = conj W^k (X[k] - conj X[half - k]).
template <class T>
HWY_INLINE void join_real(const Tables<T>& tables, const T* re, const T* im, T* zr, T* zi, Nyquist nyquist) {
  const hn::CappedTag<T, 16> d;
  const std::size_t lanes = hn::Lanes(d), half = tables.half;
  HWY_ALIGN T mr[hn::MaxLanes(d)], mi[hn::MaxLanes(d)];
  for (std::size_t k = 0; k < half / 2; k += lanes) {
    const std::size_t mirrored = half - k - lanes + 1;
    auto ar = hn::LoadU(d, re + k), ai = hn::LoadU(d, im + k);
    auto br = ar, bi = ai;
    if (k != 0) {
      br = hn::Reverse(d, hn::LoadU(d, re + mirrored)), bi = hn::Reverse(d, hn::LoadU(d, im + mirrored));
    } else {  // the imaginary parts of bin 0 and Nyquist are zero, whatever the arrays say
      for (std::size_t j = 1; j < lanes; ++j) mr[j] = re[half - j], mi[j] = im[half - j];
      mr[0] = nyquist == Nyquist::kOwnBin ? re[half] : im[0];
      mi[0] = T{0};
      br = hn::LoadU(d, mr), bi = hn::LoadU(d, mi);
      for (std::size_t j = 1; j < lanes; ++j) mi[j] = im[j];
      ai = hn::LoadU(d, mi);
    }
    const auto er = hn::Add(ar, br), ei = hn::Sub(ai, bi);
    const auto dr = hn::Sub(ar, br), di = hn::Add(ai, bi);
    const auto c = hn::LoadU(d, tables.cosine.data() + k), s = hn::LoadU(d, tables.sine.data() + k);
    const auto odd_r = hn::MulAdd(s, di, hn::Mul(c, dr));
    const auto odd_i = hn::NegMulAdd(s, dr, hn::Mul(c, di));
    hn::StoreU(hn::Sub(er, odd_i), d, zr + k);
    hn::StoreU(hn::Add(ei, odd_r), d, zi + k);
    hn::StoreU(hn::Reverse(d, hn::Add(er, odd_i)), d, zr + mirrored);
    hn::StoreU(hn::Reverse(d, hn::Sub(odd_r, ei)), d, zi + mirrored);
  }
  zr[half / 2] = 2 * re[half / 2];
  zi[half / 2] = -2 * im[half / 2];
}

template <class T>
HWY_INLINE void forward_of(const Tables<T>& tables, const Scratch<T>& scratch, const T* time, T* re, T* im,
                           Nyquist nyquist) {
  // The passes alternate between the two sides, starting with 1; the last result must not overwrite its own input.
  const std::size_t side = tables.rows != 0 ? 0 : tables.passes.size() % 2;
  const Split<T> packed{scratch.re[side], scratch.im[side]};
  if (tables.rows != 0) {
    transform_in_columns(tables, scratch, Pairs<T>{time}, packed);
  } else {
    transform(tables, scratch, Pairs<T>{time}, packed);
  }
  packed.re[tables.half] = packed.re[0];
  packed.im[tables.half] = packed.im[0];
  split_real(tables, packed.re, packed.im, re, im, nyquist);
}

template <class T>
HWY_INLINE void inverse_of(const Tables<T>& tables, const Scratch<T>& scratch, const T* re, const T* im, T* time,
                           Nyquist nyquist) {
  join_real(tables, re, im, scratch.re[0], scratch.im[0], nyquist);
  const Split<T> swapped{scratch.im[0], scratch.re[0]};
  if (tables.rows != 0) {
    transform_in_columns(tables, scratch, swapped, SwappedPairs<T>{time});
  } else {
    transform(tables, scratch, swapped, SwappedPairs<T>{time});
  }
}

void forward_float(const Tables<float>& t, const Scratch<float>& s, const float* time, float* re, float* im,
                   Nyquist n) {
  forward_of(t, s, time, re, im, n);
}
void forward_double(const Tables<double>& t, const Scratch<double>& s, const double* time, double* re, double* im,
                    Nyquist n) {
  forward_of(t, s, time, re, im, n);
}
void inverse_float(const Tables<float>& t, const Scratch<float>& s, const float* re, const float* im, float* time,
                   Nyquist n) {
  inverse_of(t, s, re, im, time, n);
}
void inverse_double(const Tables<double>& t, const Scratch<double>& s, const double* re, const double* im, double* time,
                    Nyquist n) {
  inverse_of(t, s, re, im, time, n);
}

}  // namespace
}  // namespace eardrum::fft::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::fft::detail {

HWY_EXPORT(forward_float);
HWY_EXPORT(forward_double);
HWY_EXPORT(inverse_float);
HWY_EXPORT(inverse_double);

void forward(const Tables<float>& t, const Scratch<float>& s, const float* time, float* re, float* im, Nyquist n) {
  HWY_DYNAMIC_DISPATCH(forward_float)(t, s, time, re, im, n);
}
void forward(const Tables<double>& t, const Scratch<double>& s, const double* time, double* re, double* im, Nyquist n) {
  HWY_DYNAMIC_DISPATCH(forward_double)(t, s, time, re, im, n);
}
void inverse(const Tables<float>& t, const Scratch<float>& s, const float* re, const float* im, float* time,
             Nyquist n) {
  HWY_DYNAMIC_DISPATCH(inverse_float)(t, s, re, im, time, n);
}
void inverse(const Tables<double>& t, const Scratch<double>& s, const double* re, const double* im, double* time,
             Nyquist n) {
  HWY_DYNAMIC_DISPATCH(inverse_double)(t, s, re, im, time, n);
}

}  // namespace eardrum::fft::detail
#endif
