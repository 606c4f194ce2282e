// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/biquad_kernels_internal.h>

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

#if HWY_TARGET == HWY_SCALAR

void run_biquads(const BiquadPair& sections, double* pairs, std::size_t frames) {
  for (std::size_t lane = 0; lane < 2 * (sections.general + sections.peaking); ++lane) {
    const double feed = sections.feed[lane], a1 = sections.a1[lane], a2 = sections.a2[lane],
                 feed2 = sections.feed2[lane];
    double s1 = sections.s1[lane], s2 = sections.s2[lane];
    double* const samples = pairs + lane % 2;
    if (lane < 2 * sections.general) {
      for (std::size_t k = 0; k < frames; ++k) {
        const double x = samples[2 * k], y = x + s1;
        const double next = s2 + feed * x - a1 * s1;
        s2 = feed2 * x - a2 * s1;
        s1 = next;
        samples[2 * k] = y;
      }
    } else {
      for (std::size_t k = 0; k < frames; ++k) {
        const double x = samples[2 * k], band = x + s1;
        s1 = s2 - a1 * band;
        s2 = -x - a2 * band;
        samples[2 * k] = x + feed * band;
      }
    }
    sections.s1[lane] = s1;
    sections.s2[lane] = s2;
  }
}

#else

using D = hn::CappedTag<double, 8>;
using V = hn::Vec<D>;
constexpr std::size_t kLanes = hn::MaxLanes(D());
constexpr std::size_t kSlotsInVector = kLanes / 2;

// One pair of lanes up: [last pair of `before`, own without its last pair].
HWY_INLINE V one_section_on(V own, V before) {
#if HWY_TARGET <= HWY_AVX3
  return V{_mm512_castsi512_pd(_mm512_alignr_epi64(_mm512_castpd_si512(own.raw), _mm512_castpd_si512(before.raw), 6))};
#elif HWY_TARGET <= HWY_AVX2
  return hn::ConcatLowerUpper(D(), own, before);
#else
  (void)own;
  return before;
#endif
}

HWY_INLINE void store_last_pair(V v, double* pair) {
  const hn::Full128<double> pair_tag;
#if HWY_TARGET <= HWY_AVX3
  (void)pair_tag;
  _mm_storeu_pd(pair, _mm512_extractf64x2_pd(v.raw, 3));
#elif HWY_TARGET <= HWY_AVX2
  hn::StoreU(hn::UpperHalf(pair_tag, v), pair_tag, pair);
#else
  hn::StoreU(v, pair_tag, pair);
#endif
}

// Calls f with the constants 0 to kCount - 1. A plain loop is unrolled too late for its arrays to become registers.
template <std::size_t kCount, class F>
HWY_INLINE void unrolled(F f) {
  const auto call = [&]<std::size_t... I>(std::index_sequence<I...>) HWY_ATTR {
    (f(std::integral_constant<std::size_t, I>()), ...);
  };
  call(std::make_index_sequence<kCount>());
}

// Vectors of sections that stay in registers through a whole block: kGeneral of the one form, then kPeaking of the
// other.
template <std::size_t kSkew, std::size_t kGeneral, std::size_t kPeaking>
struct Vectors {
  static constexpr std::size_t kCount = kGeneral + kPeaking;
  static constexpr std::size_t kDepth = kSkew * (kCount * kSlotsInVector - 1);
  V feed[kCount], a1[kCount], a2[kCount], feed2[kCount], s1[kCount], s2[kCount];
  V y[kCount], y_before[kCount];  // outputs of this step and, with a skew of 2, of the one before

  HWY_INLINE explicit Vectors(const BiquadPair& sections, std::size_t first) {
    unrolled<kCount>([&](auto g) HWY_ATTR {
      const D d;
      const std::size_t at = 2 * first + g * kLanes;
      feed[g] = hn::LoadU(d, sections.feed + at);
      a1[g] = hn::LoadU(d, sections.a1 + at);
      a2[g] = hn::LoadU(d, sections.a2 + at);
      feed2[g] = hn::LoadU(d, sections.feed2 + at);
      s1[g] = hn::LoadU(d, sections.s1 + at);
      s2[g] = hn::LoadU(d, sections.s2 + at);
      y[g] = y_before[g] = hn::Zero(d);
    });
  }

