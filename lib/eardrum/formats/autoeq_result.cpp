// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/autoeq_result.h>

#include <algorithm>
#include <cmath>

#include <eardrum/eq/fit.h>
#include <eardrum/eq/graphic.h>
#include <eardrum/formats/band_limits.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/filter_line.h>
#include <eardrum/formats/graphic_eq_text.h>

namespace eardrum {

namespace {

constexpr Hertz kAutoEqRate(44100.0);

std::string text_of(const Peq& held) {
  std::string text = "Preamp: " + fixed(held.preamp.db(), 1) + " dB\n";
  int number = 0;
  for (const auto& band : held.bands) {
    text += "Filter " + std::to_string(++number) + ": ON " + filter_token(band.type) + " Fc " +
            fixed(band.frequency.value(), 0) + " Hz Gain " + fixed(band.gain.db(), 1) + " dB Q " + fixed(band.q, 2) +
            "\n";
  }
  return text;
}

// AutoEq's ten octave bands, the gains that come nearest to what the channel does: by frequency, not by importance.
Peq fixed_bands(const EqChannel& channel) {
  EqChannel shape = channel;
  shape.peq.preamp = Gain(0.0);
  eq::FitSpec spec;
  spec.sample_rate = kAutoEqRate;
  spec.bands = eq::ten_band_graphic();
  // As the file will say it.
  for (auto& band : spec.bands) {
    band.frequency = eq::fixed_at(Hertz(std::floor(band.frequency.lowest.value())));
    band.q = eq::fixed_at(1.41);
  }
  spec.steps.gain = Gain(0.1);
  spec.effort = eq::Effort::kFast;
  static const auto grid = FrequencyGrid::geometric(Hertz(20), Hertz(20000), 1.02);
  Peq peq = eq::fit(response_of(shape, kAutoEqRate, grid), spec).value().peq;
  std::sort(peq.bands.begin(), peq.bands.end(), [](const Band& a, const Band& b) { return a.frequency < b.frequency; });
  peq.preamp = Gain(std::floor(10.0 * peq.preamp.db()) / 10.0);
  return peq;
}

void attach(Export& to, Export&& file) {
  for (auto& loss : file.losses) to.losses.push_back(file.file_name + ": " + loss);
  to.attachments.push_back({std::move(file.file_name), std::move(file.text)});
  for (auto& more : file.attachments) to.attachments.push_back(std::move(more));
}

}  // namespace

Export write_autoeq_result(const EqDocument& document) {
  static const BandLimits limits{.types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf},
                                 .frequency_hz = {1.0, 24000.0, 1.0},
                                 .gain_db = {-60.0, 60.0, 0.1},
                                 .q = {0.01, 100.0, 0.01},
                                 .preamp_db = {-60.0, 60.0, 0.1}};
  auto out =
      export_each_ear(document, " ParametricEQ.txt", [&](const EqChannel& channel, std::vector<std::string>& losses) {
        say_left_out_besides_bands(channel, losses);
        return text_of(held_by(limits, channel.peq, losses));
      });
  attach(out, export_each_ear(document, " FixedBandEQ.txt", [](const EqChannel& channel, std::vector<std::string>&) {
           return text_of(fixed_bands(channel));
         }));
  attach(out, write_wavelet(document));
  return out;
}

}  // namespace eardrum
