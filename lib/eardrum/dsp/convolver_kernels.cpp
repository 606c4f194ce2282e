// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/convolver_kernels_internal.h>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/dsp/convolver_kernels.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::dsp::detail::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Makes GCC load a vector once, where it would do so for each use. Those of add_fir() cross lines, which takes two
// loads.
template <class V>
HWY_INLINE void keep_in_register([[maybe_unused]] V& v) {
#if HWY_COMPILER_GCC_ACTUAL && HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  asm("" : "+v"(v.raw));
#endif
}

// x[j] from one sample earlier on, of kVectors vectors in a row. For one output the loads would take more time than the
// arithmetic, which leaves that port room that also shifts.
template <std::size_t kVectors, bool kShift, class D, class V>
HWY_INLINE void one_earlier([[maybe_unused]] D d, [[maybe_unused]] const V (&x)[kVectors], const float* at,
                            V (&earlier)[kVectors]) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX3
  if constexpr (kShift && hn::MaxLanes(D()) == 16) {
    const auto shift = [](V before, V now) HWY_ATTR {
      const __m512i pair = _mm512_alignr_epi32(_mm512_castps_si512(now.raw), _mm512_castps_si512(before.raw), 15);
      return V{_mm512_castsi512_ps(pair)};
    };
    earlier[0] = shift(hn::LoadU(d, at - 16), x[0]);
    for (std::size_t j = 1; j < kVectors; ++j) earlier[j] = shift(x[j - 1], x[j]);
    return;
  }
#endif
  for (std::size_t j = 0; j < kVectors; ++j) earlier[j] = hn::LoadU(d, at - 1 + j * hn::MaxLanes(D()));
}

// kOutputs sums of kVectors vectors of the same x, from sample `n` on.
template <std::size_t kOutputs, std::size_t kVectors, class D>
HWY_INLINE void add_fir_vectors(D d, const float* const* h, std::size_t taps, const float* x, float* const* y,
                                std::size_t n) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  V even[kOutputs][kVectors], odd[kOutputs][kVectors];
  for (std::size_t o = 0; o < kOutputs; ++o) {
    for (std::size_t j = 0; j < kVectors; ++j) even[o][j] = odd[o][j] = hn::Zero(d);
  }
  for (std::size_t k = 0; k < taps; k += 2) {
    const float* const at = x + n - k;
    V x0[kVectors], x1[kVectors], h0[kOutputs], h1[kOutputs];
    for (std::size_t j = 0; j < kVectors; ++j) x0[j] = hn::LoadU(d, at + j * kLanes), keep_in_register(x0[j]);
    one_earlier<kVectors, kOutputs == 1 && (kVectors > 1)>(d, x0, at, x1);
    for (std::size_t j = 0; j < kVectors; ++j) keep_in_register(x1[j]);
    for (std::size_t o = 0; o < kOutputs; ++o) h0[o] = hn::Set(d, h[o][k]), h1[o] = hn::Set(d, h[o][k + 1]);
    for (std::size_t j = 0; j < kVectors; ++j) {
      for (std::size_t o = 0; o < kOutputs; ++o) {
        even[o][j] = hn::MulAdd(h0[o], x0[j], even[o][j]);
        odd[o][j] = hn::MulAdd(h1[o], x1[j], odd[o][j]);
      }
    }
  }
  for (std::size_t o = 0; o < kOutputs; ++o) {
    for (std::size_t j = 0; j < kVectors; ++j) {
      float* const at = y[o] + n + j * kLanes;
      hn::StoreU(hn::Add(hn::LoadU(d, at), hn::Add(even[o][j], odd[o][j])), d, at);
    }
  }
}

template <std::size_t kOutputs>
HWY_INLINE void add_fir_to(const float* const* h, std::size_t taps, const float* x, float* const* y,
                           std::size_t padded_frames) {
  const hn::CappedTag<float, 16> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d), kMost = kLanes == 16 || kOutputs == 1 ? 4 : 2;
  std::size_t n = 0;
  for (; n + kMost * kLanes <= padded_frames; n += kMost * kLanes)
    add_fir_vectors<kOutputs, kMost>(d, h, taps, x, y, n);
  for (; n < padded_frames; n += kLanes) add_fir_vectors<kOutputs, 1>(d, h, taps, x, y, n);
}

void add_fir(const float* const* h, std::size_t outputs, std::size_t taps, const float* x, float* const* y,
             std::size_t padded_frames) {
  outputs == 1 ? add_fir_to<1>(h, taps, x, y, padded_frames) : add_fir_to<2>(h, taps, x, y, padded_frames);
}

