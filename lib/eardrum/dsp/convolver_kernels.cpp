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

void add_fir(const float* h, std::size_t taps, const float* x, float* y, std::size_t padded_frames) {
  const hn::CappedTag<float, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t n = 0;
  for (; n + 4 * lanes <= padded_frames; n += 4 * lanes) {
    auto even0 = hn::Zero(d), even1 = even0, even2 = even0, even3 = even0;
    auto odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0;
    for (std::size_t k = 0; k < taps; k += 2) {
      const auto h0 = hn::Set(d, h[k]), h1 = hn::Set(d, h[k + 1]);
      const float* const at = x + n - k;
      even0 = hn::MulAdd(h0, hn::LoadU(d, at), even0);
      even1 = hn::MulAdd(h0, hn::LoadU(d, at + lanes), even1);
      even2 = hn::MulAdd(h0, hn::LoadU(d, at + 2 * lanes), even2);
      even3 = hn::MulAdd(h0, hn::LoadU(d, at + 3 * lanes), even3);
      odd0 = hn::MulAdd(h1, hn::LoadU(d, at - 1), odd0);
      odd1 = hn::MulAdd(h1, hn::LoadU(d, at - 1 + lanes), odd1);
      odd2 = hn::MulAdd(h1, hn::LoadU(d, at - 1 + 2 * lanes), odd2);
      odd3 = hn::MulAdd(h1, hn::LoadU(d, at - 1 + 3 * lanes), odd3);
    }
    hn::StoreU(hn::Add(hn::LoadU(d, y + n), hn::Add(even0, odd0)), d, y + n);
    hn::StoreU(hn::Add(hn::LoadU(d, y + n + lanes), hn::Add(even1, odd1)), d, y + n + lanes);
    hn::StoreU(hn::Add(hn::LoadU(d, y + n + 2 * lanes), hn::Add(even2, odd2)), d, y + n + 2 * lanes);
    hn::StoreU(hn::Add(hn::LoadU(d, y + n + 3 * lanes), hn::Add(even3, odd3)), d, y + n + 3 * lanes);
  }
  for (; n < padded_frames; n += lanes) {
    auto even = hn::Zero(d), odd = even;
    for (std::size_t k = 0; k < taps; k += 2) {
      even = hn::MulAdd(hn::Set(d, h[k]), hn::LoadU(d, x + n - k), even);
      odd = hn::MulAdd(hn::Set(d, h[k + 1]), hn::LoadU(d, x + n - k - 1), odd);
    }
    hn::StoreU(hn::Add(hn::LoadU(d, y + n), hn::Add(even, odd)), d, y + n);
  }
}

// kVectors vectors of bins from `k` on; their sums stay in registers over all partitions.
template <std::size_t kVectors, class D>
HWY_INLINE void multiply_vectors(D d, const TilePath* paths, std::size_t path_count, std::size_t count,
                                 std::size_t newest, std::size_t bins, std::size_t k, float* HWY_RESTRICT re,
                                 float* HWY_RESTRICT im, float* HWY_RESTRICT ahead) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  V re0[kVectors], im0[kVectors], re1[kVectors], im1[kVectors];  // this block's and the next one's
  for (std::size_t j = 0; j < kVectors; ++j) re0[j] = im0[j] = re1[j] = im1[j] = hn::Zero(d);
  for (std::size_t path = 0; path < path_count; ++path) {
    const float* HWY_RESTRICT h = paths[path].h + k;
    V younger_re[kVectors], younger_im[kVectors];  // the x that the next block's product with h wants
    for (std::size_t j = 0; j < kVectors; ++j) younger_re[j] = younger_im[j] = hn::Zero(d);
    std::size_t slot = newest;
    for (std::size_t p = 0; p < count; ++p, h += 2 * bins) {
      const float* HWY_RESTRICT const x = paths[path].x + 2 * bins * slot + k;
      for (std::size_t j = 0; j < kVectors; ++j) {
        const V xr = hn::LoadU(d, x + j * kLanes), xi = hn::LoadU(d, x + bins + j * kLanes);
        const V hr = hn::LoadU(d, h + j * kLanes), hi = hn::LoadU(d, h + bins + j * kLanes);
        re0[j] = hn::NegMulAdd(xi, hi, hn::MulAdd(xr, hr, re0[j]));
        im0[j] = hn::MulAdd(xi, hr, hn::MulAdd(xr, hi, im0[j]));
        re1[j] = hn::NegMulAdd(younger_im[j], hi, hn::MulAdd(younger_re[j], hr, re1[j]));
        im1[j] = hn::MulAdd(younger_im[j], hr, hn::MulAdd(younger_re[j], hi, im1[j]));
        younger_re[j] = xr;
        younger_im[j] = xi;
      }
      slot = slot + 1 == count ? 0 : slot + 1;
    }
  }
  for (std::size_t j = 0; j < kVectors; ++j) {
    hn::StoreU(re0[j], d, re + k + j * kLanes);
    hn::StoreU(im0[j], d, im + k + j * kLanes);
    hn::StoreU(re1[j], d, ahead + k + j * kLanes);
    hn::StoreU(im1[j], d, ahead + bins + k + j * kLanes);
  }
}

