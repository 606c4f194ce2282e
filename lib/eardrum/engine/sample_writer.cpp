// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/sample_writer_internal.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include <eardrum/base/expects.h>
#include <eardrum/dsp/interleave.h>
#include <eardrum/dsp/scan.h>
#include <eardrum/engine/interleave_internal.h>

namespace eardrum::engine::detail {
namespace {

template <std::size_t Size>
void pack(std::span<const std::int32_t> values, char* to) noexcept {
  for (const std::int32_t value : values) {
    for (std::size_t k = 0; k < Size; ++k) to[k] = static_cast<char>(value >> (8 * k));
    to += Size;
  }
}

}  // namespace

unsigned bits_of(SampleFormat format) noexcept {
  switch (format) {
    case SampleFormat::kPcm16:
      return 16;
    case SampleFormat::kPcm24:
      return 24;
    case SampleFormat::kPcm32:
    case SampleFormat::kFloat32:
      return 32;
    case SampleFormat::kFloat64:
      return 64;
  }
  return 0;
}

bool is_float(SampleFormat format) noexcept {
  return format == SampleFormat::kFloat32 || format == SampleFormat::kFloat64;
}

SampleWriter::SampleWriter(SampleFormat format, dsp::NoiseShaping shaping, std::size_t channels)
    : format_(format), channels_(channels) {
  for (std::size_t c = 0; c < channels && !is_float(format); ++c) dither_.emplace_back(bits_of(format), shaping, c + 1);
}

void SampleWriter::convert(std::span<double* const> audio, std::size_t frames, std::size_t multiple, Samples& out) {
  out.first_frame = given_;
  double peak = 0.0;
  const auto scan = [&] {
    for (const double* const channel : audio) peak = std::max(peak, dsp::scan(std::span(channel, frames)).peak);
  };
  if (is_float(format_)) {
    out.bytes.resize(frames * channels_ * bits_of(format_) / 8);
    auto* const singles = reinterpret_cast<float*>(out.bytes.data());
    if (format_ == SampleFormat::kFloat32 && channels_ == 2) {
      peak = dsp::interleave(audio[0], audio[1], singles, frames).peak;
    } else if (format_ == SampleFormat::kFloat32) {
      interleave(audio, singles, frames);
      scan();
    } else {
      interleave(audio, reinterpret_cast<double*>(out.bytes.data()), frames);
      scan();
    }
    for (std::size_t c = 0; c < channels_ && peak > 1.0; ++c) {
      clipped_ += static_cast<std::uint64_t>(
          std::count_if(audio[c], audio[c] + frames, [](double sample) { return std::abs(sample) > 1.0; }));
    }
    peak_ = std::max(peak_, peak);
    given_ += frames;
    return;
  }
  scan();
  peak_ = std::max(peak_, peak);
  const std::size_t held = kept_.size() / channels_;
  out.integers.swap(kept_);
  out.integers.resize((held + frames) * channels_);
  rounded_.resize(frames);
  clipped_ = 0;
  for (std::size_t c = 0; c < channels_; ++c) {
    dither_[c].process({audio[c], frames}, rounded_);
    for (std::size_t k = 0; k < frames; ++k) out.integers[(held + k) * channels_ + c] = rounded_[k];
    clipped_ += dither_[c].clipped();
  }
  const std::size_t whole = (held + frames) / multiple * multiple;
  kept_.assign(out.integers.begin() + static_cast<std::ptrdiff_t>(whole * channels_), out.integers.end());
  out.integers.resize(whole * channels_);
  given_ += whole;
  const std::size_t bytes = bits_of(format_) / 8;
  out.bytes.resize(out.integers.size() * bytes);
  if (bytes == 2) pack<2>(out.integers, out.bytes.data());
  if (bytes == 3) pack<3>(out.integers, out.bytes.data());
  if (bytes == 4) pack<4>(out.integers, out.bytes.data());
}

void SampleWriter::take(std::span<const float> samples) {
  EARDRUM_EXPECTS(format_ == SampleFormat::kFloat32);
  const double peak = dsp::scan(samples).peak;
  if (peak > 1.0) {
    clipped_ += static_cast<std::uint64_t>(
        std::count_if(samples.begin(), samples.end(), [](float sample) { return std::abs(sample) > 1.0f; }));
  }
  peak_ = std::max(peak_, peak);
  given_ += samples.size() / channels_;
}

}  // namespace eardrum::engine::detail
