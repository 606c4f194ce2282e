// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// verify_live tone FILE.wav RATE HZ SECONDS           writes a tone at -12 dBFS, faded in and out, half a second of
//                                                     silence behind it: pw-play may cut off the end
// verify_live lasts RECORDING.wav HZ SECONDS          exit 0 when the tone is heard for so long, and in the last second
//                                                     before it ends
// verify_live changes RECORDING.wav HZ DB CLICK_DBFS  exit 0 when the tone's level changes by DB within 0.05 dB, and
//                                                     nothing but the tone is above CLICK_DBFS
// verify_live only_with RECORDING.wav CLICK_DBFS S    exit 0 when nothing sudden is above CLICK_DBFS in channel 1 but
//                                                     within S seconds of what is so in channel 3, the control: where
//                                                     PipeWire itself breaks off
// verify_live impulses FILE.wav RATE CHANNELS         writes an impulse of 0.5 in each channel, half a second after the
//                                                     one before
// verify_live apart RECORDING.wav CHANNELS EQ.txt     exit 0 when each of them came back in its own channel, as the
//                                                     equaliser makes it within 0.001 dB, and in no other
//
// What is in channels 3 and 4 of a recording is a control, PipeWire's own: exit 75 says that the machine was too busy
// for it, so that nothing can be said of channel 1.
#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <string>
#include <vector>

#include <eardrum/base/file.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/wav.h>

#include "recording.h"

using namespace eardrum;