// kVectors vectors of bins from `k` on; their sums stay in registers over all partitions.
template <std::size_t kOutputs, std::size_t kVectors, class D>
HWY_INLINE void multiply_vectors(D d, TilePaths paths, std::size_t count, std::size_t newest, std::size_t k,
                                 const TileSums* sums) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  const std::size_t bins = paths.bins;
  V re0[kOutputs][kVectors], im0[kOutputs][kVectors];  // this block's
  V re1[kOutputs][kVectors], im1[kOutputs][kVectors];  // the next one's
  for (std::size_t o = 0; o < kOutputs; ++o) {
    for (std::size_t j = 0; j < kVectors; ++j) re0[o][j] = im0[o][j] = re1[o][j] = im1[o][j] = hn::Zero(d);
  }
  for (std::size_t path = 0; path < paths.count; ++path) {
    const float* HWY_RESTRICT h[kOutputs];
    for (std::size_t o = 0; o < kOutputs; ++o) h[o] = paths.at[path].h[o] + k;
    V younger_re[kVectors], younger_im[kVectors];  // the x that the next block's product with h wants
    for (std::size_t j = 0; j < kVectors; ++j) younger_re[j] = younger_im[j] = hn::Zero(d);
    std::size_t slot = newest;
    for (std::size_t p = 0; p < count; ++p) {
      const float* HWY_RESTRICT const x = paths.at[path].x + 2 * bins * slot + k;
      for (std::size_t j = 0; j < kVectors; ++j) {
        const V xr = hn::LoadU(d, x + j * kLanes), xi = hn::LoadU(d, x + bins + j * kLanes);
        for (std::size_t o = 0; o < kOutputs; ++o) {
          const V hr = hn::LoadU(d, h[o] + j * kLanes), hi = hn::LoadU(d, h[o] + bins + j * kLanes);
          re0[o][j] = hn::NegMulAdd(xi, hi, hn::MulAdd(xr, hr, re0[o][j]));
          im0[o][j] = hn::MulAdd(xi, hr, hn::MulAdd(xr, hi, im0[o][j]));
          re1[o][j] = hn::NegMulAdd(younger_im[j], hi, hn::MulAdd(younger_re[j], hr, re1[o][j]));
          im1[o][j] = hn::MulAdd(younger_im[j], hr, hn::MulAdd(younger_re[j], hi, im1[o][j]));
        }
        younger_re[j] = xr;
        younger_im[j] = xi;
      }
      for (std::size_t o = 0; o < kOutputs; ++o) h[o] += 2 * bins;
      slot = slot + 1 == count ? 0 : slot + 1;
    }
  }
  for (std::size_t o = 0; o < kOutputs; ++o) {
    const TileSums to = sums[o];
    for (std::size_t j = 0; j < kVectors; ++j) {
      hn::StoreU(re0[o][j], d, to.re + k + j * kLanes);
      hn::StoreU(im0[o][j], d, to.im + k + j * kLanes);
      hn::StoreU(re1[o][j], d, to.ahead + k + j * kLanes);
      hn::StoreU(im1[o][j], d, to.ahead + bins + k + j * kLanes);
    }
  }
}

template <std::size_t kOutputs>
HWY_INLINE void multiply_tile_to(TilePaths paths, std::size_t count, std::size_t newest, const TileSums* sums) {
  const hn::CappedTag<float, 16> d;
  // Six registers a vector, ten for two outputs.
  constexpr std::size_t kLanes = hn::MaxLanes(d), kMost = (kLanes == 16 ? 4 : 2) / kOutputs;
  std::size_t k = 0;
  for (; k + kMost * kLanes <= paths.bins; k += kMost * kLanes)
    multiply_vectors<kOutputs, kMost>(d, paths, count, newest, k, sums);
  if constexpr (kMost == 4) {
    for (; k + 2 * kLanes <= paths.bins; k += 2 * kLanes)
      multiply_vectors<kOutputs, 2>(d, paths, count, newest, k, sums);
  }
  for (; k < paths.bins; k += kLanes) multiply_vectors<kOutputs, 1>(d, paths, count, newest, k, sums);
  if (!paths.packed) return;
  const std::size_t bins = paths.bins;
  for (std::size_t o = 0; o < kOutputs; ++o) {
    float dc0 = 0.0f, nyquist0 = 0.0f, dc1 = 0.0f, nyquist1 = 0.0f;
    for (std::size_t path = 0; path < paths.count; ++path) {
      const float* h = paths.at[path].h[o];
      float younger_dc = 0.0f, younger_nyquist = 0.0f;
      std::size_t slot = newest;
      for (std::size_t p = 0; p < count; ++p, h += 2 * bins) {
        const float* const x = paths.at[path].x + 2 * bins * slot;
        dc0 += x[0] * h[0];
        nyquist0 += x[bins] * h[bins];
        dc1 += younger_dc * h[0];
        nyquist1 += younger_nyquist * h[bins];
        younger_dc = x[0];
        younger_nyquist = x[bins];
        slot = slot + 1 == count ? 0 : slot + 1;
      }
    }
    sums[o].re[0] = dc0;
    sums[o].im[0] = nyquist0;
    sums[o].ahead[0] = dc1;
    sums[o].ahead[bins] = nyquist1;
  }
}

