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

void multiply_spectra(const float* const* x, const float* const* h, std::size_t count, std::size_t bins,
                      std::size_t from, std::size_t to, float* sum) {
  const hn::CappedTag<float, 16> d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t k = from; k < to; k += 2 * lanes) {
    // The products of the real and of the imaginary parts in sums of their own: eight chains hide the latency.
    auto rr0 = hn::Zero(d), ii0 = rr0, ri0 = rr0, ir0 = rr0, rr1 = rr0, ii1 = rr0, ri1 = rr0, ir1 = rr0;
    for (std::size_t p = 0; p < count; ++p) {
      const float *const xr = x[p] + k, *const hr = h[p] + k;
      const auto xr0 = hn::LoadU(d, xr), xi0 = hn::LoadU(d, xr + bins), hr0 = hn::LoadU(d, hr),
                 hi0 = hn::LoadU(d, hr + bins);
      rr0 = hn::MulAdd(xr0, hr0, rr0);
      ii0 = hn::MulAdd(xi0, hi0, ii0);
      ri0 = hn::MulAdd(xr0, hi0, ri0);
      ir0 = hn::MulAdd(xi0, hr0, ir0);
      const auto xr1 = hn::LoadU(d, xr + lanes), xi1 = hn::LoadU(d, xr + bins + lanes), hr1 = hn::LoadU(d, hr + lanes),
                 hi1 = hn::LoadU(d, hr + bins + lanes);
      rr1 = hn::MulAdd(xr1, hr1, rr1);
      ii1 = hn::MulAdd(xi1, hi1, ii1);
      ri1 = hn::MulAdd(xr1, hi1, ri1);
      ir1 = hn::MulAdd(xi1, hr1, ir1);
    }
    hn::StoreU(hn::Sub(rr0, ii0), d, sum + k);
    hn::StoreU(hn::Add(ri0, ir0), d, sum + bins + k);
    hn::StoreU(hn::Sub(rr1, ii1), d, sum + k + lanes);
    hn::StoreU(hn::Add(ri1, ir1), d, sum + bins + k + lanes);
  }
  if (from == 0) {  // bin 0 holds two real bins: DC and Nyquist
    float dc = 0.0f, nyquist = 0.0f;
    for (std::size_t p = 0; p < count; ++p) {
      dc += x[p][0] * h[p][0];
      nyquist += x[p][bins] * h[p][bins];
    }
    sum[0] = dc;
    sum[bins] = nyquist;
  }
}

}  // namespace
}  // namespace eardrum::dsp::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(add_fir);
HWY_EXPORT(multiply_spectra);

void add_fir(const float* h, std::size_t taps, const float* x, float* y, std::size_t padded_frames) {
  HWY_DYNAMIC_DISPATCH(add_fir)(h, taps, x, y, padded_frames);
}
void multiply_spectra(const float* const* x, const float* const* h, std::size_t count, std::size_t bins,
                      std::size_t from, std::size_t to, float* sum) {
  HWY_DYNAMIC_DISPATCH(multiply_spectra)(x, h, count, bins, from, to, sum);
}

}  // namespace eardrum::dsp::detail
#endif