namespace {

constexpr double kLevel = 0.25;

int write_tone(const std::string& path, double rate_hz, double tone_hz, double seconds) {
  const auto frames = static_cast<std::size_t>(rate_hz * seconds);
  const double fade = 0.1 * rate_hz;
  WavAudio audio{Hertz(rate_hz), std::vector<std::vector<double>>(
                                     2, std::vector<double>(frames + static_cast<std::size_t>(rate_hz / 2.0)))};
  for (std::size_t k = 0; k < frames; ++k) {
    const double nearest_end = std::min(static_cast<double>(k), static_cast<double>(frames - 1 - k));
    const double gain = 0.5 - 0.5 * std::cos(std::numbers::pi * std::min(1.0, nearest_end / fade));
    const double x = kLevel * gain * std::sin(2.0 * std::numbers::pi * tone_hz * static_cast<double>(k) / rate_hz);
    for (auto& samples : audio.samples) samples[k] = x;
  }
  return write_file(path, write_wav(audio, WavSample::kFloat32)) ? 0 : 1;
}

// The tone's amplitude in each tenth of a second.
std::vector<double> amplitudes(const std::vector<double>& x, Hertz rate, double tone_hz) {
  const auto window = static_cast<std::size_t>(rate.value() / 10.0);
  std::vector<double> found;
  for (std::size_t from = 0; from + window <= x.size(); from += window) {
    std::complex<double> sum;
    double weights = 0.0;
    for (std::size_t k = 0; k < window; ++k) {
      const double phase = 2.0 * std::numbers::pi * static_cast<double>(k);
      const double hann = 0.5 - 0.5 * std::cos(phase / static_cast<double>(window));
      sum += hann * x[from + k] * std::polar(1.0, -phase * tone_hz / rate.value());
      weights += hann;
    }
    found.push_back(2.0 * std::abs(sum) / weights);
  }
  return found;
}

// A third difference damps a tone of 440 Hz by 92 dB, and lets through what is sudden.
std::vector<double> sudden(const std::vector<double>& x) {
  std::vector<double> clicks(x.size(), 0.0);
  for (std::size_t k = 3; k < x.size(); ++k)
    clicks[k] = std::abs(x[k] - 3.0 * x[k - 1] + 3.0 * x[k - 2] - x[k - 3]) / 8.0;
  return clicks;
}

constexpr int kTooBusy = 75;
constexpr std::size_t kControl = 2;  // the channel

// The frames where something sudden is above `click_dbfs`.
std::vector<std::size_t> disturbed(const std::vector<double>& x, double click_dbfs) {
  const double least = std::pow(10.0, click_dbfs / 20.0);
  const auto clicks = sudden(x);
  std::vector<std::size_t> frames;
  for (std::size_t k = 0; k < clicks.size(); ++k) {
    if (clicks[k] > least) frames.push_back(k);
  }
  return frames;
}

int only_with(const WavAudio& audio, double click_dbfs, double margin_s) {
  const double rate_hz = audio.sample_rate.value();
  const auto ours = disturbed(audio.samples[0], click_dbfs), control = disturbed(audio.samples[kControl], click_dbfs);
  // What is half a second apart are two breaks; the control's first is the one that was asked for.
  std::size_t breaks = control.empty() ? 0 : 1;
  for (std::size_t k = 1; k < control.size(); ++k)
    breaks += static_cast<double>(control[k] - control[k - 1]) > 0.5 * rate_hz ? 1u : 0u;
  double farthest_s = 0.0;  // from something of ours to the nearest of the control's
  for (const std::size_t frame : ours) {
    double nearest_s = static_cast<double>(audio.samples[0].size()) / rate_hz;
    const auto behind = std::lower_bound(control.begin(), control.end(), frame);
    if (behind != control.end()) nearest_s = static_cast<double>(*behind - frame) / rate_hz;
    if (behind != control.begin()) nearest_s = std::min(nearest_s, static_cast<double>(frame - behind[-1]) / rate_hz);
    farthest_s = std::max(farthest_s, nearest_s);
  }
  std::printf("above %.0f dBFS: PipeWire alone %zu break(s), %zu frames; ours %zu frames, at most %.3f s from those\n",
              click_dbfs, breaks, control.size(), ours.size(), farthest_s);
  if (farthest_s <= margin_s) return 0;
  return breaks > 1 ? kTooBusy : 1;
}

int lasts(const WavAudio& audio, double tone_hz, double seconds) {
  const auto heard_s = [&](std::size_t channel) {
    double heard = 0.0;
    for (const double amplitude : amplitudes(audio.samples[channel], audio.sample_rate, tone_hz))
      heard += amplitude > kLevel / 20.0 ? 0.1 : 0.0;
    return heard;
  };
  const double heard = heard_s(0);
  std::printf("the tone was heard for %.1f s\n", heard);
  if (heard >= seconds) return 0;
  const double control = audio.samples.size() > kControl ? heard_s(kControl) : 0.0;
  return control > seconds / 2.0 && control < seconds ? kTooBusy : 1;
}

int changes(const WavAudio& audio, double tone_hz, double wanted_db, double click_dbfs) {
  std::vector<double> heard;
  for (const double amplitude : amplitudes(audio.samples[0], audio.sample_rate, tone_hz)) {
    if (amplitude > kLevel / 20.0) heard.push_back(amplitude);
  }
  if (heard.size() < 20) {
    std::printf("the tone was heard for %zu tenths of a second only\n", heard.size());
    return 1;
  }
  // Without the ends, where it fades.
  const double before = heard[3], after = heard[heard.size() - 4];
  const double change_db = 20.0 * std::log10(after / before);
  const auto worst_dbfs = [&](std::size_t channel) {
    const auto clicks = sudden(audio.samples[channel]);
    return 20.0 * std::log10(*std::max_element(clicks.begin(), clicks.end()) + 1e-12);
  };
  const double worst = worst_dbfs(0);
  std::printf("the tone changed by %.3f dB, and nothing else was above %.1f dBFS\n", change_db, worst);
  if (std::abs(change_db - wanted_db) < 0.05 && worst < click_dbfs) return 0;
  if (audio.samples.size() <= kControl || worst_dbfs(kControl) < click_dbfs) return 1;
  std::printf("PipeWire itself: %.1f dBFS\n", worst_dbfs(kControl));
  return kTooBusy;
}

constexpr double kImpulse = 0.5;

int write_impulses(const std::string& path, double rate_hz, std::size_t channels) {
  const auto half = static_cast<std::size_t>(rate_hz / 2.0);
  WavAudio audio{Hertz(rate_hz),
                 std::vector<std::vector<double>>(channels, std::vector<double>(half * (channels + 4)))};
  for (std::size_t c = 0; c < channels; ++c) audio.samples[c][half * (c + 2)] = kImpulse;
  return write_file(path, write_wav(audio, WavSample::kFloat32)) ? 0 : 1;
}

int apart(const WavAudio& audio, std::size_t channels, const std::string& settings) {
  const auto text = read_file(settings);
  const auto document = text ? read_equalizer_apo(*text, settings) : Result<EqDocument>(text.error());
  if (!document || audio.samples.size() != channels) {
    std::printf("expected %zu channels, found %zu\n", channels, audio.samples.size());
    return 1;
  }
  const auto grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 24);
  const auto wanted = response_of(document->channels.front(), audio.sample_rate, grid);
  const auto half = static_cast<std::size_t>(audio.sample_rate.value() / 2.0);
  double worst_db = 0.0, leaked = 0.0;
  std::size_t first = 0;
  for (std::size_t c = 0; c < channels; ++c) {
    const auto& samples = audio.samples[c];
    const auto louder = [](double a, double b) { return std::abs(a) < std::abs(b); };
    const auto peak =
        static_cast<std::size_t>(std::max_element(samples.begin(), samples.end(), louder) - samples.begin());
    if (c == 0) first = peak;
    if (peak != first + c * half || peak < 64 || peak + half > samples.size()) {
      std::printf("channel %zu came at frame %zu, channel 1 at %zu\n", c + 1, peak, first);
      return 1;
    }
    const std::size_t begin = peak - 64, end = begin + half - 128;
    const auto found = verify::spectrum_db(samples, begin, end, audio.sample_rate, grid, kImpulse);
    for (std::size_t k = 0; k < found.size(); ++k) worst_db = std::max(worst_db, std::abs(found[k] - wanted.db()[k]));
    for (std::size_t k = 0; k < samples.size(); ++k) {
      if (k < begin || k >= end) leaked = std::max(leaked, std::abs(samples[k]));
    }
  }
  std::printf("%zu channels: largest error %.4f dB, in other channels %.1f dBFS\n", channels, worst_db,
              20.0 * std::log10(leaked + 1e-12));
  return worst_db <= 0.001 && leaked < 1e-5 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto number = [&](std::size_t i) { return std::atof(words[i].c_str()); };
  if (words.size() == 5 && words[0] == "tone") return write_tone(words[1], number(2), number(3), number(4));
  if (words.size() == 4 && words[0] == "impulses")
    return write_impulses(words[1], number(2), static_cast<std::size_t>(number(3)));
  if (words.size() < 3) return 2;
  const auto bytes = read_file(words[1]);
  const auto audio = bytes ? read_wav(*bytes, words[1]) : Result<WavAudio>(bytes.error());
  if (!audio) {
    std::fprintf(stderr, "%s\n", audio.error().to_string().c_str());
    return 1;
  }
  if (words.size() < 4) return 2;
  if (words[0] == "apart") return apart(*audio, static_cast<std::size_t>(number(2)), words[3]);
  if (words[0] == "lasts") return lasts(*audio, number(2), number(3));
  if (words[0] == "only_with" && audio->samples.size() > kControl) return only_with(*audio, number(2), number(3));
  if (words[0] == "changes" && words.size() == 5) return changes(*audio, number(2), number(3), number(4));
  return 2;
}
