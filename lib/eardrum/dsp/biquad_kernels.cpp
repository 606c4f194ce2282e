// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/biquad_kernels_internal.h>

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/dsp/biquad_kernels.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::dsp::detail::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
// On every lambda: one that is inlined late leaves the arrays that it names in memory.
#define EARDRUM_INLINED __attribute__((always_inline))

#if HWY_TARGET == HWY_SCALAR

BiquadShape biquad_shape() {
  return {1, 8};
}

void run_biquads(const BiquadPass& pass, const double* pairs, std::size_t frames, double* left, double* right,
                 std::size_t stride) {
  for (std::size_t n = 0; n < frames; ++n) {
    for (std::size_t channel = 0; channel < 2; ++channel) {
      double x = pairs[2 * n + channel];
      for (std::size_t at = channel; at < 2 * pass.sections; at += 2) {
        const double w1 = pass.w1[at], w2 = pass.w2[at];
        pass.w2[at] = w1;
        pass.w1[at] = x - pass.a2[at] * w2 - pass.a1[at] * w1;
        x += pass.b2[at] * w2 + pass.b1[at] * w1;
      }
      (channel == 0 ? left : right)[n * stride] = x;
    }
  }
}

std::size_t run_long_block(const BiquadPass&, double, double, double*, double*, std::size_t) {
  return 0;
}

#else

using D = hn::CappedTag<double, 8>;
using V = hn::Vec<D>;
using M = hn::Mask<D>;
constexpr std::size_t kLanes = hn::MaxLanes(D());
constexpr std::size_t kSlots = kLanes / 2;

// (More would not fit the registers. Few under a sanitizer, for which each of these functions takes a compiler
// minutes.)
#if HWY_IS_ASAN || HWY_IS_TSAN
constexpr std::size_t kMostVectors = 2;
#else
constexpr std::size_t kMostVectors = 5;
#endif

BiquadShape biquad_shape() {
  return {kSlots, kMostVectors};
}

// One pair of lanes down, `input` in the last.
HWY_INLINE V next_section(V own, V input) {
#if HWY_TARGET <= HWY_AVX3
  return V{_mm512_castsi512_pd(_mm512_alignr_epi64(_mm512_castpd_si512(input.raw), _mm512_castpd_si512(own.raw), 2))};
#elif HWY_TARGET <= HWY_AVX2
  return hn::ConcatLowerUpper(D(), input, own);
#else
  (void)own;
  return input;
#endif
}

HWY_INLINE void store_first_pair(V v, double* left, double* right) {
#if HWY_TARGET <= HWY_SSSE3  // the store unit takes either half of a register; elsewhere it would be a shuffle
#if HWY_TARGET <= HWY_AVX3
  const __m128d pair = _mm512_castpd512_pd128(v.raw);
#elif HWY_TARGET <= HWY_AVX2
  const __m128d pair = _mm256_castpd256_pd128(v.raw);
#else
  const __m128d pair = v.raw;
#endif
  _mm_storel_pd(left, pair);
  _mm_storeh_pd(right, pair);
#else
  HWY_ALIGN double pair[kLanes];
  hn::Store(v, D(), pair);
  *left = pair[0];
  *right = pair[1];
#endif
}

// Calls f with the constants 0 to kCount - 1. A plain loop is unrolled too late for its arrays to become registers.
template <std::size_t kCount, class F>
HWY_INLINE void unrolled(F f) {
  const auto call = [&]<std::size_t... I>(std::index_sequence<I...>) EARDRUM_INLINED HWY_ATTR {
    (f(std::integral_constant<std::size_t, I>()), ...);
  };
  call(std::make_index_sequence<kCount>());
}

// kVectors of sections in registers, each kSkew samples behind the one before it: section to section from vector to
// vector in the same lanes, so that only one vector's lanes move in a step. The way of a sample through a section is
// two multiplications, through its state three: with a skew of 1 few vectors would wait for one another.
template <std::size_t kVectors>
struct Running {
  static constexpr std::size_t kSkew = kVectors * kSlots > 16 ? 1 : 2;
  V b1[kVectors], b2[kVectors], a1[kVectors], a2[kVectors], w1[kVectors], w2[kVectors];
  V y[kVectors], y_before[kVectors];  // outputs of the last step and of the one before

