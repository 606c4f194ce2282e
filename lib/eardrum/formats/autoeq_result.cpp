// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/autoeq_result.h>
#include <eardrum/formats/filter_line.h>

#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/graphic_eq_text.h>

namespace eardrum {

Export write_autoeq_result(const EqDocument& document) {
  static const BandLimits limits{.types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf},
                                 .frequency_hz = {1.0, 24000.0, 1.0},
                                 .gain_db = {-60.0, 60.0, 0.1},
                                 .q = {0.01, 100.0, 0.01},
                                 .preamp_db = {-60.0, 60.0, 0.1}};
  auto out =
      export_each_ear(document, " ParametricEQ.txt", [&](const EqChannel& channel, std::vector<std::string>& losses) {
        say_left_out_besides_bands(channel, losses);
        const Peq held = held_by(limits, channel.peq, losses);
        std::string text = "Preamp: " + fixed(held.preamp.db(), 1) + " dB\n";
        int number = 0;
        for (const auto& band : held.bands) {
          text += "Filter " + std::to_string(++number) + ": ON " + filter_token(band.type) + " Fc " +
                  fixed(band.frequency.value(), 0) + " Hz Gain " + fixed(band.gain.db(), 1) + " dB Q " +
                  fixed(band.q, 2) + "\n";
        }
        return text;
      });
  auto graphic = write_wavelet(document);
  out.attachments.push_back({graphic.file_name, std::move(graphic.text)});
  for (auto& file : graphic.attachments) out.attachments.push_back(std::move(file));
  for (auto& loss : graphic.losses) out.losses.push_back(graphic.file_name + ": " + loss);
  return out;
}

}  // namespace eardrum
