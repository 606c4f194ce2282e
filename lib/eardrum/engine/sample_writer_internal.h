// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <eardrum/dsp/dither.h>
#include <eardrum/engine/render.h>

namespace eardrum::engine::detail {

unsigned bits_of(SampleFormat format) noexcept;
bool is_float(SampleFormat format) noexcept;

/// Frames as a file holds them.
struct Samples {
  std::uint64_t first_frame = 0;
  std::string bytes{};                   ///< interleaved, the low byte first
  std::vector<std::int32_t> integers{};  ///< the same as numbers, when they are whole
};

/// Rounds samples to what a file holds, and counts what does not fit.
class SampleWriter {
 public:
  SampleWriter(SampleFormat format, dsp::NoiseShaping shaping, std::size_t channels);

  /// What `frames` more make: a multiple of so many frames, the rest is kept for the next call.
  void convert(std::span<double* const> audio, std::size_t frames, std::size_t multiple, Samples& out);

  /// Takes note of samples that are written as they are. Precondition: the format is kFloat32.
  void take(std::span<const float> samples);

  Gain peak() const { return Gain::from_amplitude_ratio(peak_); }
  std::uint64_t clipped_samples() const noexcept { return clipped_; }

 private:
  SampleFormat format_;
  std::size_t channels_;
  double peak_ = 0.0;
  std::uint64_t clipped_ = 0, given_ = 0;
  std::vector<dsp::Dither> dither_;
  std::vector<std::int32_t> rounded_, kept_;
};

}  // namespace eardrum::engine::detail
