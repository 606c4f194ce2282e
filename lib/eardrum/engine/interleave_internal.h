// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>

#include <eardrum/dsp/interleave.h>

namespace eardrum::engine::detail {

/// Interleaved frames to a channel each and back. Two channels, the usual case, in a form that compilers vectorise, or
/// by dsp's kernels.
template <class Sample>
void deinterleave(const Sample* frames_in, std::span<double* const> out, std::size_t frames) noexcept {
  if constexpr (std::is_same_v<Sample, float>) {
    if (out.size() == 2) return void(dsp::deinterleave(frames_in, out[0], out[1], frames));
  }
  if (out.size() == 2) {
    double *const left = out[0], *const right = out[1];
    for (std::size_t k = 0; k < frames; ++k) {
      left[k] = static_cast<double>(frames_in[2 * k]);
      right[k] = static_cast<double>(frames_in[2 * k + 1]);
    }
    return;
  }
  for (std::size_t c = 0; c < out.size(); ++c) {
    for (std::size_t k = 0; k < frames; ++k) out[c][k] = static_cast<double>(frames_in[k * out.size() + c]);
  }
}
template <class Sample>
void interleave(std::span<double* const> in, Sample* frames_out, std::size_t frames) noexcept {
  if constexpr (std::is_same_v<Sample, float>) {
    if (in.size() == 2) return void(dsp::interleave(in[0], in[1], frames_out, frames));
  }
  if (in.size() == 2) {
    const double *const left = in[0], *const right = in[1];
    for (std::size_t k = 0; k < frames; ++k) {
      frames_out[2 * k] = static_cast<Sample>(left[k]);
      frames_out[2 * k + 1] = static_cast<Sample>(right[k]);
    }
    return;
  }
  for (std::size_t c = 0; c < in.size(); ++c) {
    for (std::size_t k = 0; k < frames; ++k) frames_out[k * in.size() + c] = static_cast<Sample>(in[c][k]);
  }
}

}  // namespace eardrum::engine::detail
