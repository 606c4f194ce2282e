// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Stereo convolution, each channel its own FIR, block by block, in one interleaved run against zita-convolver 4 (GPL:
// linked here only) at the better of two partitionings and against a two-stage convolver over FFTW at the best of
// three. Process time, so that zita's threads count; the fastest rounds. Fields: ns per stereo frame; how many times
// slower the peers are; the worst block of the schedule over the average; and the peak error of each in dBFS, against
// sums in double, on noise whose filtered peak is near -15 dBFS, as reference/performance.md measures it. Usage:
// bench_convolver [rounds [taps block]]
#include <eardrum/dsp/convolver.h>
#include <eardrum/dsp/overlap_save.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include <time.h>

#include <zita-convolver.h>

#include "../dying_noise.h"
#include "two_stage.h"

namespace {

using eardrum::dsp::Convolver;
using eardrum::dsp::ConvolverHead;
using eardrum::dsp::ConvolverSpec;
using eardrum::dsp::OverlapSave;

double seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double first_quartile(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 4), values.end());
  return values[values.size() / 4];
}

constexpr std::size_t kFrames = 4 * 65536;
using Stereo = std::vector<std::vector<float>>;

// One that is measured: `run` takes kFrames from `in` to `out`, from a fresh start or at least always the same one.
struct Contestant {
  std::function<void(const Stereo& in, Stereo& out)> run;
  double best_ns = std::numeric_limits<double>::infinity(), error_db = 0.0;

  void time(const Stereo& in, Stereo& out) {
    const double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    run(in, out);
    best_ns = std::min(best_ns, (seconds(CLOCK_PROCESS_CPUTIME_ID) - start) / static_cast<double>(kFrames) * 1e9);
  }
};

// Peak error over the last frames, where every tap counts; a peer's output may be late.
double error_db(const Stereo& in, const Stereo& out, const Stereo& h, std::size_t late) {
  double error = 0.0;
  for (std::size_t c = 0; c < 2; ++c) {
    for (std::size_t n = kFrames - 400; n < kFrames; ++n) {
      double sum = 0.0;
      for (std::size_t k = 0; k < h[c].size(); ++k)
        sum += static_cast<double>(h[c][k]) * static_cast<double>(in[c][n - late - k]);
      error = std::max(error, std::abs(sum - static_cast<double>(out[c][n])));
    }
  }
  return 20.0 * std::log10(error);
}

struct Zita {
  Convproc process;
  Zita(Stereo& h, unsigned block, unsigned longest) {
    const auto taps = static_cast<unsigned>(h[0].size());
    process.set_options(Convproc::OPT_FFTW_MEASURE | Convproc::OPT_VECTOR_MODE);
    process.configure(2, 2, taps, block, block, longest, 0.0f);
    for (unsigned c = 0; c < 2; ++c) process.impdata_create(c, c, 1, h[c].data(), 0, static_cast<int>(taps));
    process.start_process(0, 0);
  }
  ~Zita() {
    process.stop_process();
    process.cleanup();
  }
};

// Of the schedule, over two periods, in which spectra are read by turns: the maximum over their blocks of the first
// quartile over time. block(k) processes the block from frame k on.
template <class Block>
double worst_block_over_mean(const Convolver& convolver, std::size_t block, Block process) {
  const std::size_t periods = 2 * std::max<std::size_t>(1, convolver.levels().back().block / block);
  std::vector<std::vector<double>> phases(periods);
  for (int repeat = 0; repeat < 6; ++repeat) {
    for (std::size_t k = 0; k < kFrames; k += block) {
      const double start = seconds(CLOCK_MONOTONIC);  // no system call, which would be a fifth of a short block
      process(k);
      phases[k / block % periods].push_back(seconds(CLOCK_MONOTONIC) - start);
    }
  }
  double worst = 0.0, mean = 0.0;
  for (const auto& phase : phases) {
    worst = std::max(worst, first_quartile(phase));
    mean += first_quartile(phase) / static_cast<double>(periods);
  }
  return worst / mean;
}

