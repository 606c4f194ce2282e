// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "tuning.h"

namespace eardrum::lv2 {

engine::Tuning tuning(const Values& values) {
  const auto number = [&](std::uint32_t port) { return static_cast<double>(values[port]); };
  engine::Tuning tuning;
  tuning.preamp = Gain(number(kPreamp));
  for (std::size_t b = 0; b < kBands; ++b) {
    const Band band{kBandTypes[static_cast<std::size_t>(values[band_port(b, kBandType)])].type,
                    Hertz(number(band_port(b, kBandFrequency))), Gain(number(band_port(b, kBandGain))),
                    number(band_port(b, kBandQ))};
    const bool is_pass = band.type == BandType::kLowPass || band.type == BandType::kHighPass;
    const bool on = values[band_port(b, kBandOn)] != 0.0f;
    tuning.ears.front().push_back({band, on && (is_pass || band.gain != Gain(0))});
  }
  if (values[kCrossfeed] != 0.0f) {
    tuning.crossfeed = dsp::CrossfeedParams{Hertz(number(kCrossfeedCutoff)), Gain(number(kCrossfeedFeed))};
  }
  if (values[kLimiter] != 0.0f) {
    tuning.limiter.emplace();
    tuning.limiter->ceiling = Gain(number(kLimiterCeiling));
  }
  return tuning;
}

}  // namespace eardrum::lv2
