// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "fma_limit.h"

#include <cstddef>

#include <time.h>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "fma_limit.cpp"
#include <hwy/foreach_target.h>
// After foreach_target:
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace eardrum::bench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

double fused_multiply_adds(std::size_t repeats, double* out) {
  const hn::CappedTag<double, 8> d;
  constexpr std::size_t kChains = 12;
  hn::Vec<decltype(d)> chain[kChains];
  for (std::size_t c = 0; c < kChains; ++c) chain[c] = hn::Set(d, static_cast<double>(c));
  const auto factor = hn::Set(d, out[0]), term = hn::Set(d, out[1]);
  for (std::size_t r = 0; r < repeats; ++r) {
    for (std::size_t c = 0; c < kChains; ++c) chain[c] = hn::MulAdd(chain[c], factor, term);
  }
  auto sum = chain[0];
  for (std::size_t c = 1; c < kChains; ++c) sum = hn::Add(sum, chain[c]);
  HWY_ALIGN double lanes[hn::MaxLanes(d)];
  hn::Store(sum, d, lanes);
  out[2] = lanes[0];
  return static_cast<double>(repeats * kChains * hn::Lanes(d));
}

}  // namespace
}  // namespace eardrum::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace eardrum::bench {

HWY_EXPORT(fused_multiply_adds);

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double fma_per_second() {
  static double values[3] = {0.999, 1e-3, 0.0};
  const double start = thread_seconds();
  const double count = HWY_DYNAMIC_DISPATCH(fused_multiply_adds)(200'000, values);
  return count / (thread_seconds() - start);
}

}  // namespace eardrum::bench
#endif