void compare(std::size_t taps, std::size_t block, int rounds) {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> level(-0.1f, 0.1f);
  Stereo h = {eardrum::bench::dying_noise(taps, 2), eardrum::bench::dying_noise(taps, 3)};
  Stereo in(2, std::vector<float>(kFrames)), out = in;
  for (auto& channel : in) {
    for (float& sample : channel) sample = level(random);
  }
  // zita answers with the block as its shortest partition: so do we.
  Convolver convolver(ConvolverSpec{
      2, 2, {h[0], {}, {}, h[1]}, block, block == 64 ? ConvolverHead::kDirect : ConvolverHead::kBlock, {}});
  const auto blockwise = [block](auto process) {
    return [block, process](const Stereo& from, Stereo& to) {
      for (std::size_t k = 0; k < kFrames; k += block) process(from, to, k);
    };
  };
  const auto ours_block = [&](const Stereo& from, Stereo& to, std::size_t k) {
    const float* const inputs[2] = {from[0].data() + k, from[1].data() + k};
    float* const outputs[2] = {to[0].data() + k, to[1].data() + k};
    convolver.process(inputs, outputs, block);
  };
  Contestant ours{blockwise(ours_block)};
  std::vector<std::unique_ptr<Zita>> zitas;
  std::vector<std::unique_ptr<TwoStages>> stages;
  std::vector<Contestant> zita, two_stage;
  for (const std::size_t longest : {block, std::size_t{8192}}) {
    zitas.push_back(std::make_unique<Zita>(h, static_cast<unsigned>(block), static_cast<unsigned>(longest)));
    zita.push_back({blockwise([&, peer = zitas.back().get()](const Stereo& from, Stereo& to, std::size_t k) {
      for (unsigned c = 0; c < 2; ++c) std::memcpy(peer->process.inpdata(c), from[c].data() + k, block * sizeof(float));
      peer->process.process(true);
      for (unsigned c = 0; c < 2; ++c) std::memcpy(to[c].data() + k, peer->process.outdata(c), block * sizeof(float));
    })});
  }
  for (const std::size_t longer : {8 * block, 16 * block, 32 * block}) {
    if (2 * longer > taps) continue;
    for (std::size_t c = 0; c < 2; ++c) stages.push_back(std::make_unique<TwoStages>(h[c], block, longer));
    two_stage.push_back({blockwise([left = stages[stages.size() - 2].get(), right = stages.back().get()](
                                       const Stereo& from, Stereo& to, std::size_t k) {
      left->process(from[0].data() + k, to[0].data() + k);
      right->process(from[1].data() + k, to[1].data() + k);
    })});
  }
  if (two_stage.empty()) two_stage.push_back(zita[0]);
  const auto each = [&](auto body) {
    body(ours);
    for (auto& peer : zita) body(peer);
    for (auto& peer : two_stage) body(peer);
  };
  for (int round = 0; round < rounds; ++round) each([&](Contestant& one) { one.time(in, out); });
  each([&](Contestant& one) {
    one.run(in, out);
    one.error_db = error_db(in, out, h, 0);
  });

  const double worst_block = worst_block_over_mean(convolver, block, [&](std::size_t k) { ours_block(in, out, k); });
  const auto faster = [](const Contestant& a, const Contestant& b) { return a.best_ns < b.best_ns; };
  const auto& best_zita = *std::min_element(zita.begin(), zita.end(), faster);
  const auto& best_stages = *std::min_element(two_stage.begin(), two_stage.end(), faster);
  std::printf("%7zu %6zu %8.1f %8.1f %8.1f %6.2f %6.2f %11.2f %8.1f %7.1f %7.1f ", taps, block, ours.best_ns,
              best_zita.best_ns, best_stages.best_ns, best_zita.best_ns / ours.best_ns,
              best_stages.best_ns / ours.best_ns, worst_block, ours.error_db, best_zita.error_db, best_stages.error_db);
  for (const auto& shape : convolver.levels()) std::printf(" %zux%zu", shape.block, shape.count);
  std::printf("\n");
}