  HWY_INLINE void save(const BiquadPair& sections, std::size_t first) const {
    unrolled<kCount>([&](auto g) HWY_ATTR {
      const D d;
      hn::StoreU(s1[g], d, sections.s1 + 2 * first + g * kLanes);
      hn::StoreU(s2[g], d, sections.s2 + 2 * first + g * kLanes);
    });
  }

  // One sample further in every lane; the result is in the last pair of y[kCount - 1]. s1 is multiplied by itself (feed
  // = b1 - a1) and not through y: that halves the latency of the loop. `outside` chooses between the state kept and the
  // next one.
  template <class Outside>
  HWY_INLINE void step(V input, Outside outside) {
    V x[kCount];
    const auto& source = kSkew == 2 ? y_before : y;
    unrolled<kCount>([&](auto g) HWY_ATTR {
      if constexpr (g == 0) {
        x[g] = one_section_on(source[g], input);
      } else {
        x[g] = one_section_on(source[g], source[g - 1]);
      }
    });
    unrolled<kCount>([&](auto g) HWY_ATTR {
      V next1, next2;
      y_before[g] = y[g];
      if constexpr (g < kGeneral) {
        y[g] = hn::Add(x[g], s1[g]);
        next1 = hn::NegMulAdd(a1[g], s1[g], hn::MulAdd(feed[g], x[g], s2[g]));
        next2 = hn::NegMulAdd(a2[g], s1[g], hn::Mul(feed2[g], x[g]));
      } else {
        const V band = hn::Add(x[g], s1[g]);
        y[g] = hn::MulAdd(feed[g], band, x[g]);
        next1 = hn::NegMulAdd(a1[g], band, s2[g]);
        next2 = hn::NegMulSub(a2[g], band, x[g]);
      }
      s1[g] = outside(g, s1[g], next1);
      s2[g] = outside(g, s2[g], next2);
    });
  }
};

// kSkew samples between one section and the next: 1 keeps the ends of a block short, 2 gives the chain from one section
// to the next twice the time.
template <std::size_t kSkew, std::size_t kGeneral, std::size_t kPeaking>
HWY_NOINLINE void run_vectors(const BiquadPair& sections, std::size_t first, double* pairs, std::size_t frames) {
  const D d;
  using Lanes = Vectors<kSkew, kGeneral, kPeaking>;
  constexpr std::size_t kCount = Lanes::kCount, kDepth = Lanes::kDepth;
  Lanes lanes(sections, first);
  HWY_ALIGN double behind[kCount * kLanes];
  for (std::size_t k = 0; k < kCount * kLanes; ++k) behind[k] = static_cast<double>(kSkew * (k / 2));
  const auto delay = [&](std::size_t g) HWY_ATTR { return hn::Load(d, behind + g * kLanes); };
  const auto time = [&](std::size_t t) HWY_ATTR { return hn::Set(d, static_cast<double>(t)); };
  const auto input = [&](std::size_t t) HWY_ATTR { return hn::LoadDup128(d, pairs + 2 * t); };
  const auto output = [&](std::size_t t) HWY_ATTR { store_last_pair(lanes.y[kCount - 1], pairs + 2 * (t - kDepth)); };

  if (frames > kDepth) {
    std::size_t t = 0;
    for (; t < kDepth; ++t) {  // lanes that have no sample yet
      const V now = time(t);
      lanes.step(input(t),
                 [&](auto g, V kept, V next) HWY_ATTR { return hn::IfThenElse(hn::Gt(delay(g), now), kept, next); });
    }
    const auto inside = [](auto, V, V next) HWY_ATTR { return next; };
    for (; t + 2 <= frames; t += 2) {
      lanes.step(input(t), inside);
      output(t);
      lanes.step(input(t + 1), inside);
      output(t + 1);
    }
    if (t < frames) {
      lanes.step(input(t), inside);
      output(t++);
    }
    for (; t < frames + kDepth; ++t) {  // lanes that have no sample any more
      const V after = time(t - frames);
      lanes.step(hn::Zero(d),
                 [&](auto g, V kept, V next) HWY_ATTR { return hn::IfThenElse(hn::Le(delay(g), after), kept, next); });
      output(t);
    }
  } else {  // shorter than the cascade is deep: both at once
    for (std::size_t t = 0; t < frames + kDepth; ++t) {
      const V now = time(t), after = hn::Sub(now, time(frames));
      lanes.step(t < frames ? input(t) : hn::Zero(d), [&](auto g, V kept, V next) HWY_ATTR {
        return hn::IfThenElse(hn::Or(hn::Gt(delay(g), now), hn::Le(delay(g), after)), kept, next);
      });
      if (t >= kDepth) output(t);
    }
  }
  lanes.save(sections, first);
}

