// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Rendering 10 bands (reference/performance.md section 2: low shelf, 8 peaks, high shelf, -6.5 dB preamp).
//   bench_render                            one thread and two, x real time, memory, error against long double, as JSON
//   bench_render IN OUT [THREADS [TAPS]]    one render, for bench/engine/render_against_peers.sh; OUT.flac has 16 bits; "-" is
//   a
//                                           pipe; with TAPS a FIR in place of the bands
//   bench_render --noise OUT.wav SECONDS    what to render: uniform noise, floating point
//   bench_render --music OUT.flac SECONDS   and what compresses as music does: noise that falls with frequency
//   bench_render --silence OUT.wav SECONDS  a file whose samples are a hole: RF64 of any length, that takes no room
//   bench_render --error IN.wav OUT.wav     what somebody made of it, against the same filters in long double
#include <eardrum/engine/render.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <sndfile.h>
#include <sys/resource.h>
#include <unistd.h>

#include <eardrum/engine/wav_header_internal.h>
#include <eardrum/filter/peq.h>

namespace {

using namespace eardrum;

Peq ten_bands() {
  Peq peq{Gain(-6.5), {{BandType::kLowShelf, Hertz(105), Gain(6.0), 0.7}}};
  const double frequencies_hz[] = {60, 180, 420, 900, 1900, 3200, 5200, 8100};
  for (int k = 0; k < 8; ++k) {
    peq.bands.push_back({BandType::kPeaking, Hertz(frequencies_hz[k]), Gain(k % 2 == 0 ? -2.5 : 2.0), 1.4});
  }
  peq.bands.push_back({BandType::kHighShelf, Hertz(10000), Gain(-2.0), 0.7});
  return peq;
}

Result<engine::PlanSpec> band_plan(Hertz sample_rate, std::size_t channels) {
  const Peq peq = ten_bands();
  engine::PlanSpec spec;
  spec.sample_rate = sample_rate;
  spec.channels = channels;
  spec.preamp = peq.preamp;
  spec.biquads.assign(channels, design(peq, sample_rate));
  return spec;
}

engine::RenderRequest request_for(const std::string& input, const std::string& output, std::size_t threads) {
  engine::RenderRequest request;
  request.input = input;
  request.output = output;
  request.plan = band_plan;
  request.threads = threads;
  request.format = output.ends_with(".flac") ? engine::SampleFormat::kPcm16 : engine::SampleFormat::kFloat32;
  return request;
}

int render(const engine::RenderRequest& request) {
  const auto report = engine::render_file(request);
  if (!report) return std::fprintf(stderr, "%s\n", report.error().to_string().c_str()), 3;
  std::fprintf(stderr, "%llu frames, peak %.2f dB\n", static_cast<unsigned long long>(report->frames),
               report->peak.db());
  return 0;
}

void write_noise(const std::string& path, int seconds, bool falling) {
  SF_INFO info{};
  info.samplerate = 48000;
  info.channels = 2;
  info.format = falling ? SF_FORMAT_FLAC | SF_FORMAT_PCM_16 : SF_FORMAT_WAV | SF_FORMAT_FLOAT;
  SNDFILE* const file = sf_open(path.c_str(), SFM_WRITE, &info);
  std::mt19937 random(1);
  std::uniform_real_distribution<float> uniform(-0.3f, 0.3f);
  std::vector<float> second(2 * 48000);
  float slow[2] = {};
  for (int k = 0; k < seconds; ++k) {
    for (std::size_t i = 0; i < second.size(); ++i) {
      float& last = slow[i % 2];
      last += 0.12f * (uniform(random) - last);
      second[i] = falling ? 2.0f * last + 0.05f * uniform(random) : uniform(random);
    }
    sf_writef_float(file, second.data(), 48000);
  }
  sf_close(file);
}

int write_silence(const std::string& path, std::uint64_t seconds) {
  engine::detail::WavLayout layout;  // stereo, 48 kHz, single precision
  const std::string header = engine::detail::wav_header(layout, seconds * layout.sample_rate_hz);
  const std::uint64_t bytes = header.size() + seconds * layout.sample_rate_hz * layout.channels * layout.sample_bytes;
  std::ofstream(path, std::ios::binary) << header;
  return ::truncate(path.c_str(), static_cast<off_t>(bytes));
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

struct Difference {
  double peak_dbfs, rms_dbfs;
};

// Of a stereo file from what the bands make of another in long double.
Difference difference(const std::string& input, const std::string& output) {
  struct Section {
    BiquadCoefficients c;
    std::array<long double, 2> s1{}, s2{};
  };
  const auto in = read_all(input), out = read_all(output);
  std::vector<Section> sections;
  for (const auto& c : design(ten_bands(), Hertz(48000.0))) sections.push_back({c, {}, {}});
  const long double gain = std::pow(10.0L, -6.5L / 20.0L);
  long double peak = 0.0L, power = 0.0L;
  for (std::size_t k = 0; k < std::min(in.size(), out.size()); ++k) {
    long double x = gain * static_cast<long double>(in[k]);
    for (auto& s : sections) {
      const std::size_t c = k % 2;
      const long double y = static_cast<long double>(s.c.b0) * x + s.s1[c];
      s.s1[c] = static_cast<long double>(s.c.b1) * x - static_cast<long double>(s.c.a1) * y + s.s2[c];
      s.s2[c] = static_cast<long double>(s.c.b2) * x - static_cast<long double>(s.c.a2) * y;
      x = y;
    }
    const long double error = static_cast<long double>(out[k]) - x;
    peak = std::max(peak, std::abs(error));
    power += error * error;
  }
  const auto db = [](long double power_ratio) { return static_cast<double>(10.0L * std::log10(power_ratio + 1e-40L)); };
  // ffmpeg's asetnsamples fills its last frame up.
  return {out.size() >= in.size() ? db(peak * peak) : 999.0, db(power / static_cast<long double>(in.size()))};
}

long peak_memory_kb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss;
}

int all() {
  const auto folder = std::filesystem::temp_directory_path() / ("eardrum-bench-render-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::string in = folder / "in.wav", out = folder / "out.wav", flac = folder / "out.flac";
  constexpr int kSeconds = 120;
  write_noise(in, kSeconds, false);
  std::printf("{");
  for (const std::size_t threads : {std::size_t{1}, std::size_t{2}}) {
    for (const auto& to : {out, flac}) {
      double best_s = 1e9;
      for (int round = 0; round < 5; ++round) {
        const auto start = std::chrono::steady_clock::now();
        if (render(request_for(in, to, threads)) != 0) return 3;
        best_s = std::min(best_s, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
      }
      std::printf("\"%s_%zu_threads_x_real_time\": %.0f, ", to == flac ? "flac" : "wav", threads, kSeconds / best_s);
    }
  }
  const auto memory_kb = peak_memory_kb();  // before the reference, which holds all of it
  const Difference found = difference(in, out);
  std::printf("\"error_peak_dbfs\": %.1f, \"error_rms_dbfs\": %.1f, \"peak_memory_kb\": %ld}\n", found.peak_dbfs,
              found.rms_dbfs, memory_kb);
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.empty()) return all();
  if (words.size() == 3 && (words[0] == "--noise" || words[0] == "--music"))
    return write_noise(words[1], std::atoi(words[2].c_str()), words[0] == "--music"), 0;
  if (words.size() == 3 && words[0] == "--silence")
    return write_silence(words[1], std::strtoull(words[2].c_str(), nullptr, 10));
  if (words.size() == 3 && words[0] == "--error") {
    const Difference found = difference(words[1], words[2]);
    std::printf("error %.1f dBFS peak, %.1f dBFS rms\n", found.peak_dbfs, found.rms_dbfs);
    return 0;
  }
  if (words.size() < 2 || words.size() > 4)
    return std::fprintf(stderr, "usage: bench_render [IN OUT [THREADS [TAPS]]]\n"), 2;
  auto request = request_for(words[0], words[1], words.size() > 2 ? std::strtoul(words[2].c_str(), nullptr, 10) : 1);
  if (words.size() > 3) {
    request.plan = [taps = std::strtoul(words[3].c_str(), nullptr, 10)](
                       Hertz sample_rate, std::size_t channels) -> Result<engine::PlanSpec> {
      engine::PlanSpec spec;
      spec.sample_rate = sample_rate;
      spec.channels = channels;
      std::vector<float> h(taps);
      for (std::size_t k = 0; k < taps; ++k) h[k] = 0.01f * std::sin(static_cast<float>(k * k % 1000));
      spec.fir.resize(channels * channels);
      for (std::size_t c = 0; c < channels; ++c) spec.fir[c * channels + c] = h;
      return spec;
    };
  }
  return render(request);
}
