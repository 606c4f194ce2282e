// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/late_fir_internal.h>

#include <algorithm>
#include <utility>

#include <eardrum/dsp/interleave.h>
#include <eardrum/engine/fold_internal.h>

namespace eardrum::engine::detail {

std::optional<LateFir> LateFir::make(const PlanSpec& spec) {
  if (spec.limiter) return std::nullopt;
  auto fir = fold(spec);
  if (!fir) return std::nullopt;
  const auto too_long = [](const auto& response) { return response.size() > dsp::OverlapSave::kMostTaps; };
  if (std::any_of(fir->begin(), fir->end(), too_long)) return std::nullopt;
  return LateFir(dsp::OverlapSave({spec.channels, spec.channels, *std::move(fir), spec.preamp.amplitude_ratio(), 0}),
                 spec.channels);
}

template <class Exchange>
void LateFir::run(std::size_t frames, Exchange exchange) noexcept {
  for (std::size_t from = 0; from < frames;) {
    const std::size_t now = std::min(frames - from, convolution_.frames() - at_);
    exchange(from, at_, now);
    from += now;
    at_ += now;
    if (at_ == convolution_.frames()) {
      convolution_.run();
      at_ = 0;
    }
  }
}

void LateFir::process(std::span<double* const> audio, std::size_t frames) noexcept {
  run(frames, [&](std::size_t from, std::size_t at, std::size_t now) {
    for (std::size_t c = 0; c < channels_; ++c) {
      double* const samples = audio[c] + from;
      float* const block = convolution_.audio(c).data() + at;
      for (std::size_t k = 0; k < now; ++k) {
        const auto input = static_cast<float>(samples[k]);
        samples[k] = static_cast<double>(block[k]);
        block[k] = input;
      }
    }
  });
}

void LateFir::process(std::span<float> interleaved) noexcept {
  run(interleaved.size() / channels_, [&](std::size_t from, std::size_t at, std::size_t now) {
    float* const samples = interleaved.data() + from * channels_;
    if (channels_ == 2) {
      dsp::exchange(samples, convolution_.audio(0).data() + at, convolution_.audio(1).data() + at, now);
      return;
    }
    for (std::size_t c = 0; c < channels_; ++c) {
      float* const block = convolution_.audio(c).data() + at;
      for (std::size_t k = 0; k < now; ++k) std::swap(samples[k * channels_ + c], block[k]);
    }
  });
}

}  // namespace eardrum::engine::detail
