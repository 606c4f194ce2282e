// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The biquad cascade, stereo, double, planar in place, on each instruction set of this machine: ns a frame at blocks of
// 1024 and 64, against a naive loop (band after band, transposed direct form II, double) and, where it is installed,
// liquid-dsp's cascade (float), all in one interleaved run. Usage: bench_biquad [rounds]
//
// % of FMA: of the core's rate of fused multiply-adds, measured in the same run, at four a biquad. The ceiling is what
// the ports allow: with 512-bit vectors two take all arithmetic and shuffles: 4 a vector of 4 sections x 2 channels,
// whose last lanes may be idle, 1 a pass, 1/2 to put the channels side by side. With 256 bits the shuffles have a third
// port. Error: the largest difference from the definition in long double, 10000 frames of noise at full scale.
#include <eardrum/dsp/biquad_cascade.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

#include <hwy/highway.h>

#include <eardrum/dsp/biquad_kernels_internal.h>

#ifdef EARDRUM_HAVE_LIQUID
#include <liquid/liquid.h>
#endif

#include "fma_limit.h"

namespace {

using eardrum::BiquadCoefficients;
using eardrum::bench::thread_seconds;

constexpr std::size_t kFrames = 1024;
using Signal = std::vector<double>;

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

// Two channels of any precision, one band after the other.
template <class Number>
class Naive {
 public:
  explicit Naive(const std::vector<BiquadCoefficients>& sections) : sections_(sections), state_(4 * sections.size()) {}

  template <class Sample>
  void process(Sample* left, Sample* right, std::size_t frames) {
    Number* state = state_.data();
    for (Sample* const samples : {left, right}) {
      for (const BiquadCoefficients& s : sections_) {
        const auto b0 = static_cast<Number>(s.b0), b1 = static_cast<Number>(s.b1), b2 = static_cast<Number>(s.b2);
        const auto a1 = static_cast<Number>(s.a1), a2 = static_cast<Number>(s.a2);
        Number s1 = state[0], s2 = state[1];
        for (std::size_t k = 0; k < frames; ++k) {
          const Number x = samples[k], y = b0 * x + s1;
          s1 = b1 * x - a1 * y + s2;
          s2 = b2 * x - a2 * y;
          samples[k] = static_cast<Sample>(y);
        }
        *state++ = s1, *state++ = s2;
      }
    }
  }

 private:
  std::vector<BiquadCoefficients> sections_;
  std::vector<Number> state_;
};

class Ours {
 public:
  explicit Ours(const std::vector<BiquadCoefficients>& sections) : cascade_(std::vector{sections, sections}) {}
  void process(double* left, double* right, std::size_t frames) {
    double* const channels[2] = {left, right};
    cascade_.process(channels, frames);
  }

 private:
  eardrum::dsp::BiquadCascade cascade_;
};

#ifdef EARDRUM_HAVE_LIQUID
class Liquid {
 public:
  explicit Liquid(const std::vector<BiquadCoefficients>& sections) {
    std::vector<float> b, a;
    for (const BiquadCoefficients& s : sections) {
      for (const double value : {s.b0, s.b1, s.b2}) b.push_back(static_cast<float>(value));
      for (const double value : {1.0, s.a1, s.a2}) a.push_back(static_cast<float>(value));
    }
    for (auto& filter : filters_) {
      filter = {iirfilt_rrrf_create_sos(b.data(), a.data(), static_cast<unsigned>(sections.size())),
                [](iirfilt_rrrf f) { iirfilt_rrrf_destroy(f); }};
    }
  }
  void process(float* left, float* right, std::size_t frames) {
    iirfilt_rrrf_execute_block(filters_[0].get(), left, static_cast<unsigned>(frames), left);
    iirfilt_rrrf_execute_block(filters_[1].get(), right, static_cast<unsigned>(frames), right);
  }

 private:
  std::shared_ptr<std::remove_pointer_t<iirfilt_rrrf>> filters_[2];
};
#endif

Signal noise(std::size_t size) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> full_scale(-1, 1);
  Signal signal(size);
  for (double& sample : signal) sample = full_scale(random);
  return signal;
}

// ns a frame. Again and again in place, because the clock is a system call, which would count among few frames; the
// first turn only wakes the wide vectors up.
template <class Sample, class Filter>
double time_of(Filter& filter, std::size_t block) {
  constexpr int kTurns = 6, kRepeats = 20;
  static const Signal input = noise(2 * kFrames);
  double seconds = 0.0;
  for (int turn = 0; turn < kTurns; ++turn) {
    std::vector<Sample> audio(input.begin(), input.end());
    const double start = thread_seconds();
    for (int r = 0; r < kRepeats; ++r) {
      for (std::size_t k = 0; k < kFrames; k += block) {
        filter.process(audio.data() + k, audio.data() + kFrames + k, block);
      }
    }
    if (turn > 0) seconds += thread_seconds() - start;
  }
  return seconds / ((kTurns - 1) * kRepeats * static_cast<double>(kFrames)) * 1e9;
}

