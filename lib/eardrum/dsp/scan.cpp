// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/scan.h>

#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "eardrum/dsp/scan.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Any magnitude times zero is zero, unless it is a NaN or infinity: then it is NaN, and stays so in the sum.
template <class T>
HWY_INLINE Scan scan_of(const T* samples, std::size_t count) {
  const hn::ScalableTag<T> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto zero = hn::Zero(d);
  auto peak0 = zero, peak1 = zero, peak2 = zero, peak3 = zero, sum0 = zero, sum1 = zero;
  std::size_t k = 0;
  for (; k + 4 * lanes <= count; k += 4 * lanes) {
    const auto m0 = hn::Abs(hn::LoadU(d, samples + k)), m1 = hn::Abs(hn::LoadU(d, samples + k + lanes));
    const auto m2 = hn::Abs(hn::LoadU(d, samples + k + 2 * lanes)), m3 = hn::Abs(hn::LoadU(d, samples + k + 3 * lanes));
    peak0 = hn::Max(peak0, m0);
    peak1 = hn::Max(peak1, m1);
    peak2 = hn::Max(peak2, m2);
    peak3 = hn::Max(peak3, m3);
    sum0 = hn::MulAdd(hn::Add(m0, m1), zero, sum0);
    sum1 = hn::MulAdd(hn::Add(m2, m3), zero, sum1);
  }
  HWY_ALIGN T peaks[hn::MaxLanes(d)], sums[hn::MaxLanes(d)];
  hn::Store(hn::Max(hn::Max(peak0, peak1), hn::Max(peak2, peak3)), d, peaks);
  hn::Store(hn::Add(sum0, sum1), d, sums);
  T peak = 0, sum = 0;
  for (std::size_t j = 0; j < lanes; ++j) {
    peak = peaks[j] > peak ? peaks[j] : peak;
    sum += sums[j];
  }
  for (; k < count; ++k) {
    const T magnitude = samples[k] < 0 ? -samples[k] : samples[k];
    peak = magnitude > peak ? magnitude : peak;
    sum += magnitude * T{0};
  }
  return {static_cast<double>(peak), sum == T{0}};
}

Scan scan_float(const float* samples, std::size_t count) {
  return scan_of(samples, count);
}
Scan scan_double(const double* samples, std::size_t count) {
  return scan_of(samples, count);
}

}  // namespace
}  // namespace eardrum::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::dsp {

HWY_EXPORT(scan_float);
HWY_EXPORT(scan_double);

Scan scan(std::span<const float> samples) noexcept {
  return HWY_DYNAMIC_DISPATCH(scan_float)(samples.data(), samples.size());
}
Scan scan(std::span<const double> samples) noexcept {
  return HWY_DYNAMIC_DISPATCH(scan_double)(samples.data(), samples.size());
}

}  // namespace eardrum::dsp
#endif