void multiply_tile(const TilePath* paths, std::size_t path_count, std::size_t count, std::size_t newest,
                   std::size_t bins, bool packed, float* re, float* im, float* ahead) {
  const hn::CappedTag<float, 16> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d), kMost = kLanes == 16 ? 4 : 2;  // six registers each
  std::size_t k = 0;
  for (; k + kMost * kLanes <= bins; k += kMost * kLanes)
    multiply_vectors<kMost>(d, paths, path_count, count, newest, bins, k, re, im, ahead);
  for (; k + 2 * kLanes <= bins; k += 2 * kLanes)
    multiply_vectors<2>(d, paths, path_count, count, newest, bins, k, re, im, ahead);
  if (!packed) return;
  float dc0 = 0.0f, nyquist0 = 0.0f, dc1 = 0.0f, nyquist1 = 0.0f;
  for (std::size_t path = 0; path < path_count; ++path) {
    const float* h = paths[path].h;
    float younger_dc = 0.0f, younger_nyquist = 0.0f;
    std::size_t slot = newest;
    for (std::size_t p = 0; p < count; ++p, h += 2 * bins) {
      const float* const x = paths[path].x + 2 * bins * slot;
      dc0 += x[0] * h[0];
      nyquist0 += x[bins] * h[bins];
      dc1 += younger_dc * h[0];
      nyquist1 += younger_nyquist * h[bins];
      younger_dc = x[0];
      younger_nyquist = x[bins];
      slot = slot + 1 == count ? 0 : slot + 1;
    }
  }
  re[0] = dc0;
  im[0] = nyquist0;
  ahead[0] = dc1;
  ahead[bins] = nyquist1;
}

void finish_tile(const TilePath* paths, std::size_t path_count, std::size_t newest, std::size_t bins, bool packed,
                 const float* HWY_RESTRICT ahead, float* HWY_RESTRICT re, float* HWY_RESTRICT im) {
  const hn::CappedTag<float, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t k = 0; k < bins; k += lanes) {
    auto sum_re = hn::LoadU(d, ahead + k), sum_im = hn::LoadU(d, ahead + bins + k);
    for (std::size_t path = 0; path < path_count; ++path) {
      const float* HWY_RESTRICT const x = paths[path].x + 2 * bins * newest + k;
      const float* HWY_RESTRICT const h = paths[path].h + k;
      const auto xr = hn::LoadU(d, x), xi = hn::LoadU(d, x + bins);
      const auto hr = hn::LoadU(d, h), hi = hn::LoadU(d, h + bins);
      sum_re = hn::NegMulAdd(xi, hi, hn::MulAdd(xr, hr, sum_re));
      sum_im = hn::MulAdd(xi, hr, hn::MulAdd(xr, hi, sum_im));
    }
    hn::StoreU(sum_re, d, re + k);
    hn::StoreU(sum_im, d, im + k);
  }
  if (!packed) return;
  float dc = ahead[0], nyquist = ahead[bins];
  for (std::size_t path = 0; path < path_count; ++path) {
    const float* const x = paths[path].x + 2 * bins * newest;
    dc += x[0] * paths[path].h[0];
    nyquist += x[bins] * paths[path].h[bins];
  }
  re[0] = dc;
  im[0] = nyquist;
}

}  // namespace
}  // namespace eardrum::dsp::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(add_fir);
HWY_EXPORT(multiply_tile);
HWY_EXPORT(finish_tile);

void add_fir(const float* h, std::size_t taps, const float* x, float* y, std::size_t padded_frames) {
  HWY_DYNAMIC_DISPATCH(add_fir)(h, taps, x, y, padded_frames);
}
void multiply_tile(const TilePath* paths, std::size_t path_count, std::size_t count, std::size_t newest,
                   std::size_t bins, bool packed, float* re, float* im, float* ahead) {
  HWY_DYNAMIC_DISPATCH(multiply_tile)(paths, path_count, count, newest, bins, packed, re, im, ahead);
}
void finish_tile(const TilePath* paths, std::size_t path_count, std::size_t newest, std::size_t bins, bool packed,
                 const float* ahead, float* re, float* im) {
  HWY_DYNAMIC_DISPATCH(finish_tile)(paths, path_count, newest, bins, packed, ahead, re, im);
}

}  // namespace eardrum::dsp::detail
#endif
