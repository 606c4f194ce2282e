// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Rendering through long FIRs, for bench/engine/convolve_against_peers.sh, and what folding saves.
//   bench_convolve --make IN.wav SECONDS          what to render: noise of 0.1, floating point, stereo
//   bench_convolve --fir FIR.wav TAPS             a FIR a channel: dying noise of energy 1/2; FIR.wav.txt has the first
//                                                 channel's taps, for programs that read text
//   bench_convolve IN.wav OUT.wav FIR.wav [THREADS]   one render
//   bench_convolve --error IN.wav OUT.wav FIR.wav ONE_FIR LATE GAIN
//                                                 what somebody made of it, against sums in double: ONE_FIR is 1 where
//                                                 both channels had the first FIR, LATE frames of delay, GAIN a factor
//   bench_convolve                                a 2x2 FIR alone, and equaliser + FIR + crossfeed, where the FIR keeps
//                                                 channels apart, crosses them, and is one that dies away further:
//                                                 through Plan::process in blocks of 64
#include <eardrum/engine/render.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <sndfile.h>
#include <time.h>

#include <eardrum/engine/impulse_response.h>
#include <eardrum/engine/plan.h>
#include <eardrum/filter/peq.h>

#include "../dying_noise.h"

namespace {

using namespace eardrum;

std::size_t number(const std::string& text) {
  return std::strtoul(text.c_str(), nullptr, 10);
}

SNDFILE* new_file(const std::string& path) {
  SF_INFO info{};
  info.samplerate = 48000;
  info.channels = 2;
  info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
  return sf_open(path.c_str(), SFM_WRITE, &info);
}

void make_noise(const std::string& path, std::size_t seconds) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> level(-0.1f, 0.1f);
  SNDFILE* const file = new_file(path);
  std::vector<float> second(2 * 48000);
  for (std::size_t k = 0; k < seconds; ++k) {
    for (float& sample : second) sample = level(random);
    sf_writef_float(file, second.data(), 48000);
  }
  sf_close(file);
}

void make_fir(const std::string& path, std::size_t taps) {
  const std::array<std::vector<float>, 2> h = {eardrum::bench::dying_noise(taps, 2),
                                               eardrum::bench::dying_noise(taps, 3)};
  SNDFILE* const file = new_file(path);
  for (std::size_t k = 0; k < taps; ++k) {
    const float frame[2] = {h[0][k], h[1][k]};
    sf_writef_float(file, frame, 1);
  }
  sf_close(file);
  if (std::FILE* const text = std::fopen((path + ".txt").c_str(), "w")) {
    for (const float tap : h[0]) std::fprintf(text, "%.9g\n", static_cast<double>(tap));
    std::fclose(text);
  }
}

std::vector<double> read_all(const std::string& path) {
  SF_INFO info{};
  SNDFILE* const file = sf_open(path.c_str(), SFM_READ, &info);
  if (file == nullptr) return {};
  std::vector<double> samples(static_cast<std::size_t>(info.frames * info.channels));
  sf_readf_double(file, samples.data(), info.frames);
  sf_close(file);
  return samples;
}

double error_dbfs(const std::vector<std::string>& words) {
  const auto in = read_all(words[1]), out = read_all(words[2]), fir = read_all(words[3]);
  const std::size_t taps = fir.size() / 2, late = number(words[5]);
  const double gain = std::strtod(words[6].c_str(), nullptr);
  const bool one_fir = words[4] == "1";
  double worst = 0.0;
  for (std::size_t at = taps + late; at + 50 < std::min(in.size(), out.size()) / 2; at += 37003) {
    for (std::size_t n = at; n < at + 20; ++n) {
      for (std::size_t c = 0; c < 2; ++c) {
        double sum = 0.0;
        for (std::size_t k = 0; k < taps; ++k) sum += fir[2 * k + (one_fir ? 0 : c)] * in[2 * (n - late - k) + c];
        worst = std::max(worst, std::abs(gain * sum - out[2 * n + c]));
      }
    }
  }
  return 20.0 * std::log10(worst);
}

