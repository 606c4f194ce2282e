// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "meters.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <eardrum/response/exposure.h>

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
  // As many as there is room for: whoever plays faster than this measures must not keep it here for ever.
  for (std::size_t left = ring_.capacity(); left > 0 && ring_.pop(chunk); --left) take(chunk);
  readings_.skipped = skipped_.load(std::memory_order_relaxed);
}

void Meters::take(const Chunk& chunk) {
  const bool other = chunk.sample_rate_hz != rate_hz_ || chunk.channels != channels_;
  if (other || loudness_frames_ > kLoudnessSeconds * rate_hz_) {
    rate_hz_ = chunk.sample_rate_hz;
    channels_ = chunk.channels;
    loudness_.emplace(channels_, Hertz(rate_hz_));
    loudness_frames_ = 0;
    if (other) {
      window_frames_ = 0;
      limiter_gain_ = 1.0;
      power_.fill(0.0);
      peak_.fill(0.0);
      start_exposure();
    }
  }
  samples_.assign(chunk.samples.begin(), chunk.samples.begin() + chunk.frames * chunk.channels);
  loudness_->add(samples_);
  loudness_frames_ += chunk.frames;
  for (std::size_t k = 0; k < samples_.size(); ++k) {
    const std::size_t c = k % channels_;
    power_[c] += samples_[k] * samples_[k];
    peak_[c] = std::max(peak_[c], std::abs(samples_[k]));
  }
  if (exposure_) {
    std::array<const float*, 8> ears{};
    ears_.resize(channels_);
    for (std::size_t c = 0; c < channels_; ++c) {
      ears_[c].resize(chunk.frames);
      for (std::size_t k = 0; k < chunk.frames; ++k) ears_[c][k] = chunk.samples[k * channels_ + c];
      ears[c] = ears_[c].data();
    }
    exposure_->process(std::span<const float* const>(ears.data(), channels_), chunk.frames);
  }
  limiter_gain_ = std::min(limiter_gain_, static_cast<double>(chunk.limiter_gain));
  window_frames_ += chunk.frames;
  readings_.frames += chunk.frames;
  if (window_frames_ >= rate_hz_ / kWindowsASecond) end_window();
}

void Meters::set_drum_response(std::optional<FrequencyResponse> drum_db_spl) {
  drum_db_spl_ = std::move(drum_db_spl);
  if (rate_hz_ != 0) start_exposure();
}

double Meters::pa2h(std::size_t channel) const {
  return pa2h_before_[channel] + (exposure_ ? exposure_->reading().pa2h[channel] : 0.0);
}

EarsPa2h Meters::exposure() const {
  // One channel is heard by both ears.
  return {pa2h(0), pa2h(channels_ == 1 ? 0 : 1)};
}

void Meters::set_exposure_of_week(const EarsPa2h& week) {
  const EarsPa2h here = exposure();
  for (std::size_t ear = 0; ear < week.size(); ++ear) before_session_[ear] = std::max(0.0, week[ear] - here[ear]);
}

// Afresh, for another rate or another chain; what the ears took until now stays taken.
void Meters::start_exposure() {
  for (std::size_t c = 0; exposure_ && c < pa2h_before_.size(); ++c) pa2h_before_[c] += exposure_->reading().pa2h[c];
  exposure_.reset();
  // More than two channels are loudspeakers, whose sound at the ear no headphone's response tells.
  if (drum_db_spl_ && channels_ <= 2) exposure_.emplace(channels_, Hertz(rate_hz_), *drum_db_spl_);
}

void Meters::end_window() {
  readings_.channels.resize(channels_);
  for (std::size_t c = 0; c < channels_; ++c) {
    // A full-scale sine has half the power of a full-scale square.
    readings_.channels[c].rms_dbfs = 10.0 * std::log10(2.0 * power_[c] / static_cast<double>(window_frames_));
    readings_.channels[c].peak_dbfs = 20.0 * std::log10(peak_[c]);
    readings_.channels[c].exposure.reset();
    if (!exposure_) continue;
    const double allowed_pa2h = sound_exposure_pa2h({kH870Adults.level, kH870Adults.time});
    const double taken_pa2h = pa2h(c) + (c < before_session_.size() ? before_session_[c] : 0.0);
    readings_.channels[c].exposure = {exposure_->reading().level[c], 100.0 * taken_pa2h / allowed_pa2h};
  }
  readings_.exposure_known = exposure_.has_value();
  readings_.momentary_lufs = loudness_->momentary_lufs();
  readings_.true_peak_dbtp = std::max(readings_.true_peak_dbtp, loudness_->true_peak().db());
  readings_.limiter_db = 20.0 * std::log10(limiter_gain_);
  window_frames_ = 0;
  limiter_gain_ = 1.0;
  power_.fill(0.0);
  peak_.fill(0.0);
}

}  // namespace eardrum::live