  HWY_INLINE explicit Running(const BiquadPass& pass) {
    unrolled<kVectors>([&](auto g) EARDRUM_INLINED HWY_ATTR {
      const D d;
      b1[g] = hn::LoadU(d, pass.b1 + g * kLanes);
      b2[g] = hn::LoadU(d, pass.b2 + g * kLanes);
      a1[g] = hn::LoadU(d, pass.a1 + g * kLanes);
      a2[g] = hn::LoadU(d, pass.a2 + g * kLanes);
      w1[g] = w2[g] = y[g] = y_before[g] = hn::Zero(d);
    });
  }

  // One sample further in every lane.
  HWY_INLINE void step(V input) {
    const auto& source = kSkew == 2 ? y_before : y;
    const V first = next_section(source[kVectors - 1], input);
    unrolled<kVectors>([&](auto from_last) EARDRUM_INLINED HWY_ATTR {
      constexpr std::size_t g = kVectors - 1 - from_last;
      const V x = g == 0 ? first : source[g == 0 ? 0 : g - 1];
      const V w = hn::NegMulAdd(a1[g], w1[g], hn::NegMulAdd(a2[g], w2[g], x));
      y_before[g] = y[g];
      y[g] = hn::MulAdd(b1[g], w1[g], hn::MulAdd(b2[g], w2[g], x));
      w2[g] = w1[g];
      w1[g] = w;
    });
  }

  // The section in vector g and the lanes of the mask takes up its state, or lays it down.
  template <class G>
  HWY_INLINE void begin(G g, M lane, const BiquadPass& pass) {
    const D d;
    w1[g] = hn::IfThenElse(lane, hn::LoadU(d, pass.w1 + g * kLanes), w1[g]);
    w2[g] = hn::IfThenElse(lane, hn::LoadU(d, pass.w2 + g * kLanes), w2[g]);
  }
  template <class G>
  HWY_INLINE void end(G g, M lane, const BiquadPass& pass) const {
    const D d;
    hn::BlendedStore(w1[g], lane, d, pass.w1 + g * kLanes);
    hn::BlendedStore(w2[g], lane, d, pass.w2 + g * kLanes);
  }
};

HWY_INLINE M mask_of_lane(std::size_t lane) {
  const D d;
  HWY_ALIGN static constexpr double kPair[8] = {0, 0, 1, 1, 2, 2, 3, 3};
  return hn::Eq(hn::Load(d, kPair), hn::Set(d, static_cast<double>(kSlots - 1 - lane)));
}

// At the ends of a block one section after another begins and ends. Those that have not begun or have ended run on what
// there is. `kIdle` slots at the end do nothing; the result is taken before them.
template <std::size_t kVectors, std::size_t kIdle>
struct Block {
  using Lanes = Running<kVectors>;
  static constexpr std::size_t kSections = kVectors * kSlots - kIdle, kSkew = Lanes::kSkew;
  static constexpr std::size_t kDepth = kSkew * (kSections - 1);
  const BiquadPass& pass;
  const double* pairs;
  double *left, *right;
  std::size_t stride;

  HWY_INLINE V input(std::size_t t) const { return hn::LoadDup128(D(), pairs + 2 * t); }
  HWY_INLINE void output(const Lanes& lanes, std::size_t t) const {
    store_first_pair(lanes.y[kVectors - 1 - kIdle], left + (t - kDepth) * stride, right + (t - kDepth) * stride);
  }
  // Calls f(vector, mask of lanes, whether it is the last) for each section.
  template <class F>
  HWY_INLINE static void each_section(F f) {
    for (std::size_t lane = 0; lane < kSlots; ++lane) {
      const M mask = mask_of_lane(lane);
      unrolled<kVectors>([&](auto g) EARDRUM_INLINED HWY_ATTR {
        const std::size_t section = lane * kVectors + g;
        if (section < kSections) f(g, mask, section + 1 == kSections);
      });
    }
  }

