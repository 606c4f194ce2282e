// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Stereo convolution (each channel its own FIR), block by block, against zita-convolver 4 (GPL: linked here only) at
// its best of two partitionings, in one interleaved run. Process time, so that zita's threads count. Fields: ns per
// stereo frame, the ratio, the worst block of the schedule (maximum over block phases of the median over periods) over
// the average, and the peak error against a direct sum in double. Usage: bench_convolver [rounds]
#include <eardrum/dsp/convolver.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <vector>

#include <time.h>

#include <zita-convolver.h>

namespace {

using eardrum::dsp::Convolver;
using eardrum::dsp::ConvolverHead;
using eardrum::dsp::ConvolverSpec;

double seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

struct Zita {
  Convproc process;
  Zita(std::vector<float>& h, unsigned block, unsigned longest) {
    process.set_options(Convproc::OPT_FFTW_MEASURE | Convproc::OPT_VECTOR_MODE);
    process.configure(2, 2, static_cast<unsigned>(h.size()), block, block, longest, 0.0f);
    for (unsigned c = 0; c < 2; ++c) process.impdata_create(c, c, 1, h.data(), 0, static_cast<int>(h.size()));
    process.start_process(0, 0);
  }
  ~Zita() {
    process.stop_process();
    process.cleanup();
  }
};

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 7;
  std::printf("%7s %6s %9s %9s %7s %12s %10s  partitions\n", "taps", "block", "ns", "zita ns", "ratio", "worst/mean",
              "error");
  for (const std::size_t taps : {4096u, 16384u, 65536u}) {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> full_scale(-1, 1);
    std::vector<float> h(taps);
    for (std::size_t k = 0; k < taps; ++k)
      h[k] = 0.1f * full_scale(random) * std::exp(-4.0f * static_cast<float>(k) / static_cast<float>(taps));
    for (const std::size_t block : {64u, 256u, 1024u}) {
      const std::size_t frames = 4 * 65536;
      std::vector<std::vector<float>> in(2, std::vector<float>(frames)), out(2, std::vector<float>(frames));
      for (auto& channel : in) {
        for (float& sample : channel) sample = full_scale(random);
      }
      // zita answers with the block as its shortest partition: so do we.
      Convolver ours(
          ConvolverSpec{2, 2, {h, {}, {}, h}, block, block == 64 ? ConvolverHead::kDirect : ConvolverHead::kBlock, {}});
      std::vector<std::unique_ptr<Zita>> zitas;
      zitas.push_back(std::make_unique<Zita>(h, static_cast<unsigned>(block), static_cast<unsigned>(block)));
      zitas.push_back(std::make_unique<Zita>(h, static_cast<unsigned>(block), 8192));
      const std::size_t period = ours.levels().back().block / block;
      std::vector<std::vector<double>> phases(period);
      std::vector<double> our_ns;
      std::vector<std::vector<double>> zita_ns(zitas.size());
      for (int round = 0; round < rounds; ++round) {
        ours.reset();
        double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
        for (std::size_t k = 0; k < frames; k += block) {
          const float* const from[2] = {in[0].data() + k, in[1].data() + k};
          float* const to[2] = {out[0].data() + k, out[1].data() + k};
          ours.process(from, to, block);
        }
        our_ns.push_back((seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / static_cast<double>(frames) * 1e9);
        for (std::size_t z = 0; z < zitas.size(); ++z) {
          start = seconds(CLOCK_PROCESS_CPUTIME_ID);
          for (std::size_t k = 0; k < frames; k += block) {
            for (unsigned c = 0; c < 2; ++c)
              std::memcpy(zitas[z]->process.inpdata(c), in[c].data() + k, block * sizeof(float));
            zitas[z]->process.process(true);
          }
          zita_ns[z].push_back((seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / static_cast<double>(frames) * 1e9);
        }
      }
      for (std::size_t k = 0; k < frames; k += block) {
        const float* const from[2] = {in[0].data() + k, in[1].data() + k};
        float* const to[2] = {out[0].data() + k, out[1].data() + k};
        const double start = seconds(CLOCK_THREAD_CPUTIME_ID);
        ours.process(from, to, block);
        phases[k / block % period].push_back(seconds(CLOCK_THREAD_CPUTIME_ID) - start);
      }
      double worst_block = 0.0, mean_block = 0.0;
      for (const auto& phase : phases) {
        worst_block = std::max(worst_block, median(phase));
        mean_block += median(phase) / static_cast<double>(phases.size());
      }
      // The error, on the last samples of a fresh run, against sums in double.
      ours.reset();
      for (std::size_t k = 0; k < frames; k += block) {
        const float* const from[2] = {in[0].data() + k, in[1].data() + k};
        float* const to[2] = {out[0].data() + k, out[1].data() + k};
        ours.process(from, to, block);
      }
      double error = 0.0;
      for (std::size_t n = frames - 100; n < frames; ++n) {
        double sum = 0.0;
        for (std::size_t k = 0; k < taps; ++k) sum += static_cast<double>(h[k]) * static_cast<double>(in[1][n - k]);
        error = std::max(error, std::abs(sum - static_cast<double>(out[1][n])));
      }
      const double theirs = std::min(median(zita_ns[0]), median(zita_ns[1]));
      std::printf("%7zu %6zu %9.1f %9.1f %7.2f %12.2f %7.1f dB ", taps, block, median(our_ns), theirs,
                  theirs / median(our_ns), worst_block / mean_block, 20.0 * std::log10(error));
      for (const auto& level : ours.levels()) std::printf(" %zux%zu", level.block, level.count);
      std::printf("\n");
    }
  }
}
