// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The biquad cascade, stereo, double, planar in place: ns per frame at block 1024 and 64, against a naive loop (band
// after band, transposed direct form II) and against the core's FMA limit (4 fused multiply-adds a biquad), all in one
// interleaved run. Usage: bench_biquad [rounds]
#include <eardrum/dsp/biquad_cascade.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include <hwy/targets.h>

#include "fma_limit.h"

namespace {

using eardrum::BiquadCoefficients;
using eardrum::bench::thread_seconds;

constexpr std::size_t kFrames = 1024;

struct Naive {
  std::vector<BiquadCoefficients> sections;
  std::vector<double> state;
  void process(double* samples, std::size_t frames) {
    for (std::size_t b = 0; b < sections.size(); ++b) {
      const BiquadCoefficients s = sections[b];
      double s1 = state[2 * b], s2 = state[2 * b + 1];
      for (std::size_t k = 0; k < frames; ++k) {
        const double x = samples[k], y = s.b0 * x + s1;
        s1 = s.b1 * x - s.a1 * y + s2;
        s2 = s.b2 * x - s.a2 * y;
        samples[k] = y;
      }
      state[2 * b] = s1, state[2 * b + 1] = s2;
    }
  }
};

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

// A low shelf, peaks and a high shelf, as equalisers are.
std::vector<BiquadCoefficients> equaliser(std::size_t bands) {
  std::vector<BiquadCoefficients> sections;
  for (std::size_t k = 0; k < bands; ++k) {
    const eardrum::Hertz frequency(30.0 * std::pow(500.0, static_cast<double>(k) / static_cast<double>(bands)));
    const auto type = k == 0           ? eardrum::BandType::kLowShelf
                      : k + 1 == bands ? eardrum::BandType::kHighShelf
                                       : eardrum::BandType::kPeaking;
    sections.push_back(
        eardrum::design({type, frequency, eardrum::Gain(k % 2 == 0 ? 3.0 : -3.0), 1.2}, eardrum::Hertz(48000)));
  }
  return sections;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 51;
  std::printf("instruction set %s\n", hwy::TargetName(hwy::SupportedTargets() & -hwy::SupportedTargets()));
  std::printf("%6s %12s %12s %10s %12s %10s %10s\n", "bands", "ns (1024)", "ns (64)", "64/1024", "naive ns", "x naive",
              "% of FMA");
  for (const std::size_t bands : {5u, 10u, 20u, 31u}) {
    const auto sections = equaliser(bands);
    eardrum::dsp::BiquadCascade cascade(std::vector{sections, sections});
    Naive naive[2] = {{sections, std::vector<double>(2 * bands)}, {sections, std::vector<double>(2 * bands)}};
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> full_scale(-1, 1);
    std::vector<double> input(2 * kFrames), audio(2 * kFrames);
    for (double& sample : input) sample = full_scale(random);
    const auto run = [&](std::size_t block, bool with_naive) {
      // Again and again in place: the clock is a system call, which would count among few frames.
      constexpr int kRepeats = 20;
      audio = input;
      const double start = thread_seconds();
      for (int r = 0; r < kRepeats; ++r) {
        for (std::size_t k = 0; k < kFrames; k += block) {
          double* const channels[2] = {audio.data() + k, audio.data() + kFrames + k};
          if (with_naive) {
            naive[0].process(channels[0], block), naive[1].process(channels[1], block);
          } else {
            cascade.process(channels, block);
          }
        }
      }
      return (thread_seconds() - start) / (kRepeats * static_cast<double>(kFrames)) * 1e9;
    };
    std::vector<double> long_block, short_block, naive_ns, limit_ns;
    for (int round = 0; round < rounds; ++round) {
      long_block.push_back(run(1024, false));
      short_block.push_back(run(64, false));
      naive_ns.push_back(run(1024, true));
      limit_ns.push_back(static_cast<double>(bands) * 2.0 * 4.0 / eardrum::bench::fma_per_second() * 1e9);
    }
    std::printf("%6zu %12.2f %12.2f %10.2f %12.1f %10.1f %9.0f%%\n", bands, median(long_block), median(short_block),
                median(short_block) / median(long_block), median(naive_ns), median(naive_ns) / median(long_block),
                100.0 * median(limit_ns) / median(long_block));
  }
}
