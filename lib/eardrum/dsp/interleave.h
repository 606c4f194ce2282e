// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <eardrum/base/attributes.h>
#include <eardrum/dsp/scan.h>

namespace eardrum::dsp {

/// Stereo frames of single precision to a channel each of double precision, `frames` of them; what scan() says of them
/// comes along.
EARDRUM_REALTIME Scan deinterleave(const float* interleaved, double* left, double* right, std::size_t frames) noexcept;

/// And back, each sample rounded to the nearest; the scan is that of the channels.
EARDRUM_REALTIME Scan interleave(const double* left, const double* right, float* interleaved,
                                 std::size_t frames) noexcept;

/// Stereo frames and a channel each, all of single precision, take each other's places.
EARDRUM_REALTIME void exchange(float* interleaved, float* left, float* right, std::size_t frames) noexcept;

}  // namespace eardrum::dsp
