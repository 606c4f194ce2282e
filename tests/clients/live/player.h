// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include <live/session.h>

#include "engine/click.h"

namespace eardrum::test {

inline engine::Tuning tuning(double bass_db = 4.0, double preamp_db = -6.0) {
  const Peq peq{Gain(preamp_db),
                {{BandType::kLowShelf, Hertz(105), Gain(bass_db), 0.7},
                 {BandType::kPeaking, Hertz(3000), Gain(-3.0), 2.0},
                 {BandType::kHighShelf, Hertz(9000), Gain(2.0), 0.7}}};
  auto made = engine::tuning_of(std::span<const Peq>(&peq, 1), "test");
  made.limiter = dsp::LimiterParams{};
  return made;
}

// Of 440 Hz at 48 kHz.
inline std::vector<float> eleven_cycles() {
  std::vector<float> tone(1200);
  for (std::size_t k = 0; k < tone.size(); ++k)
    tone[k] = static_cast<float>(std::sin(2.0 * std::numbers::pi * 11.0 * static_cast<double>(k) / 1200.0));
  return tone;
}

// Plays a steady tone block by block, and keeps what comes out of the left channel.
struct Player {
  explicit Player(live::Session& to) : session(to) {}

  void play(std::uint32_t rate_hz, std::size_t frames, std::size_t block = 256, std::size_t channels = 2) {
    std::vector<std::vector<float>> audio(channels, std::vector<float>(block));
    std::vector<float*> out;
    for (auto& channel : audio) out.push_back(channel.data());
    const std::vector<const float*> in(out.begin(), out.end());
    for (std::size_t done = 0; done < frames; done += block) {
      // So many degrees a sample at any rate: what the player sends has no edge where the rate changes.
      for (std::size_t k = 0; k < block; ++k, at = (at + 1) % tone.size()) {
        for (auto& channel : audio) channel[k] = amplitude * tone[at];
      }
      session.process(rate_hz, in, out, block);
      heard.insert(heard.end(), audio[0].begin(), audio[0].end());
    }
  }

  float peak() const {
    float worst = 0.0f;
    for (const float sample : heard) worst = std::max(worst, std::abs(sample));
    return worst;
  }
  double click_dbfs() const { return test::click_dbfs(heard); }

  live::Session& session;
  float amplitude = 0.25f;
  std::vector<float> tone = eleven_cycles();
  std::size_t at = 0;
  std::vector<float> heard;
};

}  // namespace eardrum::test