  HWY_NOINLINE void run(std::size_t frames) const {
    Lanes lanes(pass);
    std::size_t t = 0;
    each_section([&](auto g, M mask, bool last) EARDRUM_INLINED HWY_ATTR {
      lanes.begin(g, mask, pass);
      if (last) return;
      unrolled<kSkew>([&](auto) EARDRUM_INLINED HWY_ATTR { lanes.step(input(t++)); });
    });
    for (; t + 2 <= frames; t += 2) {
      lanes.step(input(t));
      output(lanes, t);
      lanes.step(input(t + 1));
      output(lanes, t + 1);
    }
    if (t < frames) {
      lanes.step(input(t));
      output(lanes, t++);
    }
    each_section([&](auto g, M mask, bool last) EARDRUM_INLINED HWY_ATTR {
      lanes.end(g, mask, pass);
      if (last) return;
      unrolled<kSkew>([&](auto) EARDRUM_INLINED HWY_ATTR {
        lanes.step(hn::Zero(D()));
        output(lanes, t++);
      });
    });
  }

  // A block that ends before its last section has begun.
  HWY_NOINLINE void run_short(std::size_t frames) const {
    Lanes lanes(pass);
    const auto with_section = [&](std::size_t at, auto f) EARDRUM_INLINED HWY_ATTR {
      const std::size_t section = at / kSkew;
      if (at % kSkew != 0 || section >= kSections) return;
      unrolled<kVectors>([&](auto g) EARDRUM_INLINED HWY_ATTR {
        if (section % kVectors == g) f(g, mask_of_lane(section / kVectors));
      });
    };
    for (std::size_t t = 0; t < frames + kDepth; ++t) {
      with_section(t, [&](auto g, M mask) EARDRUM_INLINED HWY_ATTR { lanes.begin(g, mask, pass); });
      lanes.step(t < frames ? input(t) : hn::Zero(D()));
      if (t >= kDepth) output(lanes, t);
      if (t + 1 >= frames) {
        with_section(t + 1 - frames, [&](auto g, M mask) EARDRUM_INLINED HWY_ATTR { lanes.end(g, mask, pass); });
      }
    }
  }
};

#if HWY_TARGET <= HWY_AVX3

// Three vectors, whose twelve multiplications and additions a sample shall fill both ports, with nothing else on them:
// what comes back from the last vector to the first, one pair of lanes further, goes through memory, eight samples
// later. A row of the ring holds the last vector's output; the first two doubles of the row after it hold the input
// pair for the lanes that come free, and one load across the two is what the first vector begins with. Inputs get there
// through integer registers.
template <std::size_t kIdle>
struct LongBlock {
  static constexpr std::size_t kVectors = 3, kSkew = 2, kRows = 8, kGroup = 4, kStaged = 32;
  static constexpr std::size_t kLap = kSkew * (kVectors - 1) + kRows;  // from a section to the one three further on
  static constexpr std::size_t kLast = kVectors - 1 - kIdle;           // the vector of the last section
  static constexpr std::size_t kDepth = kLap * (kSlots - 1) + kSkew * kLast;
  static constexpr std::size_t kLeast = 128;  // frames; below, the ends of a block cost more than this saves
  using Lanes = Running<kVectors>;
  static_assert(kLap % kGroup == 0 && kVectors * kSlots > kIdle && Lanes::kSkew == kSkew);

  BiquadPass pass;
  double left_gain, right_gain;
  double *left, *right;
  std::size_t frames;  // a multiple of kRows

  struct Memory {
    HWY_ALIGN double rows[8 * kRows + 8];  // the last is the first once more, for the pair
    HWY_ALIGN double scaled[2 * kStaged];  // samples of the left channel and of the right one
  };