template <class Sample, class Filter>
double error_dbfs(Filter filter, const std::vector<BiquadCoefficients>& sections) {
  constexpr std::size_t kLong = 10000;
  const Signal input = noise(2 * kLong);
  std::vector<long double> exact(input.begin(), input.end());
  Naive<long double>(sections).process(exact.data(), exact.data() + kLong, kLong);
  std::vector<Sample> audio(input.begin(), input.end());
  filter.process(audio.data(), audio.data() + kLong, kLong);
  long double worst = 0;
  for (std::size_t k = 0; k < audio.size(); ++k) {
    worst = std::max(worst, std::abs(static_cast<long double>(audio[k]) - exact[k]));
  }
  return 20.0 * std::log10(static_cast<double>(worst));
}

// The most that the ports let the kernel reach of the FMA limit, in percent.
double ceiling_percent(std::size_t bands) {
  const eardrum::dsp::detail::BiquadShape shape = eardrum::dsp::detail::biquad_shape();
  const std::size_t vectors = (bands + shape.slots - 1) / shape.slots;
  const std::size_t passes = (vectors + shape.most_vectors - 1) / shape.most_vectors;
  const double useful = 4.0 * static_cast<double>(bands) / static_cast<double>(shape.slots);
  // Three vectors of long blocks do with what the gain takes.
  const double others = shape.slots != 4 ? 0.0 : vectors == 3 ? 0.25 : static_cast<double>(passes) + 0.5;
  return 100.0 * useful / (4.0 * static_cast<double>(vectors) + others);
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

void table(int rounds) {
  std::printf("%6s %10s %8s %8s %10s %8s %10s %8s %9s %9s %11s\n", "bands", "ns (1024)", "ns (64)", "64/1024",
              "naive ns", "x naive", "liquid ns", "% of FMA", "ceiling %", "GFLOP/s", "error dBFS");
  for (const std::size_t bands : {5u, 10u, 20u, 31u}) {
    const auto sections = equaliser(bands);
    Ours ours(sections);
    Naive<double> naive(sections);
    std::vector<double> long_block, short_block, naive_ns, liquid_ns, limit_ns;
    for (int round = 0; round < rounds; ++round) {
      long_block.push_back(time_of<double>(ours, 1024));
      short_block.push_back(time_of<double>(ours, 64));
      naive_ns.push_back(time_of<double>(naive, 1024));
      limit_ns.push_back(static_cast<double>(bands) * 2.0 * 4.0 / eardrum::bench::fma_per_second() * 1e9);
#ifdef EARDRUM_HAVE_LIQUID
      Liquid liquid(sections);
      liquid_ns.push_back(time_of<float>(liquid, 1024));
#else
      liquid_ns.push_back(std::nan(""));
#endif
    }
    const double ns = median(long_block);
    std::printf("%6zu %10.2f %8.2f %8.2f %10.1f %8.1f %10.1f %7.0f%% %8.0f%% %9.1f %11.0f\n", bands, ns,
                median(short_block), median(short_block) / ns, median(naive_ns), median(naive_ns) / ns,
                median(liquid_ns), 100.0 * median(limit_ns) / ns, ceiling_percent(bands),
                static_cast<double>(bands) * 2.0 * 8.0 / ns, error_dbfs<double>(Ours(sections), sections));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 31;
  for (std::int64_t remaining = hwy::SupportedTargets() & HWY_TARGETS, target = 0; remaining != 0;
       remaining &= ~target) {
    target = remaining & -remaining;
    hwy::SetSupportedTargetsForTest(target);
    std::printf("instruction set %s\n", hwy::TargetName(target));
    table(rounds);
  }
  hwy::SetSupportedTargetsForTest(0);
  const auto sections = equaliser(10);
  std::printf("error at 10 bands: naive double %.0f dBFS, naive float %.0f dBFS",
              error_dbfs<double>(Naive<double>(sections), sections),
              error_dbfs<float>(Naive<float>(sections), sections));
#ifdef EARDRUM_HAVE_LIQUID
  std::printf(", liquid-dsp %.0f dBFS", error_dbfs<float>(Liquid(sections), sections));
#endif
  std::printf("\n");
}
