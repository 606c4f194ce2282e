// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <eardrum/response/grid.h>

namespace eardrum::chain {

/// The grid on which chains are evaluated unless another is asked for: 1 kHz * 2^(k/48), from 19.98 Hz to 20.16 kHz,
/// 480 points, so that the reference frequency is on it. Curves that were sampled on it once are used without
/// interpolation.
const FrequencyGrid& standard_grid();

/// Where levels are quoted when nothing else is said, and where electrical figures of a trace are read: 1 kHz.
inline constexpr Hertz kReferenceFrequency{1000.0};

/// The index of the grid point nearest to `frequency` on the log scale.
std::size_t nearest_index(const FrequencyGrid& grid, Hertz frequency);

}  // namespace eardrum::chain
