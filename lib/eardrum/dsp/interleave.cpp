// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/interleave.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/dsp/interleave.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// As in scan.cpp: any magnitude times zero is zero, unless it is a NaN or infinity.
struct Running {
  using D = hn::ScalableTag<double>;
  hn::Vec<D> peak, sum;

  HWY_INLINE void add(hn::Vec<D> left, hn::Vec<D> right) {
    const auto l = hn::Abs(left), r = hn::Abs(right);
    peak = hn::Max(peak, hn::Max(l, r));
    sum = hn::MulAdd(hn::Add(l, r), hn::Zero(D()), sum);
  }
  HWY_INLINE void finish(double& peak_out, double& sum_out) const {
    const D d;
    peak_out = hn::GetLane(hn::MaxOfLanes(d, peak));
    sum_out = hn::GetLane(hn::SumOfLanes(d, sum));
  }
};

HWY_INLINE void add_one(double left, double right, double& peak, double& sum) {
  peak = std::max(peak, std::max(std::abs(left), std::abs(right)));
  sum += (std::abs(left) + std::abs(right)) * 0.0;
}

Scan apart(const float* from, double* left, double* right, std::size_t frames) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<float, decltype(d)> half;
  const std::size_t lanes = hn::Lanes(d);
  Running running{hn::Zero(d), hn::Zero(d)};
  std::size_t k = 0;
  for (; k + lanes <= frames; k += lanes) {
    hn::Vec<decltype(half)> l, r;
    hn::LoadInterleaved2(half, from + 2 * k, l, r);
    const auto wide_l = hn::PromoteTo(d, l), wide_r = hn::PromoteTo(d, r);
    hn::StoreU(wide_l, d, left + k);
    hn::StoreU(wide_r, d, right + k);
    running.add(wide_l, wide_r);
  }
  double peak = 0.0, sum = 0.0;
  running.finish(peak, sum);
  for (; k < frames; ++k) {
    left[k] = static_cast<double>(from[2 * k]);
    right[k] = static_cast<double>(from[2 * k + 1]);
    add_one(left[k], right[k], peak, sum);
  }
  return {peak, sum == 0.0};
}

Scan together(const double* left, const double* right, float* to, std::size_t frames) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<float, decltype(d)> half;
  const std::size_t lanes = hn::Lanes(d);
  Running running{hn::Zero(d), hn::Zero(d)};
  std::size_t k = 0;
  for (; k + lanes <= frames; k += lanes) {
    const auto l = hn::LoadU(d, left + k), r = hn::LoadU(d, right + k);
    hn::StoreInterleaved2(hn::DemoteTo(half, l), hn::DemoteTo(half, r), half, to + 2 * k);
    running.add(l, r);
  }
  double peak = 0.0, sum = 0.0;
  running.finish(peak, sum);
  for (; k < frames; ++k) {
    to[2 * k] = static_cast<float>(left[k]);
    to[2 * k + 1] = static_cast<float>(right[k]);
    add_one(left[k], right[k], peak, sum);
  }
  return {peak, sum == 0.0};
}

void swap_places(float* frames_at, float* left, float* right, std::size_t frames) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t k = 0;
  for (; k + lanes <= frames; k += lanes) {
    hn::Vec<decltype(d)> l, r;
    hn::LoadInterleaved2(d, frames_at + 2 * k, l, r);
    hn::StoreInterleaved2(hn::LoadU(d, left + k), hn::LoadU(d, right + k), d, frames_at + 2 * k);
    hn::StoreU(l, d, left + k);
    hn::StoreU(r, d, right + k);
  }
  for (; k < frames; ++k) {
    std::swap(frames_at[2 * k], left[k]);
    std::swap(frames_at[2 * k + 1], right[k]);
  }
}

}  // namespace
}  // namespace eardrum::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp {

HWY_EXPORT(apart);
HWY_EXPORT(together);
HWY_EXPORT(swap_places);

Scan deinterleave(const float* interleaved, double* left, double* right, std::size_t frames) noexcept {
  return HWY_DYNAMIC_DISPATCH(apart)(interleaved, left, right, frames);
}
Scan interleave(const double* left, const double* right, float* interleaved, std::size_t frames) noexcept {
  return HWY_DYNAMIC_DISPATCH(together)(left, right, interleaved, frames);
}
void exchange(float* interleaved, float* left, float* right, std::size_t frames) noexcept {
  HWY_DYNAMIC_DISPATCH(swap_places)(interleaved, left, right, frames);
}

}  // namespace eardrum::dsp
#endif