  // In this order and in these registers; what a compiler makes of the same with its own costs a tenth.
  HWY_INLINE static V add(V sum, V a, V b) {
    asm volatile("vfmadd231pd %2, %1, %0" : "+v"(sum.raw) : "v"(a.raw), "v"(b.raw));
    return sum;
  }
  HWY_INLINE static V subtract(V sum, V a, V b) {
    asm volatile("vfnmadd231pd %2, %1, %0" : "+v"(sum.raw) : "v"(a.raw), "v"(b.raw));
    return sum;
  }
  HWY_INLINE static V subtract_from(V sum, V a, V b) {  // the same, in the place of b
    asm volatile("vfnmadd213pd %2, %1, %0" : "+v"(b.raw) : "v"(a.raw), "v"(sum.raw));
    return b;
  }

  // A sample further; `row` = t % kRows. The pair is that of sample t + kRows - 1.
  HWY_INLINE static void step(Lanes& l, Memory& memory, std::size_t row, const double* pair_left,
                              const double* pair_right, double* out_left, double* out_right) {
    const D d;
    double* const here = memory.rows + 8 * row;
    double* const pair = row == 0 ? memory.rows + 8 * kRows : here;
    const V x2 = l.y_before[1], x1 = l.y_before[0];
    std::uint64_t next_left, next_right;
    std::memcpy(&next_left, pair_left, sizeof(double));
    std::memcpy(&next_right, pair_right, sizeof(double));
    asm volatile("" : "+r"(next_left), "+r"(next_right));
    const V v2 = add(x2, l.b2[2], l.w2[2]);
    const V v1 = add(x1, l.b2[1], l.w2[1]), u1 = subtract_from(x1, l.a2[1], l.w2[1]);
    V x0 = hn::LoadU(d, here + 2);
    asm volatile("" : "+v"(x0.raw));
    const V y2 = add(v2, l.b1[2], l.w1[2]);
    const V v0 = add(x0, l.b2[0], l.w2[0]), u0 = subtract_from(x0, l.a2[0], l.w2[0]);
    const V u2 = subtract_from(x2, l.a2[2], l.w2[2]);
    const V y0 = add(v0, l.b1[0], l.w1[0]);
    const V w2 = subtract(u2, l.a1[2], l.w1[2]);
    const V y1 = add(v1, l.b1[1], l.w1[1]), w1 = subtract(u1, l.a1[1], l.w1[1]);
    const V w0 = subtract(u0, l.a1[0], l.w1[0]);
    store_first_pair(kLast == 0 ? y0 : kLast == 1 ? y1 : y2, out_left, out_right);
    hn::Store(y2, d, here);
    std::memcpy(pair, &next_left, sizeof(double));
    std::memcpy(pair + 1, &next_right, sizeof(double));
    l.y_before[0] = l.y[0], l.y_before[1] = l.y[1];
    l.y[0] = y0, l.y[1] = y1;
    l.w2[0] = l.w1[0], l.w2[1] = l.w1[1], l.w2[2] = l.w1[2];
    l.w1[0] = w0, l.w1[1] = w1, l.w1[2] = w2;
  }

  // Where the scaled sample n of the left channel is; that of the right one follows kStaged later.
  HWY_INLINE static double* scaled(Memory& memory, std::size_t n) { return memory.scaled + n % kStaged; }

  // Makes the eight samples ready that come 16 after t, a multiple of 8; there are none behind the block's end.
  HWY_INLINE void scale(Memory& memory, std::size_t t) const {
    const D d;
    if (t >= frames) return;
    double* const to = scaled(memory, t);
    hn::Store(hn::Mul(hn::Set(d, left_gain), hn::LoadU(d, left + t)), d, to);
    hn::Store(hn::Mul(hn::Set(d, right_gain), hn::LoadU(d, right + t)), d, to + kStaged);
  }

