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

namespace {

struct Ear {
  std::vector<double> samples;
  std::size_t delay = 0;
};

// What the FIR has to follow: everything that the channel does at that rate, to just below half of it.
FrequencyResponse wanted_response(const EqChannel& channel, Hertz sample_rate) {
  const auto grid = FrequencyGrid::logarithmic(Hertz(5.0), 0.49 * sample_rate, 96);
  return response_of(channel, sample_rate, grid);
}

std::vector<Ear> designed_ears(const EqDocument& document, Hertz sample_rate, const ImpulseOptions& options,
                               std::vector<std::string>& losses) {
  FirSpec spec;
  spec.sample_rate = sample_rate;
  spec.phase = options.phase;
  spec.accuracy_db = options.accuracy_db;
  std::vector<Fir> firs;
  for (int pass = 0; pass < 2; ++pass) {  // The second time both with as many taps as the longer one needs.
    firs.clear();
    for (const auto side : {Channel::kLeft, Channel::kRight}) {
      firs.push_back(design_fir(wanted_response(channel_for(document, side), sample_rate), spec).value());
      if (same_for_both(document)) break;
    }
    if (firs.size() == 1 || firs[0].taps.size() == firs[1].taps.size()) break;
    spec.taps = std::max(firs[0].taps.size(), firs[1].taps.size());
  }
  std::size_t delay = 0;
  double worst_db = 0.0;
  for (const auto& fir : firs) {
    delay = std::max(delay, fir.delay);
    worst_db = std::max(worst_db, fir.worst_error_db);
  }
  const std::string rate = fixed_trimmed(sample_rate.value(), 0);
  if (worst_db > options.accuracy_db)
    losses.push_back("At " + rate + " Hz the response is up to " + fixed(worst_db, 3) + " dB off");
  if (delay > 0)
    losses.push_back("At " + rate + " Hz it delays the sound by " +
                     fixed(1000.0 * static_cast<double>(delay) / sample_rate.value(), 1) + " ms");
  std::vector<Ear> ears;
  for (auto& fir : firs) {
    Ear ear{std::vector<double>(delay - fir.delay, 0.0), delay};
    ear.samples.insert(ear.samples.end(), fir.taps.begin(), fir.taps.end());
    ears.push_back(std::move(ear));
  }
  if (ears.size() == 1) ears.push_back(ears.front());
  return ears;
}

bool needs_design(const EqDocument& document, const ImpulseOptions& options) {
  return options.phase != FirPhase::kMinimum || std::any_of(document.channels.begin(), document.channels.end(),
                                                            [](const EqChannel& c) { return !c.graphic.empty(); });
}

}  // namespace

Export write_impulse_responses(const EqDocument& document, std::span<const Hertz> sample_rates,
                               const ImpulseOptions& options) {
  EARDRUM_EXPECTS(!sample_rates.empty());
  Export out;
  const bool designed = needs_design(document, options);
  for (const auto rate : sample_rates) {
    ExportFile file{impulse_response_name(document, rate), {}};
    if (designed) {
      const auto ears = designed_ears(document, rate, options, out.losses);
      WavAudio audio{rate, {ears[0].samples, ears[1].samples}};
      const std::size_t length = std::max(ears[0].samples.size(), ears[1].samples.size());
      for (auto& samples : audio.samples) samples.resize(length, 0.0);
      file.bytes = write_wav(audio, options.sample);
    } else {
      file.bytes = impulse_response_wav(document, rate, options.sample);
    }
    if (out.file_name.empty()) {
      out.file_name = std::move(file.name);
      out.text = std::move(file.bytes);
    } else {
      out.attachments.push_back(std::move(file));
    }
  }
  for (const auto& channel : document.channels) {
    const bool every_rate = std::all_of(sample_rates.begin(), sample_rates.end(), [&](Hertz rate) {
      return std::any_of(channel.coefficients.begin(), channel.coefficients.end(),
                         [&](const auto& set) { return set.sample_rate == rate; });
    });
    if (!channel.coefficients.empty() && (!designed || !every_rate)) {
      out.losses.emplace_back("Filters given as coefficients were left out at the rates that they are not for");
    }
    if (!channel.convolutions.empty()) out.losses.emplace_back("The convolution was left out");
  }
  return out;
}

}  // namespace eardrum
