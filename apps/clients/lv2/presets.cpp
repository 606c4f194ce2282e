// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "presets.h"

#include <algorithm>

#include "ports.h"

namespace eardrum::lv2 {
namespace {

using Settings = std::vector<Preset::Setting>;

void add_band(Settings& settings, std::size_t band, BandType type, float frequency_hz, float gain_db, float q) {
  const auto choice = std::find_if(kBandTypes.begin(), kBandTypes.end(), [&](const auto& c) { return c.type == type; });
  settings.push_back({band_port(band, kBandType), static_cast<float>(choice - kBandTypes.begin())});
  settings.push_back({band_port(band, kBandFrequency), frequency_hz});
  settings.push_back({band_port(band, kBandGain), gain_db});
  settings.push_back({band_port(band, kBandQ), q});
}

// No preset is louder than flat: the preamp takes off what a shelf puts on.
Settings shelf(std::size_t band, BandType type, float frequency_hz, float gain_db) {
  Settings settings = {{kPreamp, std::min(0.0f, -gain_db)}};
  add_band(settings, band, type, frequency_hz, gain_db, 0.7f);
  return settings;
}

Settings crossfeed(float cutoff_hz, float feed_db) {
  return {{kCrossfeed, 1.0f}, {kCrossfeedCutoff, cutoff_hz}, {kCrossfeedFeed, feed_db}};
}

// The two sections of a fourth-order Butterworth high pass.
Settings subsonic(float frequency_hz) {
  Settings settings;
  add_band(settings, 0, BandType::kHighPass, frequency_hz, 0.0f, 0.5411961f);
  add_band(settings, 1, BandType::kHighPass, frequency_hz, 0.0f, 1.3065630f);
  return settings;
}

}  // namespace

const std::vector<Preset>& presets() {
  static const std::vector<Preset> kPresets = {
      {"flat", "Flat", "Changes nothing but true peaks above -1 dB", {}},
      {"bass-shelf-harman", "Bass shelf, as Harman's target",
       "+6 dB below 105 Hz: what the Harman target has over a flat bass, on headphones that lack it",
       shelf(4, BandType::kLowShelf, 105.0f, 6.0f)},
      {"bass-shelf-half", "Bass shelf, half of it", "+3 dB below 105 Hz", shelf(4, BandType::kLowShelf, 105.0f, 3.0f)},
      {"less-bass", "Less bass", "-4 dB below 105 Hz", shelf(4, BandType::kLowShelf, 105.0f, -4.0f)},
      {"less-treble", "Less treble", "-3 dB above 8 kHz, against a sharp headphone or a bright recording",
       shelf(14, BandType::kHighShelf, 8000.0f, -3.0f)},
      {"subsonic", "Subsonic filter", "Fourth-order Butterworth high pass at 20 Hz: warped records, rumble",
       subsonic(20.0f)},
      {"crossfeed", "Crossfeed", "700 Hz, 4.5 dB: the usual setting of bs2b", crossfeed(700.0f, 4.5f)},
      {"crossfeed-chu-moy", "Crossfeed, Chu Moy", "700 Hz, 6 dB", crossfeed(700.0f, 6.0f)},
      {"crossfeed-jan-meier", "Crossfeed, Jan Meier", "650 Hz, 9.5 dB", crossfeed(650.0f, 9.5f)},
      {"quiet-peaks",
       "Quiet peaks",
       "Nothing above -12 dB true peak, for ears that want to be sure",
       {{kLimiterCeiling, -12.0f}}},
  };
  return kPresets;
}

}  // namespace eardrum::lv2
