// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <eardrum/dsp/crossfeed.h>

namespace eardrum::dsp::detail {

/// Crossfeed::process(), from and to what the filters remember: [left, right].
void crossfeed(const CrossfeedCoefficients& coefficients, double* low, double* high, double* input, double* left,
               double* right, std::size_t frames);

}  // namespace eardrum::dsp::detail
