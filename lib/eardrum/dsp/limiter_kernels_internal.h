// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace eardrum::dsp::detail {

inline constexpr std::size_t kInterpolatorPhases = 8;

/// The largest |sum over k of taps[8 k + phase] * samples[k]| of the 8 phases; `count` is a multiple of 8.
double largest_of_phases(const double* taps, const double* samples, std::size_t count);

}  // namespace eardrum::dsp::detail
