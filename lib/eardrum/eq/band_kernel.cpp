// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/band_kernel.h>

#include <initializer_list>
#include <vector>

// One source, compiled for each instruction set by pragma rather than by flags, so that no inline function of another
// header is ever built for a processor that is not there. Vectors never cross a call, so their ABI does not matter.
#pragma GCC diagnostic ignored "-Wpsabi"

namespace eardrum::eq {
namespace baseline {
#define EARDRUM_LANES 2
#include <eardrum/eq/band_kernel.inc>
#undef EARDRUM_LANES
}  // namespace baseline

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif
namespace avx2 {
#define EARDRUM_LANES 4
#include <eardrum/eq/band_kernel.inc>
#undef EARDRUM_LANES
}  // namespace avx2
#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512dq,avx512vl"))), apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx2,fma,avx512f,avx512dq,avx512vl,prefer-vector-width=512")
#endif
namespace avx512 {
#define EARDRUM_LANES 8
#include <eardrum/eq/band_kernel.inc>
#undef EARDRUM_LANES
}  // namespace avx512
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

std::span<const BandKernel> band_kernels() {
  static const std::vector<BandKernel> kernels = [] {
    std::vector<BandKernel> found;
#if defined(__x86_64__)
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl")) {
      found.push_back({avx512::evaluate, avx512::gram, avx512::solve, avx512::dot});
    }
    if (avx2) found.push_back({avx2::evaluate, avx2::gram, avx2::solve, avx2::dot});
#endif
    found.push_back({baseline::evaluate, baseline::gram, baseline::solve, baseline::dot});
    return found;
  }();
  return kernels;
}

const BandKernel& band_kernel() {
  static const BandKernel& fastest = band_kernels().front();
  return fastest;
}

}  // namespace eardrum::eq
