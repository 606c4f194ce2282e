// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once for each instruction set (Highway's foreach_target); the best that the machine has is chosen at run
// time.
#include <eardrum/fft/fft_kernels_internal.h>

#include <algorithm>
#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/fft/fft_kernels.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <eardrum/fft/fft_passes_inl.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::fft::detail::HWY_NAMESPACE {
namespace {

// (re, im) pairs, which is what a real signal is to the transform of half its length. The swapped sink exchanges re and
// im: the inverse transform is the forward one with both exchanged.
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
// a0 b0 a1 b1 ... With 512 bits Highway takes six shuffles to it, of which one port does one a cycle.
template <class D, class V = hn::Vec<D>, class T = hn::TFromD<D>>
HWY_INLINE void store_interleaved(D d, V a, V b, T* to) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  if constexpr (hn::MaxLanes(D()) == 8 && sizeof(T) == 8) {
    const __m512i low = _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0), high = _mm512_set_epi64(15, 7, 14, 6, 13, 5, 12, 4);
    hn::StoreU(V{_mm512_permutex2var_pd(a.raw, low, b.raw)}, d, to);
    hn::StoreU(V{_mm512_permutex2var_pd(a.raw, high, b.raw)}, d, to + 8);
    return;
  } else if constexpr (hn::MaxLanes(D()) == 16) {
    const __m512i low = _mm512_set_epi32(23, 7, 22, 6, 21, 5, 20, 4, 19, 3, 18, 2, 17, 1, 16, 0);
    const __m512i high = _mm512_add_epi32(low, _mm512_set1_epi32(8));
    hn::StoreU(V{_mm512_permutex2var_ps(a.raw, low, b.raw)}, d, to);
    hn::StoreU(V{_mm512_permutex2var_ps(a.raw, high, b.raw)}, d, to + 16);
    return;
  }