// Other shapes: mono, and a FIR from each channel to each.
void shape(std::size_t channels, std::size_t taps, std::size_t block, int rounds) {
  std::vector<std::vector<float>> responses;
  for (unsigned path = 0; path < channels * channels; ++path)
    responses.push_back(eardrum::bench::dying_noise(taps, 2 + path));
  Convolver convolver(ConvolverSpec{channels, channels, std::move(responses), block, ConvolverHead::kDirect, {}});
  std::mt19937 random(1);
  std::uniform_real_distribution<float> level(-0.1f, 0.1f);
  Stereo in(channels, std::vector<float>(kFrames)), out = in;
  for (auto& channel : in) {
    for (float& sample : channel) sample = level(random);
  }
  const auto process = [&](std::size_t k) {
    const float* const inputs[2] = {in[0].data() + k, in[channels - 1].data() + k};
    float* const outputs[2] = {out[0].data() + k, out[channels - 1].data() + k};
    convolver.process(std::span(inputs, channels), std::span(outputs, channels), block);
  };
  Contestant ours{[&](const Stereo&, Stereo&) {
    for (std::size_t k = 0; k < kFrames; k += block) process(k);
  }};
  for (int round = 0; round < rounds; ++round) ours.time(in, out);
  std::printf("%7zu %6zu %6s %8.1f %11.2f ", taps, block, channels == 1 ? "mono" : "2x2", ours.best_ns,
              worst_block_over_mean(convolver, block, process));
  for (const auto& one : convolver.levels()) std::printf(" %zux%zu", one.block, one.count);
  std::printf("\n");
}

// The same for those who do not listen meanwhile.
void offline(std::size_t taps, int rounds) {
  const Stereo h = {eardrum::bench::dying_noise(taps, 2), eardrum::bench::dying_noise(taps, 3)};
  OverlapSave convolution({2, 2, {h[0], {}, {}, h[1]}, 1.0, 0});
  std::mt19937 random(1);
  std::uniform_real_distribution<float> level(-0.1f, 0.1f);
  Stereo in(2, std::vector<float>(convolution.frames()));
  double best = std::numeric_limits<double>::infinity(), error = 0.0;
  for (int round = 0; round < 2 * rounds; ++round) {
    for (std::size_t c = 0; c < 2; ++c) {
      for (float& sample : in[c]) sample = level(random);
      std::copy(in[c].begin(), in[c].end(), convolution.audio(c).begin());
    }
    const double start = seconds(CLOCK_THREAD_CPUTIME_ID);
    convolution.run();
    best = std::min(best, seconds(CLOCK_THREAD_CPUTIME_ID) - start);
  }
  for (std::size_t c = 0; c < 2; ++c) {
    const std::size_t frames = convolution.frames();
    for (std::size_t n = std::max(taps, frames - 400); n < frames; ++n) {
      double sum = 0.0;
      for (std::size_t k = 0; k < taps; ++k) sum += static_cast<double>(h[c][k]) * static_cast<double>(in[c][n - k]);
      error = std::max(error, std::abs(sum - static_cast<double>(convolution.audio(c)[n])));
    }
  }
  std::printf("%7zu %9zu %8.1f %8.1f\n", taps, convolution.transform(),
              best / static_cast<double>(convolution.frames()) * 1e9, 20.0 * std::log10(error));
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 7;
  std::printf("block by block, ns a stereo frame; x: how many times slower; errors in dBFS\n");
  std::printf("%7s %6s %8s %8s %8s %6s %6s %11s %8s %7s %7s  partitions\n", "taps", "block", "eardrum", "zita",
              "2-stage", "zita x", "2-st x", "worst/mean", "error", "zita", "2-stage");
  if (argc > 3) {
    compare(std::strtoul(argv[2], nullptr, 10), std::strtoul(argv[3], nullptr, 10), rounds);
    return 0;
  }
  for (const std::size_t taps : {4096u, 16384u, 65536u}) {
    for (const std::size_t block : {64u, 256u, 1024u}) compare(taps, block, rounds);
  }
  std::printf("\n%7s %6s %6s %8s %11s  partitions\n", "taps", "block", "", "ns", "worst/mean");
  shape(1, 65536, 32, rounds);
  shape(1, 131072, 32, rounds);
  shape(2, 65536, 32, rounds);
  shape(2, 65536, 64, rounds);
  std::printf("\nin long blocks (overlap-save), ns a stereo frame\n%7s %9s %8s %8s\n", "taps", "transform", "eardrum",
              "error");
  for (const std::size_t taps : {4096u, 16384u, 65536u}) offline(taps, rounds);
}