  // Half a turn of the ring at an end of the block. For k from 0 to kGroup - 1: `event(k)` is called before the sample
  // at which a section may begin or end; `heard(k)`, a constant, says whether an output comes out.
  template <class Event, class Heard>
  HWY_INLINE void edge(Lanes& lanes, Memory& memory, std::size_t t, Event event, Heard heard) const {
    if (t % kRows == 0) scale(memory, t + 2 * kRows);
    unrolled<kGroup>([&](auto k) EARDRUM_INLINED HWY_ATTR {
      event(k);
      const std::size_t now = t + k;
      const double* const pair = scaled(memory, now + kRows - 1);
      double nobody[2];
      double* const to_left = heard(k) ? left + (now - kDepth) : nobody;
      double* const to_right = heard(k) ? right + (now - kDepth) : nobody + 1;
      step(lanes, memory, now % kRows, pair, pair + kStaged, to_left, to_right);
    });
  }

  // The laps' sections begin, or end, one after the other: section(vector, mask of lanes). Outputs begin when the last
  // section does, and end with it. Returns the time after the last group.
  template <bool kEnd, class F>
  HWY_INLINE std::size_t laps(Lanes& lanes, Memory& memory, std::size_t t, F section) const {
    const auto group_of = [&](auto group, M mask, auto last_lap) EARDRUM_INLINED HWY_ATTR {
      constexpr std::size_t kFrom = kGroup * group, kLastAt = kSkew * kLast;
      constexpr bool kLastLap = last_lap;
      if constexpr (!kLastLap || kFrom <= kLastAt) {
        const auto event = [&](auto k) EARDRUM_INLINED HWY_ATTR {
          unrolled<(kLastLap ? kLast + 1 : kVectors)>([&](auto g) EARDRUM_INLINED HWY_ATTR {
            if constexpr (kSkew * g == kFrom + k) section(g, mask);
          });
        };
        const auto heard = [](auto k) EARDRUM_INLINED {
          return kEnd ? !kLastLap || kFrom + k < kLastAt : kLastLap && kFrom + k >= kLastAt;
        };
        edge(lanes, memory, t, event, heard);
        t += kGroup;
      }
    };
    for (std::size_t lap = 0; lap + 1 < kSlots; ++lap) {
      const M mask = mask_of_lane(lap);
      unrolled<kLap / kGroup>([&](auto group)
                                  EARDRUM_INLINED HWY_ATTR { group_of(group, mask, std::bool_constant<false>()); });
    }
    const M mask = mask_of_lane(kSlots - 1);
    unrolled<kLap / kGroup>([&](auto group)
                                EARDRUM_INLINED HWY_ATTR { group_of(group, mask, std::bool_constant<true>()); });
    return t;
  }

  HWY_INLINE void filter() const {
    const D d;
    Memory memory;
    for (std::size_t k = 0; k <= kRows; ++k) hn::Store(hn::Zero(d), d, memory.rows + 8 * k);
    scale(memory, 0);
    scale(memory, kRows);
    for (std::size_t n = 0; n + 1 < kRows; ++n) {
      memory.rows[8 * (n + 1)] = *scaled(memory, n);
      memory.rows[8 * (n + 1) + 1] = scaled(memory, n)[kStaged];
    }
    Lanes lanes(pass);
    std::size_t t =
        laps<false>(lanes, memory, 0, [&](auto g, M mask) EARDRUM_INLINED HWY_ATTR { lanes.begin(g, mask, pass); });
    if (t % kRows != 0) {
      edge(
          lanes, memory, t, [](auto) EARDRUM_INLINED {}, [](auto) EARDRUM_INLINED { return true; });
      t += kGroup;
    }
    for (; t < frames; t += kRows) {
      scale(memory, t + 2 * kRows);
      const double *const first = scaled(memory, t + kRows - 1), *const others = scaled(memory, t + kRows);
      unrolled<kRows>([&](auto k) EARDRUM_INLINED HWY_ATTR {
        const double* const pair = k == 0 ? first : others + (k - 1);
        step(lanes, memory, k, pair, pair + kStaged, left + (t + k - kDepth), right + (t + k - kDepth));
      });
    }
    laps<true>(lanes, memory, t, [&](auto g, M mask) EARDRUM_INLINED HWY_ATTR { lanes.end(g, mask, pass); });
  }
  // A copy, of which a compiler knows that nothing is written to it meanwhile.
  HWY_NOINLINE static void run(const LongBlock block) { block.filter(); }
};

#endif

