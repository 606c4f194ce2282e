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

// The sections of the first of a vector's slots, which are counted from its last lanes down.
constexpr std::size_t pair_of_lane(std::size_t lane) {
  return 2 * (kSlots - 1 - lane);
}
HWY_INLINE M mask_of_lane(std::size_t lane) {
  const D d;
  HWY_ALIGN static constexpr double kFirst[8] = {0, 0, 2, 2, 4, 4, 6, 6};
  return hn::Eq(hn::Load(d, kFirst), hn::Set(d, static_cast<double>(pair_of_lane(lane))));
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

  // One sample further in every lane of the vectors from kFirst to before kEnd.
  template <std::size_t kFirst = 0, std::size_t kEnd = kVectors>
  HWY_INLINE void step(V input) {
    const auto& source = kSkew == 2 ? y_before : y;
    const V first = next_section(source[kVectors - 1], input);
    unrolled<kVectors>([&](auto from_last) EARDRUM_INLINED HWY_ATTR {
      constexpr std::size_t g = kVectors - 1 - from_last;
      const V x = g == 0 ? first : source[g == 0 ? 0 : g - 1];
      if constexpr (g < kFirst || g >= kEnd) {
        y_before[g] = y[g];
        return;
      }
      const V w = hn::NegMulAdd(a1[g], w1[g], hn::NegMulAdd(a2[g], w2[g], x));
      y_before[g] = y[g];
      y[g] = hn::MulAdd(b1[g], w1[g], hn::MulAdd(b2[g], w2[g], x));
      w2[g] = w1[g];
      w1[g] = w;
    });
  }

  // The section in vector g and this pair of lanes, whose mask it is, takes up its state, or lays it down.
  template <class G>
  HWY_INLINE void begin(G g, std::size_t lane, M mask, const BiquadPass& pass) {
    const D d;
    const std::size_t at = g * kLanes + pair_of_lane(lane);
    w1[g] = hn::IfThenElse(mask, hn::LoadDup128(d, pass.w1 + at), w1[g]);
    w2[g] = hn::IfThenElse(mask, hn::LoadDup128(d, pass.w2 + at), w2[g]);
  }
  template <class G>
  HWY_INLINE void end(G g, M mask, const BiquadPass& pass) const {
    const D d;
    hn::BlendedStore(w1[g], mask, d, pass.w1 + g * kLanes);
    hn::BlendedStore(w2[g], mask, d, pass.w2 + g * kLanes);
  }
};

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
  template <std::size_t kStride = 0>
  HWY_INLINE void output(const Lanes& lanes, std::size_t t) const {
    const std::size_t at = (t - kDepth) * (kStride == 0 ? stride : kStride);
    store_first_pair(lanes.y[kVectors - 1 - kIdle], left + at, right + at);
  }
  // Calls f(vector, pair of lanes, whether it is the last) for each section.
  template <class F>
  HWY_INLINE static void each_section(F f) {
    for (std::size_t lane = 0; lane < kSlots; ++lane) {
      unrolled<kVectors>([&](auto g) EARDRUM_INLINED HWY_ATTR {
        const std::size_t section = lane * kVectors + g;
        if (section < kSections) f(g, lane, section + 1 == kSections);
      });
    }
  }

  HWY_NOINLINE void run(std::size_t frames) const {
    Lanes lanes(pass);
    std::size_t t = 0;
    each_section([&](auto g, std::size_t lane, bool last) EARDRUM_INLINED HWY_ATTR {
      lanes.begin(g, lane, mask_of_lane(lane), pass);
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
    each_section([&](auto g, std::size_t lane, bool last) EARDRUM_INLINED HWY_ATTR {
      lanes.end(g, mask_of_lane(lane), pass);
      if (last) return;
      unrolled<kSkew>([&](auto) EARDRUM_INLINED HWY_ATTR {
        lanes.step(hn::Zero(D()));
        output(lanes, t++);
      });
    });
  }

#if HWY_TARGET <= HWY_AVX3
  // The same for a stride of 1, with code of its own for each section: no vector runs before its first section begins
  // or after its last has ended.
  HWY_NOINLINE void run_unrolled(std::size_t frames) const {
    Lanes lanes(pass);
    unrolled<kSections>([&](auto section) EARDRUM_INLINED HWY_ATTR {
      constexpr std::size_t g = section % kVectors, lane = section / kVectors;
      lanes.begin(std::integral_constant<std::size_t, g>(), lane, mask_of_lane(lane), pass);
      if constexpr (section + 1 < kSections) {
        unrolled<kSkew>([&](auto k) EARDRUM_INLINED HWY_ATTR {
          lanes.template step<0, (lane == 0 ? g + 1 : kVectors)>(input(kSkew * section + k));
        });
      }
    });
    std::size_t t = kDepth;
    for (; t + 2 <= frames; t += 2) {
      lanes.step(input(t));
      output<1>(lanes, t);
      lanes.step(input(t + 1));
      output<1>(lanes, t + 1);
    }
    if (t < frames) {
      lanes.step(input(t));
      output<1>(lanes, t++);
    }
    unrolled<kSections>([&](auto section) EARDRUM_INLINED HWY_ATTR {
      constexpr std::size_t g = section % kVectors, lane = section / kVectors;
      lanes.end(std::integral_constant<std::size_t, g>(), mask_of_lane(lane), pass);
      // The sections left stand in the vectors up to the last section's, and in those after it while there are more.
      constexpr std::size_t kLeft = kSections - 1 - section, kToLast = (kSections - 1) % kVectors + 1;
      constexpr std::size_t kFirst = kLeft < kToLast ? kToLast - kLeft : 0;
      constexpr std::size_t kEnd = kLeft > kToLast ? kVectors : kToLast;
      if constexpr (kLeft > 0) {
        unrolled<kSkew>([&](auto) EARDRUM_INLINED HWY_ATTR {
          lanes.template step<kFirst, kEnd>(hn::Zero(D()));
          output<1>(lanes, t++);
        });
      }
    });
  }
#endif

  // A block that ends before its last section has begun.
  HWY_NOINLINE void run_short(std::size_t frames) const {
    Lanes lanes(pass);
    const auto with_section = [&](std::size_t at, auto f) EARDRUM_INLINED HWY_ATTR {
      const std::size_t section = at / kSkew;
      if (at % kSkew != 0 || section >= kSections) return;
      unrolled<kVectors>([&](auto g) EARDRUM_INLINED HWY_ATTR {
        if (section % kVectors == g) f(g, section / kVectors);
      });
    };
    for (std::size_t t = 0; t < frames + kDepth; ++t) {
      with_section(t, [&](auto g, std::size_t lane)
                          EARDRUM_INLINED HWY_ATTR { lanes.begin(g, lane, mask_of_lane(lane), pass); });
      lanes.step(t < frames ? input(t) : hn::Zero(D()));
      if (t >= kDepth) output(lanes, t);
      if (t + 1 >= frames) {
        with_section(t + 1 - frames, [&](auto g, std::size_t lane)
                                         EARDRUM_INLINED HWY_ATTR { lanes.end(g, mask_of_lane(lane), pass); });
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
  static constexpr std::size_t kVectors = 3, kSkew = 2, kRows = 8;
  static constexpr std::size_t kLap = kSkew * (kVectors - 1) + kRows;  // from a section to the one three further on
  static constexpr std::size_t kLast = kVectors - 1 - kIdle;           // the vector of the last section
  static constexpr std::size_t kDepth = kLap * (kSlots - 1) + kSkew * kLast;
  static constexpr std::size_t kBegun = 40;   // samples until all sections have begun, in whole turns of the ring
  static constexpr std::size_t kLeast = 128;  // frames; below, the ends of a block cost more than this saves
  using Lanes = Running<kVectors>;
  static_assert(kBegun % kRows == 0 && kBegun >= kDepth && kVectors * kSlots > kIdle && Lanes::kSkew == kSkew);

  BiquadPass pass;
  double left_gain, right_gain;
  double *left, *right;
  std::size_t frames;  // a multiple of kRows

  // Rows: those of the beginning one after the other, of which the last eight become the ring, then those of the end.
  // Nothing is set to zero: what is read before it was written is in lanes whose section has not begun.
  struct Memory {
    HWY_ALIGN double rows[8 * (kBegun + kDepth + 1)];
    alignas(128) double scaled[2][kBegun + 3 * kRows];  // samples of the left channel and of the right one; the last
                                                        // two groups take turns
    HWY_ALIGN double first[2 * kRows];                  // the first pairs, for which there are no rows
  };
  // A pair of samples on its way to its row.
  struct Pair {
    std::uint64_t left, right;
  };

  // Each an instruction, at this place and in these registers: what a compiler makes of the same with its own order,
  // copies and loads costs a tenth.
  HWY_INLINE static void add(V& sum, V a, V b) {
    asm volatile("vfmadd231pd %2, %1, %0" : "+v"(sum.raw) : "v"(a.raw), "v"(b.raw));
  }
  HWY_INLINE static void subtract(V& sum, V a, V b) {
    asm volatile("vfnmadd231pd %2, %1, %0" : "+v"(sum.raw) : "v"(a.raw), "v"(b.raw));
  }
  HWY_INLINE static void subtract_from(V sum, V a, V& b) {  // the same, in the place of b
    asm volatile("vfnmadd213pd %2, %1, %0" : "+v"(b.raw) : "v"(a.raw), "v"(sum.raw));
  }
  HWY_INLINE static V copy(V v) {
    V to;
    asm volatile("vmovapd %1, %0" : "=v"(to.raw) : "v"(v.raw));
    return to;
  }
  template <std::size_t kCount>
  struct Doubles {
    double value[kCount];
  };
  HWY_INLINE static V load(const double* from) {
    V v;
    asm volatile("vmovupd %1, %0" : "=v"(v.raw) : "m"(*reinterpret_cast<const Doubles<8>*>(from)));
    return v;
  }
  HWY_INLINE static V load_pair(const double* from) {
    V v;
    asm volatile("vbroadcastf64x2 %1, %0" : "=v"(v.raw) : "m"(*reinterpret_cast<const Doubles<2>*>(from)));
    return v;
  }
  HWY_INLINE static void store(V v, double* to) {
    asm volatile("vmovapd %1, %0" : "=m"(*reinterpret_cast<Doubles<8>*>(to)) : "v"(v.raw));
  }
  HWY_INLINE static void store_halves(V v, double* first, double* second) {
    const __m128d pair = _mm512_castpd512_pd128(v.raw);
    asm volatile("vmovlpd %1, %0" : "=m"(*first) : "v"(pair));
    asm volatile("vmovhpd %1, %0" : "=m"(*second) : "v"(pair));
  }
  HWY_INLINE static Pair load(const double* from_left, const double* from_right) {
    Pair pair;
    asm volatile("mov %1, %0" : "=r"(pair.left) : "m"(*from_left));
    asm volatile("mov %1, %0" : "=r"(pair.right) : "m"(*from_right));
    return pair;
  }
  HWY_INLINE static void store(Pair pair, double* to) {
    asm volatile("mov %1, %0" : "=m"(to[0]) : "r"(pair.left));
    asm volatile("mov %1, %0" : "=m"(to[1]) : "r"(pair.right));
  }

  // A sample further, the kAt-th of a turn of kTurn. `enter()` gives what comes into the first vector, `leave(y)` takes
  // what comes out of the last. A sample stays in one register on its way through the three vectors, flow[kAt % kTurn]
  // of its entry, and new states come where the older ones were: no variable takes the place of another, which
  // compilers would copy registers for.
  template <std::size_t kAt, std::size_t kTurn, bool kHeard, class Enter, class Leave>
  HWY_INLINE static void step(Lanes& l, V* flow, Enter enter, Leave leave, double* out_left, double* out_right) {
    V& s0 = flow[kAt % kTurn];
    V& s1 = flow[(kAt + kTurn - kSkew) % kTurn];
    V& s2 = flow[(kAt + kTurn - 2 * kSkew) % kTurn];
    V* const newer = kAt % 2 == 0 ? l.w1 : l.w2;
    V* const older = kAt % 2 == 0 ? l.w2 : l.w1;
    const V x2 = copy(s2);
    s0 = enter();
    add(s2, l.b2[2], older[2]), subtract_from(x2, l.a2[2], older[2]);
    const V x1 = copy(s1), x0 = copy(s0);
    add(s1, l.b2[1], older[1]), subtract_from(x1, l.a2[1], older[1]);
    add(s2, l.b1[2], newer[2]);
    add(s0, l.b2[0], older[0]), subtract_from(x0, l.a2[0], older[0]);
    subtract(older[2], l.a1[2], newer[2]);
    add(s1, l.b1[1], newer[1]), subtract(older[1], l.a1[1], newer[1]);
    add(s0, l.b1[0], newer[0]), subtract(older[0], l.a1[0], newer[0]);
    leave(s2);
    if constexpr (kHeard) store_halves(kLast == 0 ? s0 : kLast == 1 ? s1 : s2, out_left, out_right);
  }

  // Eight samples from t on, a multiple of 8, times the gains.
  HWY_INLINE V scaled_left(std::size_t t) const { return hn::Mul(hn::Set(D(), left_gain), hn::LoadU(D(), left + t)); }
  HWY_INLINE V scaled_right(std::size_t t) const {
    return hn::Mul(hn::Set(D(), right_gain), hn::LoadU(D(), right + t));
  }
  // Samples of the beginning at their places; the first kRows as pairs too.
  HWY_INLINE void prepare(Memory& memory) const {
    const D d;
    const V l = scaled_left(0), r = scaled_right(0);
    const V even = hn::InterleaveLower(d, l, r), odd = hn::InterleaveUpper(d, l, r);
    hn::Store(even, d, memory.first);
    hn::Store(odd, d, memory.first + kRows);
    for (std::size_t t = kRows; t < kBegun + 2 * kRows; t += kRows) {
      hn::Store(scaled_left(t), d, memory.scaled[0] + t);
      hn::Store(scaled_right(t), d, memory.scaled[1] + t);
    }
  }

  // The samples of the beginning from t on, kCount of them. A section begins where its lap is at the time:
  // the vector's first sample is 2 behind that of the one before it.
  template <std::size_t kCount, bool kFirstLap, bool kLastLap>
  HWY_INLINE void beginning(Lanes& lanes, V* flow, Memory& memory, Pair& pair, std::size_t lap) const {
    const std::size_t t = kLap * lap;
    const M mask = mask_of_lane(lap);
    double* const row = memory.rows + 8 * t;
    const double *const next_left = memory.scaled[0] + t + kRows, *const next_right = memory.scaled[1] + t + kRows;
    unrolled<kCount>([&](auto k) EARDRUM_INLINED HWY_ATTR {
      if constexpr (k % kSkew == 0 && k / kSkew < (kLastLap ? kLast + 1 : kVectors)) {
        lanes.begin(std::integral_constant<std::size_t, k / kSkew>(), lap, mask, pass);
      }
      const auto enter = [&]() EARDRUM_INLINED HWY_ATTR {
        if constexpr (kFirstLap && k < kRows) {
          return load_pair(memory.first + (k % 2 == 0 ? k : kRows + k - 1));
        } else {
          return load(row + 8 * k - 8 * kRows + 2);
        }
      };
      const auto leave = [&](V y) EARDRUM_INLINED HWY_ATTR {
        store(y, row + 8 * k);
        if constexpr (!kFirstLap || k > 0) store(pair, row + 8 * k);
        pair = load(next_left + k, next_right + k);
      };
      step<k, kLap, kLastLap && k >= kSkew * kLast>(lanes, flow, enter, leave, left + k - kSkew * kLast,
                                                    right + k - kSkew * kLast);
    });
  }

  // kCount samples of the end. A section's state is laid down when its last sample is done.
  template <std::size_t kCount, bool kLastLap>
  HWY_INLINE void ending(Lanes& lanes, V* flow, Memory& memory, std::size_t lap) const {
    double* const row = memory.rows + 8 * (kBegun + kLap * lap);
    double* const to_left = left + (frames + kLap * lap - kDepth);
    double* const to_right = right + (frames + kLap * lap - kDepth);
    const M mask = mask_of_lane(lap);
    unrolled<kCount>([&](auto k) EARDRUM_INLINED HWY_ATTR {
      if constexpr (k % kSkew == 0 && k / kSkew < (kLastLap ? kLast + 1 : kVectors)) {
        lanes.end(std::integral_constant<std::size_t, k / kSkew>(), mask, pass);
      }
      if constexpr (!kLastLap || k < kSkew * kLast) {
        step<k, kLap, true>(
            lanes, flow, [&]() EARDRUM_INLINED HWY_ATTR { return load(row + 8 * k - 8 * kRows + 2); },
            [&](V y) EARDRUM_INLINED HWY_ATTR { store(y, row + 8 * k); }, to_left + k, to_right + k);
      }
    });
  }

  HWY_INLINE void filter() const {
    const D d;
    Memory memory;
    prepare(memory);
    Lanes lanes(pass);
    V flow[kLap];
    unrolled<kLap>([&](auto k) EARDRUM_INLINED HWY_ATTR { flow[k] = hn::Zero(d); });
    Pair pair{};
    beginning<kLap, true, false>(lanes, flow, memory, pair, 0);
    for (std::size_t lap = 1; lap + 1 < kSlots; ++lap) beginning<kLap, false, false>(lanes, flow, memory, pair, lap);
    beginning<kBegun - kLap*(kSlots - 1), false, true>(lanes, flow, memory, pair, kSlots - 1);
    if constexpr (kDepth == kBegun) {
      lanes.begin(std::integral_constant<std::size_t, kLast>(), kSlots - 1, mask_of_lane(kSlots - 1), pass);
    }

    constexpr std::size_t kKept = 2 * kSkew;  // samples that are on their way
    unrolled<kKept>([&](auto k) EARDRUM_INLINED HWY_ATTR { flow[kRows - kKept + k] = flow[k]; });
    double* const ring = memory.rows + 8 * (kBegun - kRows);
    std::size_t from = kBegun + kRows;  // of the scaled samples
    for (std::size_t t = kBegun; t < frames; t += kRows) {
      const double* const next = memory.scaled[0] + from;
      from ^= kRows;
      const std::size_t ahead = t + 2 * kRows < frames ? t + 2 * kRows : frames - kRows;  // again the last of all
      hn::Store(scaled_left(ahead), d, memory.scaled[0] + from);
      hn::Store(scaled_right(ahead), d, memory.scaled[1] + from);
      unrolled<kRows>([&](auto k) EARDRUM_INLINED HWY_ATTR {
        double* const row = ring + 8 * k;
        const auto leave = [&](V y) EARDRUM_INLINED HWY_ATTR {
          store(y, row);
          store(pair, k == 0 ? ring + 8 * kRows : row);
          pair = load(next + k, next + sizeof(memory.scaled[0]) / sizeof(double) + k);
        };
        step<k, kRows, true>(
            lanes, flow, [&]() EARDRUM_INLINED HWY_ATTR { return load(row + 2); }, leave, left + (t + k - kDepth),
            right + (t + k - kDepth));
      });
    }
    unrolled<kKept>([&](auto k) EARDRUM_INLINED HWY_ATTR { flow[kLap - kKept + k] = flow[kRows - kKept + k]; });
    for (std::size_t lap = 0; lap + 1 < kSlots; ++lap) ending<kLap, false>(lanes, flow, memory, lap);
    ending<kSkew * kLast + 1, true>(lanes, flow, memory, kSlots - 1);
  }
  // A copy, of which a compiler knows that nothing is written to it meanwhile.
  HWY_NOINLINE static void run(const LongBlock block) { block.filter(); }
};

#endif

void run_biquads(const BiquadPass& pass, const double* pairs, std::size_t frames, double* left, double* right,
                 std::size_t stride) {
  unrolled<kMostVectors>([&](auto one_less) EARDRUM_INLINED HWY_ATTR {
    constexpr std::size_t kVectors = one_less + 1;
    if (pass.vectors != kVectors) return;
    unrolled<(kSlots < kVectors ? kSlots : kVectors)>([&](auto idle) EARDRUM_INLINED HWY_ATTR {
      if (kVectors * kSlots - pass.sections == idle) {
        const Block<kVectors, idle> block{pass, pairs, left, right, stride};
#if HWY_TARGET <= HWY_AVX3
        if constexpr (kVectors == 3) {
          if (stride == 1 && frames > block.kDepth) return block.run_unrolled(frames);
        }
#endif
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

// One call: each of the three would come here by a table of its own.
std::size_t run_alone(const BiquadPass& pass, double left_gain, double right_gain, double* left, double* right,
                      std::size_t frames, double* pairs, std::size_t most) {
  std::size_t done = 0;
#if HWY_TARGET <= HWY_AVX3
  if constexpr (kMostVectors >= 3) {
    unrolled<3>([&](auto idle) EARDRUM_INLINED HWY_ATTR {
      using Form = LongBlock<idle>;
      if (frames < Form::kLeast || pass.vectors != Form::kVectors || Form::kVectors * kSlots - pass.sections != idle)
        return;
      done = frames / Form::kRows * Form::kRows;
      Form::run({pass, left_gain, right_gain, left, right, done});
    });
  }
  const std::size_t rest = frames - done;
  if (rest > 0 && rest <= most) {
    HWY_NAMESPACE::to_pairs(left + done, right + done, left_gain, right_gain, pairs, rest);
    HWY_NAMESPACE::run_biquads(pass, pairs, rest, left + done, right + done, 1);
    done = frames;
  }
#endif
  (void)pass, (void)left_gain, (void)right_gain, (void)left, (void)right, (void)frames, (void)pairs, (void)most;
  return done;
}

}  // namespace
}  // namespace eardrum::dsp::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(biquad_shape);
HWY_EXPORT(run_biquads);
HWY_EXPORT(run_alone);
HWY_EXPORT(to_pairs);

BiquadShape biquad_shape() {
  return HWY_DYNAMIC_DISPATCH(biquad_shape)();
}
void run_biquads(const BiquadPass& pass, const double* pairs, std::size_t frames, double* left, double* right,
                 std::size_t stride) {
  HWY_DYNAMIC_DISPATCH(run_biquads)(pass, pairs, frames, left, right, stride);
}
std::size_t run_alone(const BiquadPass& pass, double left_gain, double right_gain, double* left, double* right,
                      std::size_t frames, double* pairs, std::size_t most) {
  return HWY_DYNAMIC_DISPATCH(run_alone)(pass, left_gain, right_gain, left, right, frames, pairs, most);
}
void to_pairs(const double* left, const double* right, double left_gain, double right_gain, double* pairs,
              std::size_t frames) {
  HWY_DYNAMIC_DISPATCH(to_pairs)(left, right, left_gain, right_gain, pairs, frames);
}

}  // namespace eardrum::dsp::detail
#endif
