// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Real FFT, forward + inverse, against Debian's FFTW (PATIENT up to 2^13, MEASURE above) in one interleaved run.
// Fields: size, GFLOP/s of both (2 * 2.5 n log2 n a pair), ratio of the fastest rounds, and the error of each after the
// round trip. Usage: bench_fft [rounds] [quick], where `quick` lets FFTW guess its plans (a minute less, and no fair
// peer).
#include <eardrum/fft/real_fft.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <span>
#include <string_view>
#include <vector>

#include <time.h>

#include <fftw3.h>

namespace {

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// The fastest round is the one that other programs disturbed least.
double least(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

template <class Run>
double seconds_per_call(Run run, std::size_t calls) {
  const double start = thread_seconds();
  for (std::size_t k = 0; k < calls; ++k) run();
  return (thread_seconds() - start) / static_cast<double>(calls);
}

double round_trip_db(double error, double power) {
  return 10.0 * std::log10(error / power + 1e-60);
}

template <class Sample>
class Aligned {
 public:
  explicit Aligned(std::size_t size) : size_(size), storage_(size + 64 / sizeof(Sample)) {
    const auto address = reinterpret_cast<std::uintptr_t>(storage_.data());
    data_ = storage_.data() + ((64 - address % 64) % 64) / sizeof(Sample);
  }
  Sample* data() { return data_; }
  std::span<Sample> span() { return {data_, size_}; }
  Sample& operator[](std::size_t k) { return data_[k]; }

 private:
  std::size_t size_;
  std::vector<Sample> storage_;
  Sample* data_;
};

template <class Sample>
struct Fftw;
template <>
struct Fftw<float> {
  fftwf_plan forward, inverse;
  Fftw(int n, float* x, float* spectrum, unsigned effort)
      : forward(fftwf_plan_dft_r2c_1d(n, x, reinterpret_cast<fftwf_complex*>(spectrum), effort)),
        inverse(fftwf_plan_dft_c2r_1d(n, reinterpret_cast<fftwf_complex*>(spectrum), x, effort)) {}
  void operator()() const { fftwf_execute(forward), fftwf_execute(inverse); }
};
template <>
struct Fftw<double> {
  fftw_plan forward, inverse;
  Fftw(int n, double* x, double* spectrum, unsigned effort)
      : forward(fftw_plan_dft_r2c_1d(n, x, reinterpret_cast<fftw_complex*>(spectrum), effort)),
        inverse(fftw_plan_dft_c2r_1d(n, reinterpret_cast<fftw_complex*>(spectrum), x, effort)) {}
  void operator()() const { fftw_execute(forward), fftw_execute(inverse); }
};

template <class Sample>
void compare(const char* name, unsigned first, unsigned last, int rounds, bool quick) {
  std::printf("%s\n%8s %10s %10s %7s %14s %12s\n", name, "size", "eardrum", "fftw", "ratio", "eardrum error",
              "fftw error");
  for (unsigned log2_size = first; log2_size <= last; ++log2_size) {
    const std::size_t n = std::size_t{1} << log2_size;
    eardrum::fft::RealFft<Sample> fft(n);
    // Both work on arrays that start a cache line.
    Aligned<Sample> x(n), back(n), re(fft.bins()), im(fft.bins()), theirs(n), spectrum(n + 2);
    Sample* const their_x = theirs.data();
    const Fftw<Sample> fftw(static_cast<int>(n), their_x, spectrum.data(),
                            quick             ? FFTW_ESTIMATE
                            : log2_size <= 13 ? FFTW_PATIENT
                                              : FFTW_MEASURE);
    std::mt19937 random(1);
    std::uniform_real_distribution<Sample> full_scale(-1, 1);
    for (std::size_t k = 0; k < n; ++k) x[k] = full_scale(random);
    const auto ours = [&] {
      fft.forward(x.span(), re.span(), im.span()), fft.inverse(re.span(), im.span(), back.span());
    };
    ours();
    std::copy(x.data(), x.data() + n, their_x);
    fftw();
    double error = 0, their_error = 0, power = 0;
    for (std::size_t k = 0; k < n; ++k) {
      const double exact = static_cast<double>(x[k]);
      power += exact * exact;
      error += std::pow(static_cast<double>(back[k]) / static_cast<double>(n) - exact, 2);
      their_error += std::pow(static_cast<double>(their_x[k]) / static_cast<double>(n) - exact, 2);
    }
    const double flops = 5.0 * static_cast<double>(n) * log2_size;
    const auto calls = static_cast<std::size_t>(std::max(1.0, 2e7 / flops));
    std::vector<double> a, b;
    for (int round = 0; round < rounds; ++round) {
      a.push_back(seconds_per_call(ours, calls));
      std::fill(their_x, their_x + n,
                Sample{0});  // its unscaled round trips in place would overflow; zeros take the same time
      b.push_back(seconds_per_call(fftw, calls));
    }
    std::printf("%8zu %10.1f %10.1f %7.2f %11.1f dB %9.1f dB\n", n, flops / least(a) * 1e-9, flops / least(b) * 1e-9,
                least(b) / least(a), round_trip_db(error, power), round_trip_db(their_error, power));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 31;
  const bool quick = argc > 2 && std::string_view(argv[2]) == "quick";
  compare<float>("float", 7, 16, rounds, quick);
  compare<double>("double", 7, 16, rounds, quick);
}
