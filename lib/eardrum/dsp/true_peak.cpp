// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/true_peak_internal.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/dsp/true_peak.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using detail::kPeakHalf;
using detail::kPeakTaps;

// A frame a lane.
void find_peaks(const detail::PeakInterpolator::Taps& taps, const float* samples, std::size_t frames, float audible,
                float* highest) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t j = 0; j < frames; j += lanes) {
    const float* const x = samples + j;
    auto largest = hn::Zero(d);
    for (std::size_t k = 0; k < kPeakTaps; k += lanes) largest = hn::Max(largest, hn::Abs(hn::LoadU(d, x + k)));
    largest = hn::Max(largest, hn::Abs(hn::LoadU(d, x + kPeakTaps - 1)));
    if (hn::AllTrue(d, hn::Lt(largest, hn::Set(d, audible)))) continue;
    auto e1 = hn::Zero(d), e2 = e1, e3 = e1, e4 = e1, o1 = e1, o2 = e1, o3 = e1;
    for (std::size_t k = 0; k < kPeakHalf; ++k) {
      const auto left = hn::LoadU(d, x + kPeakHalf - 1 - k), right = hn::LoadU(d, x + kPeakHalf + k);
      const auto sum = hn::Add(left, right), difference = hn::Sub(left, right);
      e1 = hn::MulAdd(hn::Set(d, taps.even[0][k]), sum, e1);
      e2 = hn::MulAdd(hn::Set(d, taps.even[1][k]), sum, e2);
      e3 = hn::MulAdd(hn::Set(d, taps.even[2][k]), sum, e3);
      e4 = hn::MulAdd(hn::Set(d, taps.even[3][k]), sum, e4);
      o1 = hn::MulAdd(hn::Set(d, taps.odd[0][k]), difference, o1);
      o2 = hn::MulAdd(hn::Set(d, taps.odd[1][k]), difference, o2);
      o3 = hn::MulAdd(hn::Set(d, taps.odd[2][k]), difference, o3);
    }
    // The larger of |e + o| and |e - o| is |e| + |o|.
    const auto first = hn::Add(hn::Abs(e1), hn::Abs(o1)), second = hn::Add(hn::Abs(e2), hn::Abs(o2));
    const auto third = hn::Max(hn::Add(hn::Abs(e3), hn::Abs(o3)), hn::Abs(e4));
    const auto ends = hn::Max(hn::Abs(hn::LoadU(d, x + kPeakHalf - 1)), hn::Abs(hn::LoadU(d, x + kPeakHalf)));
    const auto peak = hn::Max(hn::Max(first, second), hn::Max(third, ends));
    hn::StoreU(hn::Max(peak, hn::LoadU(d, highest + j)), d, highest + j);
  }
}

}  // namespace
}  // namespace eardrum::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp::detail {

HWY_EXPORT(find_peaks);

PeakInterpolator::PeakInterpolator() {
  constexpr double kKaiserBeta = 3.0;
  const auto bessel = [](double x) {
    double sum = 1.0, term = 1.0;
    for (int k = 1; k < 40; ++k) sum += term *= (x / (2.0 * k)) * (x / (2.0 * k));
    return sum;
  };
  double largest_gain = 1.0;
  for (std::size_t phase = 1; phase <= kPeakPhases / 2; ++phase) {
    const auto tap = [&](std::size_t k) {
      const double t =
          static_cast<double>(k) - static_cast<double>(kPeakHalf - 1) - static_cast<double>(phase) / kPeakPhases;
      const double edge = t / static_cast<double>(kPeakHalf);
      const double window = bessel(kKaiserBeta * std::sqrt(std::max(0.0, 1.0 - edge * edge))) / bessel(kKaiserBeta);
      return std::sin(std::numbers::pi * t) / (std::numbers::pi * t) * window;
    };
    double absolute = 0.0;
    for (std::size_t k = 0; k < kPeakHalf; ++k) {
      const double left = tap(kPeakHalf - 1 - k), right = tap(kPeakHalf + k);
      taps_.even[phase - 1][k] = static_cast<float>(0.5 * (left + right));
      taps_.odd[phase - 1][k] = static_cast<float>(0.5 * (left - right));
      absolute += std::abs(left) + std::abs(right);
    }
    largest_gain = std::max(largest_gain, absolute);
  }
  largest_gain_ = static_cast<float>(largest_gain * 1.0001);  // and rounding
}

void PeakInterpolator::find(const float* samples, std::size_t frames, float ceiling, float* highest) const noexcept {
  HWY_DYNAMIC_DISPATCH(find_peaks)(taps_, samples, frames, ceiling / largest_gain_, highest);
}

}  // namespace eardrum::dsp::detail
#endif