#endif
  hn::StoreInterleaved2(a, b, d, to);
}
template <class T>
struct SwappedPairs {
  T* time;
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    store_interleaved(d, v.im, v.re, time + 2 * k * hn::MaxLanes(D()));
  }
};
// The passes from `first` on over `vectors` vectors at `at`, which `parts` of the pass before have left: each part
// through all of them before the next, as soon as the first-level cache holds one, so that it is fetched once.
template <class D, class T = hn::TFromD<D>>
HWY_NOINLINE void further_passes(D d, const Tables<T>& tables, std::size_t first, std::size_t parts,
                                 std::size_t vectors, T* at) {
  constexpr std::size_t kFirstLevel = first_level_vectors<T>(hn::MaxLanes(D()));
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
// The vectors whose transforms have neighbouring results k, from where the passes left them, rotated.
template <class T>
struct RotatedRows {
  Vectors<T> in;
  Vectors<const T> rotation;
  const std::uint32_t* position;
  template <class D>
  HWY_INLINE Complex<hn::Vec<D>> load(D d, std::size_t k) const {
    return in.load(d, position[k]) * rotation.load(d, k);
  }
};
template <class Sink>
struct Columns {
  Sink sink;
  std::size_t stride, offset;
  template <class D>
  HWY_INLINE void store(D d, Complex<hn::Vec<D>> v, std::size_t k) const {
    sink.store(d, v, k * stride + offset);
  }
};
#endif

// What the steps [from, to) of the two of a stage do of its `all`: halves.
struct Share {
  std::size_t begin, end;
};
HWY_INLINE Share share(Steps steps, std::size_t stage, std::size_t all) {
  if (steps.from <= 2 * stage && steps.to >= 2 * stage + 2) return {0, all};
  const auto at = [&](std::size_t step) { return all * std::clamp<std::size_t>(step, 2 * stage, 2 * stage + 2); };
  return {(at(steps.from) - 2 * stage * all) / 2, (at(steps.to) - 2 * stage * all) / 2};
}

template <class D, class Source, class Sink, class T = hn::TFromD<D>>
HWY_INLINE void transform(D d, const Tables<T>& tables, T* work, Source source, Sink sink, Steps steps) {
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  const Pass& first = tables.passes.front();
  const Share positions = share(steps, 0, first.blocks), parts = share(steps, 1, first.radix);
  if (tables.vectors == 16) {  // short enough for calls and loops to count
    const Vectors<T> all{work};
    vertical_pass<4>(d, tables.twiddles.data(), 4, positions.begin, positions.end, source, all);
    for (std::size_t j = parts.begin; j < parts.end; ++j) {
      const Vectors<T> part{work + 2 * kLanes * 4 * j};
      vertical_pass<4>(d, tables.twiddles.data(), 1, 0, 1, part, part);
    }
  } else {
    vertical_pass(d, tables, first, positions.begin, positions.end, source, Vectors<T>{work});
    if (parts.begin != parts.end) {
      const std::size_t count = parts.end - parts.begin;
      further_passes(d, tables, 1, count, count * first.blocks, work + 2 * kLanes * parts.begin * first.blocks);
    }
  }
#if HWY_TARGET == HWY_SCALAR
  const Share results = share(steps, 2, tables.vectors);
  for (std::size_t k = results.begin; k < results.end; ++k)
    sink.store(d, Vectors<T>{work}.load(d, tables.position[k]), k);
#else
  const std::size_t groups = tables.vectors / kLanes;
  const Share results = share(steps, 2, groups);
  for (std::size_t g = results.begin; g < results.end; ++g) {
    const Vectors<const T> rotation{tables.rotation.data() + 2 * kLanes * kLanes * g};
    across_lanes(d, RotatedRows<T>{{work}, rotation, tables.position.data() + kLanes * g},
                 Columns<Sink>{sink, groups, g});
  }
#endif
}

// The bins k and half - k of a real signal's spectrum are made of the points k and half - k of its packed transform,
// and the other way round: k goes upwards in `up`, half - k downwards in `down`, a vector of each at once.
template <class V>
struct UpDown {
  Complex<V> up, down;
};

// Z = even + i odd: X[k] = E[k] + W^k O[k] with E, O = the parts of Z[k] and conj Z[half - k]. `half_turn` is half of
// W^k.
template <class D, class V = hn::Vec<D>>
HWY_INLINE UpDown<V> split(D d, Complex<V> a, Complex<V> b, Complex<V> half_turn) {
  const V one_half = hn::Set(d, hn::TFromD<D>(0.5));
  const V even_r = hn::Add(a.re, b.re), even_i = hn::Sub(a.im, b.im);
  const Complex<V> odd = Complex<V>{hn::Add(a.im, b.im), hn::Sub(b.re, a.re)} * half_turn;
  return {{hn::MulAdd(one_half, even_r, odd.re), hn::MulAdd(one_half, even_i, odd.im)},
          {hn::MulSub(one_half, even_r, odd.re), hn::NegMulAdd(one_half, even_i, odd.im)}};
}

// The way back: Z[k] = E + i O with E = X[k] + conj X[half - k], O = conj W^k (X[k] - conj X[half - k]).
template <class D, class V = hn::Vec<D>>
HWY_INLINE UpDown<V> join(D d, Complex<V> a, Complex<V> b, Complex<V> half_turn) {
  const V c = half_turn.re, s = half_turn.im;
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
template <class D, class T>
HWY_INLINE void split_real(D d, const Tables<T>& tables, T* re, T* im, Nyquist nyquist) {
  using V = hn::Vec<D>;
  const std::size_t half = tables.points;
  const auto order = all_but_first(d);
  const auto first = hn::FirstN(d, 1);
  const Split<T> z{re, im};
  const auto bins_of = [&](Complex<V> a, Complex<V> b, std::size_t v)
                           HWY_ATTR { return split(d, a, b, Vectors<const T>{tables.half_turns.data()}.load(d, v)); };
  std::size_t up = 0, down = tables.vectors - 1;
  const Complex<V> start = z.load(d, up);
  Complex<V> taken = z.load(d, down);
  UpDown<V> bins = bins_of(start, mirrored(first, start, taken, order), 0);
  z.store(d, bins.up, up);
  const T last_bin = hn::GetLane(bins.down.re);
  for (++up; up < down; ++up, --down) {
    const Complex<V> next = z.load(d, down - 1), made = bins.down;
    bins = bins_of(z.load(d, up), mirrored(first, taken, next, order), up);
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

// Bins become points with re and im exchanged, in the vectors' own layout.
template <class D, class T>
HWY_INLINE void join_real(D d, const Tables<T>& tables, const T* re, const T* im, T* work, Nyquist nyquist) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  const std::size_t half = tables.points;
  const auto order = all_but_first(d);
  const auto first = hn::FirstN(d, 1);
  const ConstSplit<T> x{re, im};
  const Vectors<T> z{work};
  const auto points_of = [&](Complex<V> a, Complex<V> b, std::size_t v) HWY_ATTR {
    const UpDown<V> points = join(d, a, b, Vectors<const T>{tables.half_turns.data()}.load(d, v));
    return UpDown<V>{{points.up.im, points.up.re}, {points.down.im, points.down.re}};
  };
  std::size_t up = 0, down = tables.vectors - 1;
  Complex<V> start = x.load(d, up), taken = x.load(d, down);
  // The imaginary parts of bin 0 and Nyquist are zero, whatever the arrays say.
  const Complex<V> last_bin{hn::Set(d, nyquist == Nyquist::kOwnBin ? re[half] : im[0]), hn::Zero(d)};
  start.im = hn::IfThenZeroElse(first, start.im);
  UpDown<V> points = points_of(start, mirrored(first, last_bin, taken, order), 0);
  z.store(d, points.up, up);
  for (++up; up < down; ++up, --down) {
    const Complex<V> next = x.load(d, down - 1), made = points.down;
    points = points_of(x.load(d, up), mirrored(first, taken, next, order), up);
    z.store(d, points.up, up);
    z.store(d, mirrored(first, points.down, made, order), down);
    taken = next;
  }
  z.store(d, mirrored(first, taken, points.down, order), down);
  T* const middle = work + 2 * kLanes * (tables.vectors / 2);
  middle[0] = -2 * im[half / 2];
  middle[kLanes] = 2 * re[half / 2];
}

// Points are vectors x lanes: transforms over the vectors in every lane, a rotation of every point, transforms across
// the lanes (D. H. Bailey, FFTs in external or hierarchical memory, 1990).
template <class T>
HWY_INLINE void forward_of(const Tables<T>& tables, T* work, const T* time, T* re, T* im, Nyquist nyquist,
                           Steps steps) {
  with_lanes<T>(tables.lanes, [&](auto d) HWY_ATTR {
    transform(d, tables, work, Pairs<T>{time}, Split<T>{re, im}, steps);
    if (steps.to == kAllSteps.to) split_real(d, tables, re, im, nyquist);
  });
}

template <class T>
HWY_INLINE void inverse_of(const Tables<T>& tables, T* work, const T* re, const T* im, T* time, Nyquist nyquist,
                           Steps steps) {
  with_lanes<T>(tables.lanes, [&](auto d) HWY_ATTR {
    if (steps.from == 0) join_real(d, tables, re, im, work, nyquist);
    const Steps after{std::max<std::size_t>(steps.from, 1) - 1, steps.to - 1};
    transform(d, tables, work, Vectors<T>{work}, SwappedPairs<T>{time}, after);
  });
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

void forward_float(const Tables<float>& t, float* work, const float* time, float* re, float* im, Nyquist n,
                   Steps steps) {
  forward_of(t, work, time, re, im, n, steps);
}
void forward_double(const Tables<double>& t, double* work, const double* time, double* re, double* im, Nyquist n,
                    Steps steps) {
  forward_of(t, work, time, re, im, n, steps);
}
void inverse_float(const Tables<float>& t, float* work, const float* re, const float* im, float* time, Nyquist n,
                   Steps steps) {
  inverse_of(t, work, re, im, time, n, steps);
}
void inverse_double(const Tables<double>& t, double* work, const double* re, const double* im, double* time, Nyquist n,
                    Steps steps) {
  inverse_of(t, work, re, im, time, n, steps);
}

}  // namespace
}  // namespace eardrum::fft::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::fft::detail {

HWY_EXPORT(lanes_float);
HWY_EXPORT(lanes_double);
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
void forward(const Tables<float>& t, float* work, const float* time, float* re, float* im, Nyquist n, Steps steps) {
  HWY_DYNAMIC_DISPATCH(forward_float)(t, work, time, re, im, n, steps);
}
void forward(const Tables<double>& t, double* work, const double* time, double* re, double* im, Nyquist n,
             Steps steps) {
  HWY_DYNAMIC_DISPATCH(forward_double)(t, work, time, re, im, n, steps);
}
void inverse(const Tables<float>& t, float* work, const float* re, const float* im, float* time, Nyquist n,
             Steps steps) {
  HWY_DYNAMIC_DISPATCH(inverse_float)(t, work, re, im, time, n, steps);
}
void inverse(const Tables<double>& t, double* work, const double* re, const double* im, double* time, Nyquist n,
             Steps steps) {
  HWY_DYNAMIC_DISPATCH(inverse_double)(t, work, re, im, time, n, steps);
}

}  // namespace eardrum::fft::detail
#endif