std::size_t run_long_block(const BiquadPass& pass, double left_gain, double right_gain, double* left, double* right,
                           std::size_t frames) {
#if HWY_TARGET <= HWY_AVX3
  if constexpr (kMostVectors >= 3) {
    std::size_t done = 0;
    unrolled<3>([&](auto idle) EARDRUM_INLINED HWY_ATTR {
      using Form = LongBlock<idle>;
      if (frames < Form::kLeast || pass.vectors != Form::kVectors || Form::kVectors * kSlots - pass.sections != idle)
        return;
      done = frames / Form::kRows * Form::kRows;
      Form::run({pass, left_gain, right_gain, left, right, done});
    });
    return done;
  }
#endif
  (void)pass, (void)left_gain, (void)right_gain, (void)left, (void)right, (void)frames;
  return 0;
}

void run_biquads(const BiquadPass& pass, const double* pairs, std::size_t frames, double* left, double* right,
                 std::size_t stride) {
  unrolled<kMostVectors>([&](auto one_less) EARDRUM_INLINED HWY_ATTR {
    constexpr std::size_t kVectors = one_less + 1;
    if (pass.vectors != kVectors) return;
    unrolled<(kSlots < kVectors ? kSlots : kVectors)>([&](auto idle) EARDRUM_INLINED HWY_ATTR {
      if (kVectors * kSlots - pass.sections == idle) {
        const Block<kVectors, idle> block{pass, pairs, left, right, stride};
        frames > block.kDepth ? block.run(frames) : block.run_short(frames);
      }
    });
  });
}

#endif

void to_pairs(const double* left, const double* right, double left_gain, double right_gain, double* pairs,
              std::size_t frames) {
  const hn::ScalableTag<double> d;
  const auto left_factor = hn::Set(d, left_gain), right_factor = hn::Set(d, right_gain);
  std::size_t k = 0;
  for (; k + hn::Lanes(d) <= frames; k += hn::Lanes(d)) {
    const auto l = hn::Mul(left_factor, hn::LoadU(d, left + k)), r = hn::Mul(right_factor, hn::LoadU(d, right + k));
#if HWY_TARGET <= HWY_AVX3  // two shuffles; StoreInterleaved2 takes six
    const __m512i low = _mm512_set_epi64(11, 3, 10, 2, 9, 1, 8, 0), high = _mm512_set_epi64(15, 7, 14, 6, 13, 5, 12, 4);
    _mm512_storeu_pd(pairs + 2 * k, _mm512_permutex2var_pd(l.raw, low, r.raw));
    _mm512_storeu_pd(pairs + 2 * k + 8, _mm512_permutex2var_pd(l.raw, high, r.raw));
#else
    hn::StoreInterleaved2(l, r, d, pairs + 2 * k);
#endif
  }
  for (; k < frames; ++k) pairs[2 * k] = left_gain * left[k], pairs[2 * k + 1] = right_gain * right[k];
}

}  // namespace
}  // namespace eardrum::dsp::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(biquad_shape);
HWY_EXPORT(run_biquads);
HWY_EXPORT(run_long_block);
HWY_EXPORT(to_pairs);

BiquadShape biquad_shape() {
  return HWY_DYNAMIC_DISPATCH(biquad_shape)();
}
void run_biquads(const BiquadPass& pass, const double* pairs, std::size_t frames, double* left, double* right,
                 std::size_t stride) {
  HWY_DYNAMIC_DISPATCH(run_biquads)(pass, pairs, frames, left, right, stride);
}
std::size_t run_long_block(const BiquadPass& pass, double left_gain, double right_gain, double* left, double* right,
                           std::size_t frames) {
  return HWY_DYNAMIC_DISPATCH(run_long_block)(pass, left_gain, right_gain, left, right, frames);
}
void to_pairs(const double* left, const double* right, double left_gain, double right_gain, double* pairs,
              std::size_t frames) {
  HWY_DYNAMIC_DISPATCH(to_pairs)(left, right, left_gain, right_gain, pairs, frames);
}

}  // namespace eardrum::dsp::detail
#endif
