// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/fft/real_fft.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include "support/every_target.h"
#include "support/noise.h"

namespace {

using eardrum::fft::RealFft;
using eardrum::test::noise;
using eardrum::test::on_every_target;
using LongComplex = std::complex<long double>;

// The definition, in long double.
template <class Sample>
LongComplex dft_bin(const std::vector<Sample>& x, std::size_t k) {
  LongComplex sum = 0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const long double turns = static_cast<long double>(k * n % x.size()) / static_cast<long double>(x.size());
    sum += static_cast<long double>(x[n]) * std::polar(1.0L, -2.0L * std::numbers::pi_v<long double> * turns);
  }
  return sum;
}

// The rms error of an FFT grows as the root of its number of stages: 1 unit of rounding a stage is generous.
template <class Sample>
double tolerated_db(std::size_t size) {
  const double rounding = std::ldexp(1.0, std::is_same_v<Sample, float> ? -24 : -53);
  return 20.0 * std::log10(rounding * std::sqrt(std::log2(static_cast<double>(size))) * 2.0);
}

template <class Sample>
double error_db(const RealFft<Sample>&, const std::vector<Sample>& x, const std::vector<Sample>& re,
                const std::vector<Sample>& im, const std::vector<std::size_t>& bins) {
  long double error = 0, power = 0;
  for (const std::size_t k : bins) {
    const LongComplex exact = dft_bin(x, k);
    error += std::norm(LongComplex(static_cast<long double>(re[k]), static_cast<long double>(im[k])) - exact);
    power += std::norm(exact);
  }
  return static_cast<double>(10.0L * std::log10(error / power + 1e-60L));
}

std::vector<std::size_t> some_bins(std::size_t size) {
  std::vector<std::size_t> bins;
  if (size <= 1024) {
    for (std::size_t k = 0; k <= size / 2; ++k) bins.push_back(k);
    return bins;
  }
  bins = {0, 1, 2, size / 8, size / 4 - 1, size / 4, size / 4 + 1, size / 2 - 1, size / 2};
  std::mt19937_64 random(size);
  while (bins.size() < 24) bins.push_back(random() % (size / 2));
  return bins;
}

}  // namespace

TEST_CASE_TEMPLATE("the spectrum is that of the definition, on every instruction set", Sample, float, double) {
  for (std::size_t size = 4; size <= 65536; size *= 2) {
    CAPTURE(size);
    const auto x = noise<Sample>(size, static_cast<unsigned>(size));
    on_every_target([&] {
      RealFft<Sample> fft(size);
      std::vector<Sample> re(fft.bins()), im(fft.bins());
      fft.forward(x, re, im);
      CHECK(error_db(fft, x, re, im, some_bins(size)) < tolerated_db<Sample>(size));
      CHECK(im.front() == Sample{0});
      CHECK(im.back() == Sample{0});
    });
  }
}

TEST_CASE_TEMPLATE("inverse(forward(x)) = size x, up to 2^18", Sample, float, double) {
  for (std::size_t size = 4; size <= (std::size_t{1} << 18); size *= 2) {
    CAPTURE(size);
    const auto x = noise<Sample>(size, 7);
    on_every_target([&] {
      RealFft<Sample> fft(size);
      std::vector<Sample> re(fft.bins()), im(fft.bins()), back(size);
      fft.forward(x, re, im);
      fft.inverse(re, im, back);
      double error = 0, power = 0;
      for (std::size_t n = 0; n < size; ++n) {
        const double difference = static_cast<double>(back[n]) / static_cast<double>(size) - static_cast<double>(x[n]);
        error += difference * difference;
        power += static_cast<double>(x[n]) * static_cast<double>(x[n]);
      }
      CHECK(10.0 * std::log10(error / power + 1e-60) < tolerated_db<Sample>(size) + 3.0);
    });
  }
}

