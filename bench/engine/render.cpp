// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// One render as a process of its own, for bench/engine/against_peers.sh: bench_render IN.wav OUT.wav runs the 10-band
// equaliser of reference/performance.md section 2 (low shelf, 8 peaks, high shelf, -6.5 dB preamp); OUT.flac writes 16
// bits.
#include <eardrum/engine/render.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

#include <eardrum/filter/peq.h>

namespace {

using eardrum::Band;
using eardrum::BandType;
using eardrum::Gain;
using eardrum::Hertz;

eardrum::Result<eardrum::engine::RenderPlan> ten_bands(Hertz sample_rate, std::size_t channels) {
  eardrum::Peq peq{Gain(-6.5), {{BandType::kLowShelf, Hertz(105), Gain(6.0), 0.7}}};
  const double frequencies_hz[] = {60, 180, 420, 900, 1900, 3200, 5200, 8100};
  for (int k = 0; k < 8; ++k) {
    peq.bands.push_back({BandType::kPeaking, Hertz(frequencies_hz[k]), Gain(k % 2 == 0 ? -2.5 : 2.0), 1.4});
  }
  peq.bands.push_back({BandType::kHighShelf, Hertz(10000), Gain(-2.0), 0.7});
  eardrum::engine::RenderPlan plan;
  eardrum::engine::PlanSpec& spec = plan.spec;
  spec.sample_rate = sample_rate;
  spec.channels = channels;
  spec.preamp = peq.preamp;
  spec.biquads.assign(channels, eardrum::design(peq, sample_rate));
  return plan;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || argc > 5) {
    return std::fprintf(stderr, "usage: bench_render IN OUT.wav|OUT.flac [THREADS [TAPS]]\n"), 2;
  }
  eardrum::engine::RenderRequest request;
  request.input = argv[1];
  request.output = argv[2];
  request.plan = ten_bands;
  if (argc > 3) request.threads = std::strtoul(argv[3], nullptr, 10);
  if (argc > 4) {
    request.plan = [taps = std::strtoul(argv[4], nullptr, 10)](
                       Hertz sample_rate, std::size_t channels) -> eardrum::Result<eardrum::engine::RenderPlan> {
      eardrum::engine::RenderPlan plan;
      eardrum::engine::PlanSpec& spec = plan.spec;
      spec.sample_rate = sample_rate;
      spec.channels = channels;
      std::vector<float> h(taps);
      for (std::size_t k = 0; k < taps; ++k) h[k] = 0.01f * std::sin(static_cast<float>(k * k % 1000));
      spec.fir.resize(channels * channels);
      for (std::size_t c = 0; c < channels; ++c) spec.fir[c * channels + c] = h;
      return plan;
    };
  }
  request.format = std::string_view(argv[2]).ends_with(".flac") ? eardrum::engine::SampleFormat::kPcm16
                                                                : eardrum::engine::SampleFormat::kFloat32;
  const auto report = eardrum::engine::render_file(request);
  if (!report) return std::fprintf(stderr, "%s\n", report.error().to_string().c_str()), 3;
  std::printf("%llu frames, peak %.2f dB\n", static_cast<unsigned long long>(report->frames), report->peak.db());
  return 0;
}
