// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "meters.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace eardrum::live {
namespace {

constexpr double kSilence = -std::numeric_limits<double>::infinity();
constexpr std::size_t kWindowsASecond = 10;
// The loudness meter keeps what its integrated figure needs; nobody asks for that here, so it starts afresh.
constexpr std::size_t kLoudnessSeconds = 600;

}  // namespace

Meters::Meters() : ring_(1024) {
  readings_.momentary_lufs = readings_.true_peak_dbtp = kSilence;
}

void Meters::put(std::uint32_t sample_rate_hz, std::span<float* const> audio, std::size_t frames,
                 float limiter_gain) noexcept {
  const std::size_t channels = audio.size();
  Chunk chunk;
  chunk.sample_rate_hz = sample_rate_hz;
  chunk.channels = static_cast<std::uint16_t>(channels);
  chunk.limiter_gain = limiter_gain;
  for (std::size_t from = 0; from < frames;) {
    const std::size_t now = std::min(kSamples / channels, frames - from);
    chunk.frames = static_cast<std::uint16_t>(now);
    for (std::size_t c = 0; c < channels; ++c) {
      for (std::size_t k = 0; k < now; ++k) chunk.samples[k * channels + c] = audio[c][from + k];
    }
    if (!ring_.push(chunk)) {
      skipped_here_ += frames - from;
      skipped_.store(skipped_here_, std::memory_order_relaxed);
      return;
    }
    from += now;
  }
}

void Meters::update() {
  Chunk chunk;
  while (ring_.pop(chunk)) take(chunk);
  readings_.skipped = skipped_.load(std::memory_order_relaxed);
}

void Meters::take(const Chunk& chunk) {
  const bool other = chunk.sample_rate_hz != rate_hz_ || chunk.channels != channels_;
  if (other || loudness_frames_ > kLoudnessSeconds * rate_hz_) {
    rate_hz_ = chunk.sample_rate_hz;
    channels_ = chunk.channels;
    loudness_.emplace(channels_, Hertz(rate_hz_));
    loudness_frames_ = 0;
    if (other) window_frames_ = 0, limiter_gain_ = 1.0, power_.fill(0.0), peak_.fill(0.0);
  }
  samples_.assign(chunk.samples.begin(), chunk.samples.begin() + chunk.frames * chunk.channels);
  loudness_->add(samples_);
  loudness_frames_ += chunk.frames;
  for (std::size_t k = 0; k < samples_.size(); ++k) {
    const std::size_t c = k % channels_;
    power_[c] += samples_[k] * samples_[k];
    peak_[c] = std::max(peak_[c], std::abs(samples_[k]));
  }
  limiter_gain_ = std::min(limiter_gain_, static_cast<double>(chunk.limiter_gain));
  window_frames_ += chunk.frames;
  readings_.frames += chunk.frames;
  if (window_frames_ >= rate_hz_ / kWindowsASecond) end_window();
}

void Meters::end_window() {
  readings_.channels.resize(channels_);
  for (std::size_t c = 0; c < channels_; ++c) {
    // A full-scale sine has half the power of a full-scale square.
    readings_.channels[c].rms_dbfs = 10.0 * std::log10(2.0 * power_[c] / static_cast<double>(window_frames_));
    readings_.channels[c].peak_dbfs = 20.0 * std::log10(peak_[c]);
  }
  readings_.momentary_lufs = loudness_->momentary_lufs();
  readings_.true_peak_dbtp = std::max(readings_.true_peak_dbtp, loudness_->true_peak().db());
  readings_.limiter_db = 20.0 * std::log10(limiter_gain_);
  window_frames_ = 0;
  limiter_gain_ = 1.0;
  power_.fill(0.0);
  peak_.fill(0.0);
}

}  // namespace eardrum::live
