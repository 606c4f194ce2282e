// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set (Highway's foreach_target); the best that the machine has is chosen at run
// time.
#include <eardrum/fft/fft_kernels_internal.h>

#include <cstdint>

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

// Where points come from and go to, a vector of Lanes neighbours at a time: split arrays, (re, im) pairs, which is what
// a real signal is to the transform of half its length, or the vectors' own layout, [re lanes | im lanes]. `Swapped`
// sinks exchange re and im: the inverse transform is the forward one with both exchanged.
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
struct Pairs {
  const T* time;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    Complex<hn::Vec<D>> v;
    hn::LoadInterleaved2(d, time + 2 * k * hn::MaxLanes(D()), v.re, v.im);
    return v;
  }
};
template <class T>
struct SwappedPairs {
  T* time;
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    hn::StoreInterleaved2(v.im, v.re, d, time + 2 * k * hn::MaxLanes(D()));
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
template <std::size_t kRadix, class D, class Source, class T = hn::TFromD<D>>
HWY_INLINE void vertical_pass(D d, const T* HWY_RESTRICT w, std::size_t m, Source in, Vectors<T> out) {
  using V = hn::Vec<D>;
  if (m == 1) {  // nothing to turn
    Complex<V> x[kRadix];
    for (std::size_t j = 0; j < kRadix; ++j) x[j] = in.load(d, j);
    butterfly<kRadix>(d, x);
    for (std::size_t j = 0; j < kRadix; ++j) out.store(d, x[j], j);
    return;
  }
  for (std::size_t p = 0; p < m; ++p, w += 2 * (kRadix - 1)) {
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

template <class D, class Source, class T = hn::TFromD<D>>
HWY_INLINE void vertical_pass(D d, const Tables<T>& tables, const Pass& pass, Source in, Vectors<T> out) {
  const T* const w = tables.twiddles.data() + pass.twiddle;
  pass.radix == 8 ? vertical_pass<8>(d, w, pass.blocks, in, out) : vertical_pass<4>(d, w, pass.blocks, in, out);
}

// The passes from `first` on over `vectors` vectors at `at`, which `parts` of the pass before have left: each part
// through all of them before the next, as soon as the first-level cache holds one, so that it is fetched once.
template <class D, class T = hn::TFromD<D>>
HWY_NOINLINE void further_passes(D d, const Tables<T>& tables, std::size_t first, std::size_t parts,
                                 std::size_t vectors, T* at) {
  constexpr std::size_t kFirstLevel = 32768 / (2 * sizeof(T) * hn::MaxLanes(D()));
  if (vectors > kFirstLevel && parts > 1) {
    for (std::size_t j = 0; j < parts; ++j)
      further_passes(d, tables, first, 1, vectors / parts, at + 2 * hn::MaxLanes(D()) * (vectors / parts) * j);
    return;
  }
  for (std::size_t k = first; k < tables.passes.size(); ++k) {
    const Pass& pass = tables.passes[k];
    for (std::size_t v = 0; v < vectors; v += pass.radix * pass.blocks) {
      const Vectors<T> part{at + 2 * hn::MaxLanes(D()) * v};
      vertical_pass(d, tables, pass, part, part);
    }
    if (vectors > kFirstLevel) return further_passes(d, tables, k + 1, pass.radix, vectors, at);
  }
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

// The transforms across the lanes, which leave natural order: as many vectors as they have lanes are turned, transposed
// and transformed, the transposition in two halves (within 128-bit blocks, of blocks), each before half the transform.
template <class D, class Sink, class T = hn::TFromD<D>>
HWY_INLINE void horizontal_pass(D d, const Tables<T>& tables, Vectors<T> in, Sink out) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D()), kBlockLanes = 16 / sizeof(T), kBlocks = kLanes / kBlockLanes;
  const std::size_t groups = tables.vectors / kLanes;
  const Vectors<const T> rotation{tables.rotation.data()};
  HWY_ALIGN T stage_memory[2 * kLanes * kLanes];
  const Vectors<T> stage{stage_memory};
  for (std::size_t g = 0; g < groups; ++g) {
    const std::uint32_t* const position = tables.position.data() + g * kLanes;
    for (std::size_t r = 0; r < kBlocks; ++r) {
      V re[kBlockLanes], im[kBlockLanes];
      for (std::size_t i = 0; i < kBlockLanes; ++i) {
        const std::size_t k = kBlockLanes * r + i;
        const auto z = in.load(d, position[k]) * rotation.load(d, g * kLanes + k);
        re[i] = z.re;
        im[i] = z.im;
      }
      transpose_in_blocks(d, re);
      transpose_in_blocks(d, im);
      for (std::size_t i = 0; i < kBlockLanes; ++i) stage.store(d, Complex<V>{re[i], im[i]}, i * kBlocks + r);
    }
    for (std::size_t c = 0; c < kBlockLanes; ++c) {
      V re[kBlocks], im[kBlocks];
      Complex<V> x[kBlocks];
      for (std::size_t r = 0; r < kBlocks; ++r) {
        const auto z = stage.load(d, c * kBlocks + r);
        re[r] = z.re;
        im[r] = z.im;
      }
      transpose_blocks<kBlocks>(d, re);
      transpose_blocks<kBlocks>(d, im);
      for (std::size_t r = 0; r < kBlocks; ++r) x[r] = {re[r], im[r]};
      butterfly<kBlocks>(d, x);
      stage.store(d, x[0], c * kBlocks);
      for (std::size_t e = 1; e < kBlocks; ++e) {
        const T* const w = kSixteenth<T>[16 / kLanes * c * e];
        const Complex<V> turn{hn::Set(d, w[0]), hn::Set(d, w[1])};
        stage.store(d, x[e] * turn, c * kBlocks + e);
      }
    }
    for (std::size_t e = 0; e < kBlocks; ++e) {
      Complex<V> y[kBlockLanes];
      for (std::size_t c = 0; c < kBlockLanes; ++c) y[c] = stage.load(d, c * kBlocks + e);
      butterfly<kBlockLanes>(d, y);
      for (std::size_t f = 0; f < kBlockLanes; ++f) out.store(d, y[f], (e + kBlocks * f) * groups + g);
    }
  }
}
#endif

template <class D, class Source, class Sink, class T = hn::TFromD<D>>
HWY_INLINE void transform_with(D d, const Tables<T>& tables, T* work, Source source, Sink sink) {
  const Pass& first = tables.passes.front();
  vertical_pass(d, tables, first, source, Vectors<T>{work});
  further_passes(d, tables, 1, first.radix, tables.vectors, work);
#if HWY_TARGET == HWY_SCALAR
  for (std::size_t k = 0; k < tables.vectors; ++k) sink.store(d, Vectors<T>{work}.load(d, tables.position[k]), k);
#else
  horizontal_pass(d, tables, Vectors<T>{work}, sink);
#endif
}

// Points are vectors x lanes: transforms over the vectors in every lane, a rotation of every point, transforms across
// the lanes (D. H. Bailey, FFTs in external or hierarchical memory, 1990).
template <class T, class Source, class Sink>
HWY_INLINE void transform(const Tables<T>& tables, T* work, Source source, Sink sink) {
#if HWY_TARGET == HWY_SCALAR
  transform_with(hn::CappedTag<T, 1>(), tables, work, source, sink);
#else
  constexpr std::size_t kBlockLanes = 16 / sizeof(T), kMost = hn::MaxLanes(hn::CappedTag<T, 64 / sizeof(T)>());
  if constexpr (kMost >= 4 * kBlockLanes) {
    if (tables.lanes == 4 * kBlockLanes)
      return transform_with(hn::CappedTag<T, 4 * kBlockLanes>(), tables, work, source, sink);
  }
  if constexpr (kMost >= 2 * kBlockLanes) {
    if (tables.lanes == 2 * kBlockLanes)
      return transform_with(hn::CappedTag<T, 2 * kBlockLanes>(), tables, work, source, sink);
  }
  transform_with(hn::CappedTag<T, kBlockLanes>(), tables, work, source, sink);
#endif
}

// The bins k and half - k of a real signal's spectrum are made of the points k and half - k of its packed transform,
// and the other way round: k goes upwards in `up`, half - k downwards in `down`, a vector of each at once.
template <class V>
struct UpDown {
  Complex<V> up, down;
};

// Z = even + i odd: X[k] = E[k] + W^k O[k] with E, O = the parts of Z[k] and conj Z[half - k]. c + i s is half of W^k.
template <class D, class V = hn::Vec<D>>
HWY_INLINE UpDown<V> split(D d, Complex<V> a, Complex<V> b, V c, V s) {
  const V one_half = hn::Set(d, hn::TFromD<D>(0.5));
  const V even_r = hn::Add(a.re, b.re), even_i = hn::Sub(a.im, b.im);
  const V odd_r = hn::Add(a.im, b.im), odd_i = hn::Sub(b.re, a.re);
  const V turned_r = hn::NegMulAdd(s, odd_i, hn::Mul(c, odd_r)), turned_i = hn::MulAdd(s, odd_r, hn::Mul(c, odd_i));
  return {{hn::MulAdd(one_half, even_r, turned_r), hn::MulAdd(one_half, even_i, turned_i)},
          {hn::MulSub(one_half, even_r, turned_r), hn::NegMulAdd(one_half, even_i, turned_i)}};
}

// The way back: Z[k] = E + i O with E = X[k] + conj X[half - k], O = conj W^k (X[k] - conj X[half - k]).
template <class D, class V = hn::Vec<D>>
HWY_INLINE UpDown<V> join(D d, Complex<V> a, Complex<V> b, V c, V s) {
  const V two = hn::Set(d, hn::TFromD<D>(2));
  const V even_r = hn::Add(a.re, b.re), even_i = hn::Sub(a.im, b.im);
  const V difference_r = hn::Sub(a.re, b.re), difference_i = hn::Add(a.im, b.im);
  const V odd_r = hn::MulAdd(s, difference_i, hn::Mul(c, difference_r));
  const V odd_i = hn::NegMulAdd(s, difference_r, hn::Mul(c, difference_i));
  return {{hn::NegMulAdd(two, odd_i, even_r), hn::MulAdd(two, odd_r, even_i)},
          {hn::MulAdd(two, odd_i, even_r), hn::MulSub(two, odd_r, even_i)}};
}

// Lane 0 stays, the others are reversed. What stands at half - k for a vector of k is, but for its lane 0, the vector
// before half - k so arranged; lane 0 is that of the vector before, which the loops below carry along. So every load
// and store is of a whole aligned vector.
template <class D>
HWY_INLINE auto all_but_first(D d) {
  using Index = hwy::MakeSigned<hn::TFromD<D>>;
  alignas(64) Index order[hn::MaxLanes(D())];
  for (std::size_t j = 0; j < hn::Lanes(d); ++j) order[j] = static_cast<Index>(j == 0 ? 0 : hn::Lanes(d) - j);
  return hn::SetTableIndices(d, order);
}
template <class M, class V, class I>
HWY_INLINE Complex<V> mirrored(M first, Complex<V> lane_0, Complex<V> others, I order) {
  return {hn::IfThenElse(first, lane_0.re, hn::TableLookupLanes(others.re, order)),
          hn::IfThenElse(first, lane_0.im, hn::TableLookupLanes(others.im, order))};
}

// In place: points of the packed transform become bins.
template <class T>
HWY_INLINE void split_real(const Tables<T>& tables, T* re, T* im, Nyquist nyquist) {
  const hn::CappedTag<T, 64 / sizeof(T)> d;
  using V = hn::Vec<decltype(d)>;
  const std::size_t lanes = hn::Lanes(d), half = tables.points;
  const auto order = all_but_first(d);
  const auto first = hn::FirstN(d, 1);
  const Split<T> z{re, im};
  const auto bins_of = [&](Complex<V> a, Complex<V> b, std::size_t k) HWY_ATTR {
    return split(d, a, b, hn::LoadU(d, tables.cosine.data() + k), hn::LoadU(d, tables.sine.data() + k));
  };
  std::size_t up = 0, down = half / lanes - 1;
  const Complex<V> start = z.load(d, up);
  Complex<V> taken = z.load(d, down);
  UpDown<V> bins = bins_of(start, mirrored(first, start, taken, order), 0);
  z.store(d, bins.up, up);
  const T last_bin = hn::GetLane(bins.down.re);
  for (++up; up < down; ++up, --down) {
    const Complex<V> next = z.load(d, down - 1), made = bins.down;
    bins = bins_of(z.load(d, up), mirrored(first, taken, next, order), up * lanes);
    z.store(d, bins.up, up);
    z.store(d, mirrored(first, bins.down, made, order), down);
    taken = next;
  }
  z.store(d, mirrored(first, taken, bins.down, order), down);
  im[half / 2] = -im[half / 2];
  im[0] = nyquist == Nyquist::kOwnBin ? T{0} : last_bin;
  if (nyquist == Nyquist::kOwnBin) {
    re[half] = last_bin;
    im[half] = T{0};
  }
}

template <class T>
HWY_INLINE void join_real(const Tables<T>& tables, const T* re, const T* im, T* zr, T* zi, Nyquist nyquist) {
  const hn::CappedTag<T, 64 / sizeof(T)> d;
  using V = hn::Vec<decltype(d)>;
  const std::size_t lanes = hn::Lanes(d), half = tables.points;
  const auto order = all_but_first(d);
  const auto first = hn::FirstN(d, 1);
  const ConstSplit<T> x{re, im};
  const Split<T> z{zr, zi};
  const auto points_of = [&](Complex<V> a, Complex<V> b, std::size_t k) HWY_ATTR {
    return join(d, a, b, hn::LoadU(d, tables.cosine.data() + k), hn::LoadU(d, tables.sine.data() + k));
  };
  std::size_t up = 0, down = half / lanes - 1;
  Complex<V> start = x.load(d, up), taken = x.load(d, down);
  // The imaginary parts of bin 0 and Nyquist are zero, whatever the arrays say.
  const Complex<V> last_bin{hn::Set(d, nyquist == Nyquist::kOwnBin ? re[half] : im[0]), hn::Zero(d)};
  start.im = hn::IfThenZeroElse(first, start.im);
  UpDown<V> points = points_of(start, mirrored(first, last_bin, taken, order), 0);
  z.store(d, points.up, up);
  for (++up; up < down; ++up, --down) {
    const Complex<V> next = x.load(d, down - 1), made = points.down;
    points = points_of(x.load(d, up), mirrored(first, taken, next, order), up * lanes);
    z.store(d, points.up, up);
    z.store(d, mirrored(first, points.down, made, order), down);
    taken = next;
  }
  z.store(d, mirrored(first, taken, points.down, order), down);
  zr[half / 2] = 2 * re[half / 2];
  zi[half / 2] = -2 * im[half / 2];
}

template <class T>
HWY_INLINE void forward_of(const Tables<T>& tables, T* work, const T* time, T* re, T* im, Nyquist nyquist) {
  transform(tables, work, Pairs<T>{time}, Split<T>{re, im});
  split_real(tables, re, im, nyquist);
}

template <class T>
HWY_INLINE void inverse_of(const Tables<T>& tables, T* work, const T* re, const T* im, T* time, Nyquist nyquist) {
  T *const zr = time, *const zi = time + tables.points;  // the passes have read them before they write the result
  join_real(tables, re, im, zr, zi, nyquist);
  transform(tables, work, Split<T>{zi, zr}, SwappedPairs<T>{time});
}

// The most points of a vector whose square divides the transform's.
template <class T>
HWY_INLINE std::size_t lanes_for(std::size_t points) {
#if HWY_TARGET == HWY_SCALAR
  (void)points;
  return 1;
#else
  std::size_t lanes = hn::MaxLanes(hn::CappedTag<T, 64 / sizeof(T)>());
  while (lanes * lanes > points) lanes /= 2;
  return lanes;
#endif
}

std::size_t lanes_float(std::size_t points) {
  return lanes_for<float>(points);
}
std::size_t lanes_double(std::size_t points) {
  return lanes_for<double>(points);
}

void complex_float(const Tables<float>& t, float* work, const float* re, const float* im, float* out_re,
                   float* out_im) {
  transform(t, work, ConstSplit<float>{re, im}, Split<float>{out_re, out_im});
}
void complex_double(const Tables<double>& t, double* work, const double* re, const double* im, double* out_re,
                    double* out_im) {
  transform(t, work, ConstSplit<double>{re, im}, Split<double>{out_re, out_im});
}
void forward_float(const Tables<float>& t, float* work, const float* time, float* re, float* im, Nyquist n) {
  forward_of(t, work, time, re, im, n);
}
void forward_double(const Tables<double>& t, double* work, const double* time, double* re, double* im, Nyquist n) {
  forward_of(t, work, time, re, im, n);
}
void inverse_float(const Tables<float>& t, float* work, const float* re, const float* im, float* time, Nyquist n) {
  inverse_of(t, work, re, im, time, n);
}
void inverse_double(const Tables<double>& t, double* work, const double* re, const double* im, double* time,
                    Nyquist n) {
  inverse_of(t, work, re, im, time, n);
}

}  // namespace
}  // namespace eardrum::fft::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::fft::detail {

