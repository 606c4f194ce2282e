// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The biquad cascade, stereo, double, planar in place, on each instruction set of this machine: ns a frame at blocks of
// 64, 1024 and 4096, against a naive loop (band after band, transposed direct form II, double) and, where it is
// installed, liquid-dsp's cascade (float), all in one interleaved run. Usage: bench_biquad [rounds]
//
// % of FMA: of the core's rate of fused multiply-adds at four a biquad. A core takes several hundred microseconds of
// wide code to reach the clock that it holds with wide vectors, and leaves it as late; so each measurement of ours is
// led in by 2 ms of the kernel itself, and the limit is measured right before and right after the three lengths of
// blocks: at one clock, whatever ran before. The others are led in by 1 ms of themselves. Figures are medians of the
// rounds, shares of the limit medians of each round's own.
//
// The ceiling is what the ports allow: with 512-bit vectors two take all arithmetic and shuffles: 4 a vector of
// 4 sections x 2 channels, whose last lanes may be idle, 1 a pass, 1/2 to put the channels side by side. With 256 bits
// the shuffles have a third port. Error: the largest difference from the definition in long double, 10000 frames of
// noise at full scale.
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

constexpr std::size_t kFrames = 1024, kShortest = 64, kLongest = 4096;
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

// Filters blocks of a signal again and again in place, because the clock is a system call, which would count among few
// frames.
template <class Sample, class Filter>
class Repeated {
 public:
  Repeated(Filter& filter, std::size_t block) : filter_(filter), block_(block), length_(std::max(block, kFrames)) {}

  void run(double at_least_seconds) {
    const double start = thread_seconds();
    do {
      turn();
    } while (thread_seconds() - start < at_least_seconds);
  }
  double ns_a_frame() {
    constexpr int kTurns = 5;
    double seconds = 0.0;
    for (int k = 0; k < kTurns; ++k) seconds += turn();
    return seconds / static_cast<double>(static_cast<std::size_t>(kTurns) * kRepeats * length_) * 1e9;
  }

 private:
  static constexpr std::size_t kRepeats = 20;
  static constexpr std::size_t kApart = 136;  // so that the channels are no whole number of pages apart
  double turn() {
    static const Signal input = noise(2 * kLongest + kApart);
    audio_.assign(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(2 * length_ + kApart));
    const double start = thread_seconds();
    for (std::size_t r = 0; r < kRepeats; ++r) {
      for (std::size_t k = 0; k < length_; k += block_) {
        filter_.process(audio_.data() + k, audio_.data() + length_ + kApart + k, block_);
      }
    }
    return thread_seconds() - start;
  }

  Filter& filter_;
  std::size_t block_, length_;
  std::vector<Sample> audio_;
};

template <class Sample, class Filter>
double time_of(Filter& filter) {
  Repeated<Sample, Filter> repeated(filter, kFrames);
  repeated.run(1e-3);
  return repeated.ns_a_frame();
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
  std::printf("%6s %8s %10s %10s %8s %9s %8s %9s %14s %14s %9s %8s %11s\n", "bands", "ns (64)", "ns (1024)",
              "ns (4096)", "64/1024", "naive ns", "x naive", "liquid ns", "% FMA (1024)", "% FMA (4096)", "ceiling %",
              "GFLOP/s", "error dBFS");
  for (const std::size_t bands : {5u, 10u, 20u, 31u}) {
    const auto sections = equaliser(bands);
    Ours ours(sections);
    Naive<double> naive(sections);
    Repeated<double, Ours> short_blocks(ours, kShortest), blocks(ours, kFrames), long_blocks(ours, kLongest);
    std::vector<double> short_ns, ns, long_ns, naive_ns, liquid_ns, share, long_share;
    for (int round = 0; round < rounds; ++round) {
      blocks.run(2e-3);
      const double before = eardrum::bench::fma_per_second();
      short_ns.push_back(short_blocks.ns_a_frame());
      ns.push_back(blocks.ns_a_frame());
      long_ns.push_back(long_blocks.ns_a_frame());
      const double after = eardrum::bench::fma_per_second();
      const double limit_ns = static_cast<double>(bands) * 2.0 * 4.0 / (0.5 * (before + after)) * 1e9;
      share.push_back(100.0 * limit_ns / ns.back());
      long_share.push_back(100.0 * limit_ns / long_ns.back());
      naive_ns.push_back(time_of<double>(naive));
#ifdef EARDRUM_HAVE_LIQUID
      Liquid liquid(sections);
      liquid_ns.push_back(time_of<float>(liquid));
#else
      liquid_ns.push_back(std::nan(""));
#endif
    }
    std::printf("%6zu %8.2f %10.2f %10.2f %8.2f %9.1f %8.1f %9.1f %13.1f%% %13.1f%% %8.0f%% %8.1f %11.0f\n", bands,
                median(short_ns), median(ns), median(long_ns), median(short_ns) / median(ns), median(naive_ns),
                median(naive_ns) / median(ns), median(liquid_ns), median(share), median(long_share),
                ceiling_percent(bands), static_cast<double>(bands) * 2.0 * 8.0 / median(ns),
                error_dbfs<double>(Ours(sections), sections));
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
