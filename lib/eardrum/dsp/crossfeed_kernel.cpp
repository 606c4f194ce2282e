// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/crossfeed_kernel_internal.h>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/dsp/crossfeed_kernel.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::dsp::detail::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Each filter waits for its last output, for as long as a multiplication and an addition take: fused, half of that.
void crossfeed(const CrossfeedCoefficients& c, double* low, double* high, double* input, double* left, double* right,
               std::size_t frames) {
#if HWY_TARGET == HWY_SCALAR
  double low_l = low[0], low_r = low[1], high_l = high[0], high_r = high[1], last_l = input[0], last_r = input[1];
  for (std::size_t k = 0; k < frames; ++k) {
    const double l = left[k], r = right[k];
    low_l = c.low_a0 * l + c.low_b1 * low_l;
    low_r = c.low_a0 * r + c.low_b1 * low_r;
    high_l = c.high_a0 * l + c.high_a1 * last_l + c.high_b1 * high_l;
    high_r = c.high_a0 * r + c.high_a1 * last_r + c.high_b1 * high_r;
    last_l = l;
    last_r = r;
    left[k] = c.gain * (high_l + low_r);
    right[k] = c.gain * (high_r + low_l);
  }
  low[0] = low_l, low[1] = low_r, high[0] = high_l, high[1] = high_r, input[0] = last_l, input[1] = last_r;
#else
  const hn::FixedTag<double, 2> d;
  const auto low_a0 = hn::Set(d, c.low_a0), low_b1 = hn::Set(d, c.low_b1), gain = hn::Set(d, c.gain);
  const auto high_a0 = hn::Set(d, c.high_a0), high_a1 = hn::Set(d, c.high_a1), high_b1 = hn::Set(d, c.high_b1);
  auto low_y = hn::LoadU(d, low), high_y = hn::LoadU(d, high), last = hn::LoadU(d, input);
  const auto step = [&](hn::Vec<decltype(d)> x) HWY_ATTR {  // of both ears
    low_y = hn::MulAdd(low_b1, low_y, hn::Mul(low_a0, x));
    high_y = hn::MulAdd(high_b1, high_y, hn::MulAdd(high_a1, last, hn::Mul(high_a0, x)));
    last = x;
    return hn::Mul(gain, hn::Add(high_y, hn::Reverse(d, low_y)));
  };
  std::size_t k = 0;
  for (; k + 2 <= frames; k += 2) {
    const auto l = hn::LoadU(d, left + k), r = hn::LoadU(d, right + k);
    const auto first = step(hn::InterleaveLower(d, l, r)), second = step(hn::InterleaveUpper(d, l, r));
    hn::StoreU(hn::InterleaveLower(d, first, second), d, left + k);
    hn::StoreU(hn::InterleaveUpper(d, first, second), d, right + k);
  }
  if (k < frames) {
    const auto y = step(hn::InterleaveLower(d, hn::Set(d, left[k]), hn::Set(d, right[k])));
    left[k] = hn::GetLane(y);
    right[k] = hn::GetLane(hn::Reverse(d, y));
  }
  hn::StoreU(low_y, d, low);
  hn::StoreU(high_y, d, high);
  hn::StoreU(last, d, input);
#endif
}

}  // namespace
}  // namespace eardrum::dsp::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(crossfeed);

void crossfeed(const CrossfeedCoefficients& coefficients, double* low, double* high, double* input, double* left,
               double* right, std::size_t frames) {
  HWY_DYNAMIC_DISPATCH(crossfeed)(coefficients, low, high, input, left, right, frames);
}

}  // namespace eardrum::dsp::detail
#endif
