// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/limiter_kernels_internal.h>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/dsp/limiter_kernels.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::dsp::detail::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

double largest_of_phases(const double* taps, const double* samples, std::size_t count) {
  const hn::CappedTag<double, kInterpolatorPhases> d;
  constexpr std::size_t kLanes = hn::MaxLanes(d), kVectors = kInterpolatorPhases / kLanes;
  constexpr std::size_t kTurns = kLanes;  // 8 sums at once: as many as multiply-adds are under way
  hn::Vec<decltype(d)> sum[kTurns][kVectors];
  for (auto& turn : sum) {
    for (auto& vector : turn) vector = hn::Zero(d);
  }
  for (std::size_t k = 0; k < count; k += kTurns) {
    for (std::size_t turn = 0; turn < kTurns; ++turn) {
      const auto sample = hn::Set(d, samples[k + turn]);
      for (std::size_t v = 0; v < kVectors; ++v) {
        sum[turn][v] =
            hn::MulAdd(hn::LoadU(d, taps + kInterpolatorPhases * (k + turn) + v * kLanes), sample, sum[turn][v]);
      }
    }
  }
  auto largest = hn::Zero(d);
  for (std::size_t v = 0; v < kVectors; ++v) {
    auto whole = sum[0][v];
    for (std::size_t turn = 1; turn < kTurns; ++turn) whole = hn::Add(whole, sum[turn][v]);
    largest = hn::Max(largest, hn::Abs(whole));
  }
  return hn::GetLane(hn::MaxOfLanes(d, largest));
}

}  // namespace
}  // namespace eardrum::dsp::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(largest_of_phases);

double largest_of_phases(const double* taps, const double* samples, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(largest_of_phases)(taps, samples, count);
}

}  // namespace eardrum::dsp::detail
#endif
