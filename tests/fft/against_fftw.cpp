// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// FFTW is GPL: it is linked by this test and by bench/fft, never by the library.
#include <eardrum/fft/real_fft.h>

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include <fftw3.h>

TEST_CASE("the spectrum is FFTW's, whole, for every length from 2^7 to 2^16") {
  for (std::size_t size = 128; size <= 65536; size *= 2) {
    CAPTURE(size);
    std::mt19937_64 random(size);
    std::normal_distribution<double> normal;
    std::vector<double> x(size);
    for (double& value : x) value = normal(random);
    eardrum::fft::RealFft<double> fft(size);
    std::vector<double> re(fft.bins()), im(fft.bins());
    fft.forward(x, re, im);
    std::vector<fftw_complex> theirs(fft.bins());
    const fftw_plan plan = fftw_plan_dft_r2c_1d(static_cast<int>(size), x.data(), theirs.data(), FFTW_ESTIMATE);
    fftw_execute(plan);
    fftw_destroy_plan(plan);
    double worst = 0.0;
    for (std::size_t k = 0; k < fft.bins(); ++k)
      worst = std::max(worst, std::hypot(re[k] - theirs[k][0], im[k] - theirs[k][1]));
    // Against the rms of a bin, sqrt(size): -290 dB is a few units in the last place.
    CHECK(20.0 * std::log10(worst / std::sqrt(static_cast<double>(size))) < -290.0);
  }
}
