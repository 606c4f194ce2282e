// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/impulse_response.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/formats/biquad_text.h>
#include <eardrum/formats/decimal.h>

namespace eardrum {
namespace {

constexpr double kLongestSeconds = 4.0;
constexpr double kTailOfWhole = 1e-17;  // -170 dB in energy.
constexpr double kStretchSeconds = 0.1;
constexpr std::size_t kShortest = 64;

}  // namespace

std::span<const Hertz> common_sample_rates() {
  static constexpr std::array rates = {Hertz(44100), Hertz(48000),  Hertz(88200),
                                       Hertz(96000), Hertz(176400), Hertz(192000)};
  return rates;
}

std::vector<double> impulse_response(const Peq& peq, Hertz sample_rate) {
  struct Section {
    BiquadCoefficients c;
    double s1 = 0.0, s2 = 0.0;
  };
  std::vector<Section> sections;
  for (const auto& biquad : biquads_with_preamp(peq, sample_rate)) sections.push_back({biquad});
  const auto longest = static_cast<std::size_t>(kLongestSeconds * sample_rate.value());
  std::vector<double> samples;
  double whole = 0.0;
  // A stretch this long that adds nothing means the rest adds nothing: the slowest filter of interest turns in 50 ms.
  const auto stretch = static_cast<std::size_t>(kStretchSeconds * sample_rate.value());
  double in_stretch = 0.0;
  while (samples.size() < longest) {
    double x = samples.empty() ? 1.0 : 0.0;
    for (auto& section : sections) {  // Transposed direct form II.
      const double y = section.c.b0 * x + section.s1;
      section.s1 = section.c.b1 * x - section.c.a1 * y + section.s2;
      section.s2 = section.c.b2 * x - section.c.a2 * y;
      x = y;
    }
    samples.push_back(x);
    whole += x * x;
    in_stretch += x * x;
    if (samples.size() % stretch == 0) {
      if (in_stretch < 1e-26 * whole) break;
      in_stretch = 0.0;
    }
  }
  double tail = 0.0;
  std::size_t length = samples.size();
  while (length > kShortest) {
    tail += samples[length - 1] * samples[length - 1];
    if (tail > kTailOfWhole * whole) break;
    --length;
  }
  samples.resize(length);
  return samples;
}

std::string impulse_response_wav(const EqDocument& document, Hertz sample_rate, WavSample sample) {
  WavAudio audio{sample_rate, {}};
  for (const auto side : {Channel::kLeft, Channel::kRight}) {
    audio.samples.push_back(impulse_response(channel_for(document, side).peq, sample_rate));
  }
  const std::size_t length = std::max(audio.samples[0].size(), audio.samples[1].size());
  for (auto& samples : audio.samples) samples.resize(length, 0.0);
  return write_wav(audio, sample);
}

std::string impulse_response_name(const EqDocument& document, Hertz sample_rate) {
  return document.name + " " + fixed_trimmed(sample_rate.value(), 0) + ".wav";
}

Export write_impulse_responses(const EqDocument& document, std::span<const Hertz> sample_rates, WavSample sample) {
  EARDRUM_EXPECTS(!sample_rates.empty());
  Export out;
  for (const auto rate : sample_rates) {
    ExportFile file{impulse_response_name(document, rate), impulse_response_wav(document, rate, sample)};
    if (out.file_name.empty()) {
      out.file_name = std::move(file.name);
      out.text = std::move(file.bytes);
    } else {
      out.attachments.push_back(std::move(file));
    }
  }
  for (const auto& channel : document.channels) say_left_out_besides_bands(channel, out.losses);
  return out;
}

}  // namespace eardrum