template <std::size_t kGeneral, std::size_t kPeaking>
HWY_INLINE void run_skewed(const BiquadPair& sections, std::size_t first, double* pairs, std::size_t frames) {
  constexpr std::size_t kLongBlock = 256;
  frames >= kLongBlock ? run_vectors<2, kGeneral, kPeaking>(sections, first, pairs, frames)
                       : run_vectors<1, kGeneral, kPeaking>(sections, first, pairs, frames);
}

// So many vectors at once that their loops hide one another's latency; more would not fit the registers. (Few under a
// sanitizer, for which each of these functions takes a compiler minutes.)
#if HWY_IS_ASAN || HWY_IS_TSAN
constexpr std::size_t kMost = 2, kMostGeneral = 1;
#else
constexpr std::size_t kMost = 6, kMostGeneral = 3;
#endif

void run_biquads(const BiquadPair& sections, double* pairs, std::size_t frames) {
  std::size_t general = sections.general / kSlotsInVector, peaking = sections.peaking / kSlotsInVector;
  for (std::size_t first = 0; general + peaking != 0;) {
    const std::size_t passes = (general + peaking + kMost - 1) / kMost;
    const std::size_t share = (general + peaking + passes - 1) / passes;
    const std::size_t now_general = general < kMostGeneral ? general : kMostGeneral;
    // Of the mixtures, one general vector and some peaking ones is the usual one; others run in a pass for each form.
    const std::size_t room = now_general <= 1 && now_general == general ? share - now_general : 0;
    const std::size_t now_peaking = peaking < room ? peaking : room;
    unrolled<kMost + 1>([&](auto g) HWY_ATTR {
      unrolled<kMost + 1>([&](auto k) HWY_ATTR {
        if constexpr (g <= kMostGeneral && g + k <= kMost && g + k != 0 && (g <= 1 || k == 0)) {
          if (now_general == g && now_peaking == k) run_skewed<g, k>(sections, first, pairs, frames);
        }
      });
    });
    general -= now_general;
    peaking -= now_peaking;
    first += (now_general + now_peaking) * kSlotsInVector;
  }
}

#endif

void to_pairs(const double* left, const double* right, double left_gain, double right_gain, double* pairs,
              std::size_t frames) {
  const hn::ScalableTag<double> d;
  const auto left_factor = hn::Set(d, left_gain), right_factor = hn::Set(d, right_gain);
  std::size_t k = 0;
  for (; k + hn::Lanes(d) <= frames; k += hn::Lanes(d)) {
    hn::StoreInterleaved2(hn::Mul(left_factor, hn::LoadU(d, left + k)), hn::Mul(right_factor, hn::LoadU(d, right + k)),
                          d, pairs + 2 * k);
  }
  for (; k < frames; ++k) pairs[2 * k] = left_gain * left[k], pairs[2 * k + 1] = right_gain * right[k];
}

void from_pairs(const double* pairs, double* left, double* right, std::size_t frames) {
  const hn::ScalableTag<double> d;
  std::size_t k = 0;
  for (; k + hn::Lanes(d) <= frames; k += hn::Lanes(d)) {
    hn::Vec<decltype(d)> l, r;
    hn::LoadInterleaved2(d, pairs + 2 * k, l, r);
    hn::StoreU(l, d, left + k);
    hn::StoreU(r, d, right + k);
  }
  for (; k < frames; ++k) left[k] = pairs[2 * k], right[k] = pairs[2 * k + 1];
}

}  // namespace
}  // namespace eardrum::dsp::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(run_biquads);
HWY_EXPORT(to_pairs);
HWY_EXPORT(from_pairs);

void run_biquads(const BiquadPair& sections, double* pairs, std::size_t frames) {
  HWY_DYNAMIC_DISPATCH(run_biquads)(sections, pairs, frames);
}
void to_pairs(const double* left, const double* right, double left_gain, double right_gain, double* pairs,
              std::size_t frames) {
  HWY_DYNAMIC_DISPATCH(to_pairs)(left, right, left_gain, right_gain, pairs, frames);
}
void from_pairs(const double* pairs, double* left, double* right, std::size_t frames) {
  HWY_DYNAMIC_DISPATCH(from_pairs)(pairs, left, right, frames);
}

}  // namespace eardrum::dsp::detail
#endif