void multiply_tile(const TilePaths& paths, std::size_t count, std::size_t newest, const TileSums* sums) {
  paths.outputs == 1 ? multiply_tile_to<1>(paths, count, newest, sums)
                     : multiply_tile_to<2>(paths, count, newest, sums);
}

// One output of a tile.
HWY_INLINE void finish_one(TilePaths paths, std::size_t o, std::size_t newest, TileSums to) {
  const hn::CappedTag<float, 16> d;
  const std::size_t lanes = hn::Lanes(d), bins = paths.bins;
  for (std::size_t k = 0; k < bins; k += lanes) {
    auto sum_re = hn::LoadU(d, to.ahead + k), sum_im = hn::LoadU(d, to.ahead + bins + k);
    for (std::size_t path = 0; path < paths.count; ++path) {
      const float* HWY_RESTRICT const x = paths.at[path].x + 2 * bins * newest + k;
      const float* HWY_RESTRICT const h = paths.at[path].h[o] + k;
      const auto xr = hn::LoadU(d, x), xi = hn::LoadU(d, x + bins);
      const auto hr = hn::LoadU(d, h), hi = hn::LoadU(d, h + bins);
      sum_re = hn::NegMulAdd(xi, hi, hn::MulAdd(xr, hr, sum_re));
      sum_im = hn::MulAdd(xi, hr, hn::MulAdd(xr, hi, sum_im));
    }
    hn::StoreU(sum_re, d, to.re + k);
    hn::StoreU(sum_im, d, to.im + k);
  }
  if (!paths.packed) return;
  float dc = to.ahead[0], nyquist = to.ahead[bins];
  for (std::size_t path = 0; path < paths.count; ++path) {
    const float* const x = paths.at[path].x + 2 * bins * newest;
    dc += x[0] * paths.at[path].h[o][0];
    nyquist += x[bins] * paths.at[path].h[o][bins];
  }
  to.re[0] = dc;
  to.im[0] = nyquist;
}

void finish_tile(const TilePaths& paths, std::size_t newest, const TileSums* sums) {
  for (std::size_t o = 0; o < paths.outputs; ++o) finish_one(paths, o, newest, sums[o]);
}

void sum_parts(const float* const* parts, std::size_t count, float* y, std::size_t padded_frames) {
  const hn::CappedTag<float, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t n = 0; n < padded_frames; n += lanes) {
    auto sum = hn::Zero(d);
    for (std::size_t k = 0; k < count; ++k) sum = hn::Add(sum, hn::LoadU(d, parts[k] + n));
    hn::StoreU(sum, d, y + n);
  }
}

}  // namespace
}  // namespace eardrum::dsp::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(add_fir);
HWY_EXPORT(multiply_tile);
HWY_EXPORT(finish_tile);
HWY_EXPORT(sum_parts);

void add_fir(const float* const* h, std::size_t outputs, std::size_t taps, const float* x, float* const* y,
             std::size_t padded_frames) {
  HWY_DYNAMIC_DISPATCH(add_fir)(h, outputs, taps, x, y, padded_frames);
}
void multiply_tile(const TilePaths& paths, std::size_t count, std::size_t newest, const TileSums* sums) {
  HWY_DYNAMIC_DISPATCH(multiply_tile)(paths, count, newest, sums);
}
void finish_tile(const TilePaths& paths, std::size_t newest, const TileSums* sums) {
  HWY_DYNAMIC_DISPATCH(finish_tile)(paths, newest, sums);
}
void sum_parts(const float* const* parts, std::size_t count, float* y, std::size_t padded_frames) {
  HWY_DYNAMIC_DISPATCH(sum_parts)(parts, count, y, padded_frames);
}

}  // namespace eardrum::dsp::detail
#endif