HWY_EXPORT(lanes_float);
HWY_EXPORT(lanes_double);
HWY_EXPORT(complex_float);
HWY_EXPORT(complex_double);
HWY_EXPORT(forward_float);
HWY_EXPORT(forward_double);
HWY_EXPORT(inverse_float);
HWY_EXPORT(inverse_double);

template <>
std::size_t lanes<float>(std::size_t points) {
  return HWY_DYNAMIC_DISPATCH(lanes_float)(points);
}
template <>
std::size_t lanes<double>(std::size_t points) {
  return HWY_DYNAMIC_DISPATCH(lanes_double)(points);
}
void transform(const Tables<float>& t, float* work, const float* re, const float* im, float* out_re, float* out_im) {
  HWY_DYNAMIC_DISPATCH(complex_float)(t, work, re, im, out_re, out_im);
}
void transform(const Tables<double>& t, double* work, const double* re, const double* im, double* out_re,
               double* out_im) {
  HWY_DYNAMIC_DISPATCH(complex_double)(t, work, re, im, out_re, out_im);
}
void forward(const Tables<float>& t, float* work, const float* time, float* re, float* im, Nyquist n) {
  HWY_DYNAMIC_DISPATCH(forward_float)(t, work, time, re, im, n);
}
void forward(const Tables<double>& t, double* work, const double* time, double* re, double* im, Nyquist n) {
  HWY_DYNAMIC_DISPATCH(forward_double)(t, work, time, re, im, n);
}
void inverse(const Tables<float>& t, float* work, const float* re, const float* im, float* time, Nyquist n) {
  HWY_DYNAMIC_DISPATCH(inverse_float)(t, work, re, im, time, n);
}
void inverse(const Tables<double>& t, double* work, const double* re, const double* im, double* time, Nyquist n) {
  HWY_DYNAMIC_DISPATCH(inverse_double)(t, work, re, im, time, n);
}

}  // namespace eardrum::fft::detail
#endif
