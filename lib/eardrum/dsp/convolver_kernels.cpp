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
                                 float* HWY_RESTRICT im) {
  using V = hn::Vec<D>;
  constexpr std::size_t kLanes = hn::MaxLanes(D());
  V sum_re[kVectors], sum_im[kVectors];
  for (std::size_t j = 0; j < kVectors; ++j) sum_re[j] = sum_im[j] = hn::Zero(d);
  for (std::size_t path = 0; path < path_count; ++path) {
    const float* HWY_RESTRICT h = paths[path].h + k;
    std::size_t slot = newest;
    for (std::size_t p = 0; p < count; ++p, h += 2 * bins) {
      const float* HWY_RESTRICT const x = paths[path].x + 2 * bins * slot + k;
      for (std::size_t j = 0; j < kVectors; ++j) {
        const V xr = hn::LoadU(d, x + j * kLanes), xi = hn::LoadU(d, x + bins + j * kLanes);
        const V hr = hn::LoadU(d, h + j * kLanes), hi = hn::LoadU(d, h + bins + j * kLanes);
        sum_re[j] = hn::NegMulAdd(xi, hi, hn::MulAdd(xr, hr, sum_re[j]));
        sum_im[j] = hn::MulAdd(xi, hr, hn::MulAdd(xr, hi, sum_im[j]));
      }
      slot = slot + 1 == count ? 0 : slot + 1;
    }
  }
  for (std::size_t j = 0; j < kVectors; ++j) {
    hn::StoreU(sum_re[j], d, re + k + j * kLanes);
    hn::StoreU(sum_im[j], d, im + k + j * kLanes);
  }
}

void multiply_tile(const TilePath* paths, std::size_t path_count, std::size_t count, std::size_t newest,
                   std::size_t bins, bool packed, float* re, float* im) {
  const hn::CappedTag<float, 16> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d), kMost = kLanes == 16 ? 8 : 4;  // two registers each
  std::size_t k = 0;
  for (; k + kMost * kLanes <= bins; k += kMost * kLanes)
    multiply_vectors<kMost>(d, paths, path_count, count, newest, bins, k, re, im);
  for (; k + 4 * kLanes <= bins; k += 4 * kLanes)
    multiply_vectors<4>(d, paths, path_count, count, newest, bins, k, re, im);
  for (; k + 2 * kLanes <= bins; k += 2 * kLanes)
    multiply_vectors<2>(d, paths, path_count, count, newest, bins, k, re, im);
  if (!packed) return;
  float dc = 0.0f, nyquist = 0.0f;
  for (std::size_t path = 0; path < path_count; ++path) {
    const float* h = paths[path].h;
    std::size_t slot = newest;
    for (std::size_t p = 0; p < count; ++p, h += 2 * bins) {
      const float* const x = paths[path].x + 2 * bins * slot;
      dc += x[0] * h[0];
      nyquist += x[bins] * h[bins];
      slot = slot + 1 == count ? 0 : slot + 1;
    }
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

void add_fir(const float* h, std::size_t taps, const float* x, float* y, std::size_t padded_frames) {
  HWY_DYNAMIC_DISPATCH(add_fir)(h, taps, x, y, padded_frames);
}
void multiply_tile(const TilePath* paths, std::size_t path_count, std::size_t count, std::size_t newest,
                   std::size_t bins, bool packed, float* re, float* im) {
  HWY_DYNAMIC_DISPATCH(multiply_tile)(paths, path_count, count, newest, bins, packed, re, im);
}

}  // namespace eardrum::dsp::detail
#endif
