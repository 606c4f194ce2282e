// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace eardrum::dsp::detail {

/// y[n] += sum over k < taps of h[k] x[n - k], for n < padded_frames: a multiple of 16, up to which y may be written
/// and x must be readable. x has `taps` - 1 samples of past before it. `taps` is even. Each output is summed in one
/// order, wherever it stands.
void add_fir(const float* h, std::size_t taps, const float* x, float* y, std::size_t padded_frames);

/// Adds up the products of spectra with packed Nyquist (RealFft::forward_packed): re and im of `count` pairs x, h stand
/// `bins` apart. Writes bins [from, to) of the sum; both are multiples of 16, except that `to` may be bins.
void multiply_spectra(const float* const* x, const float* const* h, std::size_t count, std::size_t bins,
                      std::size_t from, std::size_t to, float* sum);

}  // namespace eardrum::dsp::detail
