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
  for (std::size_t from = 0; from < frames;) {
    const std::size_t now = std::min(frames - from, convolution_.frames() - at_);
    for (std::size_t c = 0; c < audio.size(); ++c) {
      double* const samples = audio[c] + from;
      float* const block = convolution_.audio(c).data() + at_;
      for (std::size_t k = 0; k < now; ++k) {
        const auto input = static_cast<float>(samples[k]);
        samples[k] = static_cast<double>(block[k]);
        block[k] = input;
      }
    }
    from += now;
    at_ += now;
    if (at_ == convolution_.frames()) {
      convolution_.run();
      at_ = 0;
    }
  }
}

}  // namespace eardrum::engine::detail
