// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/soundsource.h>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/equalizer_apo.h>

namespace eardrum {

Result<EqDocument> read_soundsource(std::string_view bytes, const std::string& file) {
  return read_equalizer_apo(bytes, file, ShelfToken::kCentre);
}

Export write_soundsource(const EqDocument& document) {
  static const BandLimits limits{.max_bands = 10,
                                 .types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf},
                                 .frequency_hz = {20.0, 20000.0, 0.1},
                                 .gain_db = {-30.0, 30.0, 0.1},
                                 .q = {0.01, 100.0, 0.01},
                                 .preamp_db = {-100.0, 100.0, 0.01}};
  return export_each_ear(document, " SoundSource.txt", [&](const EqChannel& channel, std::vector<std::string>& losses) {
    say_left_out_besides_bands(channel, losses);
    const Peq held = held_by(limits, channel.peq, losses);
    std::string text = "Preamp: " + fixed(held.preamp.db(), 2) + " dB\n";
    int number = 0;
    for (const auto& band : held.bands) {
      text += "Filter " + std::to_string(++number) + ": ON " +
              (band.type == BandType::kPeaking    ? "PK"
               : band.type == BandType::kLowShelf ? "LS"
                                                  : "HS") +
              " Fc " + fixed(band.frequency.value(), 1) + " Hz Gain " + fixed(band.gain.db(), 1) + " dB Q " +
              fixed(band.q, 2) + "\n";
    }
    return text;
  });
}

}  // namespace eardrum