int render(const std::vector<std::string>& words) {
  engine::RenderRequest request;
  request.input = words[0];
  request.output = words[1];
  request.format = engine::SampleFormat::kFloat32;
  request.threads = words.size() > 3 ? number(words[3]) : 1;
  request.plan = [&](Hertz sample_rate, std::size_t channels) -> Result<engine::PlanSpec> {
    engine::PlanSpec spec;
    spec.sample_rate = sample_rate;
    spec.channels = channels;
    EARDRUM_TRY(spec.fir, engine::read_impulse_response(words[2], sample_rate, channels));
    return spec;
  };
  const auto report = engine::render_file(request);
  if (!report) return std::fprintf(stderr, "%s\n", report.error().to_string().c_str()), 3;
  return 0;
}

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

// Chains of 10 bands, FIR and crossfeed beside a FIR from each channel to each.
int fold() {
  std::printf("ns a stereo frame, medians; ratio to a bare 2x2 FIR of as many taps\n%7s %8s %22s %22s %22s\n", "taps",
              "2x2 FIR", "FIR of each channel", "2x2 FIR, -35 dB", "2x2 FIR, -130 dB");
  for (const std::size_t taps : {4096u, 16384u, 65536u}) {
    const auto a = eardrum::bench::dying_noise(taps, 2), b = eardrum::bench::dying_noise(taps, 3);
    const auto short_a = eardrum::bench::dying_noise(taps, 2, 15.0f),
               short_b = eardrum::bench::dying_noise(taps, 3, 15.0f);
    std::array<engine::PlanSpec, 4> specs;
    specs[0].fir = {a, b, b, a};  // every ear hears both channels, as behind a crossfeed
    specs[1].fir = {a, {}, {}, b};
    specs[2].fir = specs[0].fir;
    specs[3].fir = {short_a, short_b, short_b, short_a};
    Peq peq{Gain(0), {}};
    for (int k = 0; k < 10; ++k) peq.bands.push_back({BandType::kPeaking, Hertz(100.0 * (1 << (k / 2))), Gain(3), 1.4});
    std::array<std::unique_ptr<engine::Plan>, 4> plans;
    for (std::size_t k = 0; k < plans.size(); ++k) {
      if (k > 0) {
        specs[k].crossfeed = dsp::CrossfeedParams{};
        specs[k].biquads.assign(2, design(peq, specs[k].sample_rate));
      }
      auto made = engine::Plan::make(specs[k]);
      if (!made) return std::fprintf(stderr, "%s\n", made.error().to_string().c_str()), 3;
      plans[k] = *std::move(made);
    }
    constexpr std::size_t kFrames = 65536, kBlock = 64;
    std::array<std::vector<double>, 4> ns, ratios;  // of each round
    std::vector<double> left(kFrames), right(kFrames);
    std::mt19937 random(1);
    std::uniform_real_distribution<double> level(-0.1, 0.1);
    for (int round = 0; round < 25; ++round) {
      for (std::size_t k = 0; k < plans.size(); ++k) {
        for (std::size_t n = 0; n < kFrames; ++n) left[n] = level(random), right[n] = level(random);
        const double start = thread_seconds();
        for (std::size_t n = 0; n < kFrames; n += kBlock) {
          double* const audio[2] = {left.data() + n, right.data() + n};
          plans[k]->process(audio, kBlock);
        }
        ns[k].push_back((thread_seconds() - start) / static_cast<double>(kFrames) * 1e9);
        ratios[k].push_back(ns[k].back() / ns[0].back());
      }
    }
    std::printf("%7zu %8.1f", taps, median(ns[0]));
    for (std::size_t k = 1; k < plans.size(); ++k)
      std::printf(" %5.1f = %.2f %-8s", median(ns[k]), median(ratios[k]), plans[k]->folded() ? "folded" : "beside");
    std::printf("\n");
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) return fold();
  if (words.size() == 3 && words[0] == "--make") return make_noise(words[1], number(words[2])), 0;
  if (words.size() == 3 && words[0] == "--fir") return make_fir(words[1], number(words[2])), 0;
  if (words.size() == 7 && words[0] == "--error") return std::printf("%.1f dBFS\n", error_dbfs(words)), 0;
  if (words.size() == 3 || words.size() == 4) return render(words);
  return std::fprintf(
             stderr,
             "usage: bench_convolve IN.wav OUT.wav FIR.wav [THREADS], or one of --make --fir --error, or nothing\n"),
         2;
}
