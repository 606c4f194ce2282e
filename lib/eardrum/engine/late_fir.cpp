// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/late_fir_internal.h>

#include <algorithm>

#include <eardrum/engine/fold_internal.h>

namespace eardrum::engine::detail {

std::optional<LateFir> LateFir::make(const PlanSpec& spec) {
  if (spec.limiter) return std::nullopt;
  auto fir = fold(spec);
  if (!fir) return std::nullopt;
  const auto too_long = [](const auto& response) { return response.size() > dsp::OverlapSave::kMostTaps; };
  if (std::any_of(fir->begin(), fir->end(), too_long)) return std::nullopt;
  return LateFir(dsp::OverlapSave({spec.channels, spec.channels, *std::move(fir), spec.preamp.amplitude_ratio(), 0}));
}

void LateFir::process(std::span<double* const> audio, std::size_t frames) noexcept {
  const std::size_t half = convolution_.frames() / 2;
  for (std::size_t from = 0; from < frames;) {
    const bool second = at_ >= half;
    const std::size_t within = second ? at_ - half : at_, now = std::min(frames - from, half - within);
    for (std::size_t c = 0; c < audio.size(); ++c) {
      double* const samples = audio[c] + from;
      float* const in = convolution_.input(c).data() + at_;
      const float* const out = convolution_.output(c, second ? 1 : 0).data() + within;
      for (std::size_t k = 0; k < now; ++k) {
        in[k] = static_cast<float>(samples[k]);
        samples[k] = static_cast<double>(out[k]);
      }
    }
    from += now;
    at_ += now;
    if (at_ == 2 * half) {
      convolution_.run();
      at_ = 0;
    }
  }
}

}  // namespace eardrum::engine::detail