TEST_CASE_TEMPLATE("the packed pair is the same transform, with Nyquist in im[0]", Sample, float, double) {
  for (std::size_t size = 4; size <= 8192; size *= 2) {
    CAPTURE(size);
    const auto x = noise<Sample>(size, 11);
    on_every_target([&] {
      RealFft<Sample> fft(size);
      std::vector<Sample> re(fft.bins()), im(fft.bins()), back(size);
      std::vector<Sample> packed_re(size / 2 + 1, Sample{99}), packed_im(size / 2 + 1, Sample{99}), packed_back(size);
      fft.forward(x, re, im);
      fft.forward_packed(x, std::span(packed_re).first(size / 2), std::span(packed_im).first(size / 2));
      CHECK(packed_im[0] == re[size / 2]);
      CHECK(packed_re[0] == re[0]);
      CHECK(packed_re[size / 2] == Sample{99});  // nothing is written beyond its end
      CHECK(packed_im[size / 2] == Sample{99});
      bool same = true;
      for (std::size_t k = 1; k < size / 2; ++k) same = same && packed_re[k] == re[k] && packed_im[k] == im[k];
      CHECK(same);
      fft.inverse(re, im, back);
      fft.inverse_packed(std::span(packed_re).first(size / 2), std::span(packed_im).first(size / 2), packed_back);
      CHECK(back == packed_back);
    });
  }
}

TEST_CASE("an impulse has a flat spectrum, a delayed one turns by 2 pi k d / size, and a sine is one bin") {
  const std::size_t size = 4096, delay = 5, bin = 37;
  RealFft<double> fft(size);
  std::vector<double> x(size, 0.0), re(fft.bins()), im(fft.bins());
  x[delay] = 1.0;
  fft.forward(x, re, im);
  for (std::size_t k = 0; k < fft.bins(); k += 61) {
    const double angle = -2.0 * std::numbers::pi * static_cast<double>(k * delay) / static_cast<double>(size);
    CHECK(std::abs(std::complex(re[k], im[k]) - std::polar(1.0, angle)) < std::pow(10.0, -280.0 / 20.0));
  }
  for (std::size_t n = 0; n < size; ++n) {
    x[n] = std::cos(2.0 * std::numbers::pi * static_cast<double>(bin * n % size) / static_cast<double>(size));
  }
  fft.forward(x, re, im);
  for (std::size_t k = 0; k < fft.bins(); ++k) {
    const double expected = k == bin ? static_cast<double>(size) / 2.0 : 0.0;
    CHECK(std::abs(std::complex(re[k] - expected, im[k])) < static_cast<double>(size) * std::pow(10.0, -280.0 / 20.0));
  }
}

TEST_CASE("inverse takes the imaginary parts of DC and Nyquist as zero, whatever they hold") {
  for (const std::size_t size : {std::size_t{16}, std::size_t{256}}) {
    RealFft<double> fft(size);
    std::vector<double> re(fft.bins(), 1.0), im(fft.bins(), 0.5), a(size), b(size);
    fft.inverse(re, im, a);
    im.front() = im.back() = 0.0;
    fft.inverse(re, im, b);
    CHECK(a == b);
  }
}

TEST_CASE_TEMPLATE("step by step the transforms are the same, bit for bit", Sample, float, double) {
  for (std::size_t size = 4; size <= 16384; size *= 4) {
    CAPTURE(size);
    const auto x = noise<Sample>(size, 13);
    on_every_target([&] {
      RealFft<Sample> fft(size);
      std::vector<Sample> re(size / 2), im(size / 2), back(size), step_re(size / 2), step_im(size / 2), step_back(size);
      fft.forward_packed(x, re, im);
      fft.inverse_packed(re, im, back);
      for (std::size_t step = 0; step < fft.kSteps; ++step) fft.forward_packed_step(step, x, step_re, step_im);
      CHECK(step_re == re);
      CHECK(step_im == im);
      for (std::size_t step = 0; step < fft.kSteps; ++step) fft.inverse_packed_step(step, re, im, step_back);
      CHECK(step_back == back);
    });
  }
}
