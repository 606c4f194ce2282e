// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/crossfeed.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "support/every_target.h"

#ifdef EARDRUM_HAVE_BS2B
#include <bs2b/bs2b.h>
#endif

using eardrum::Gain;
using eardrum::Hertz;
using eardrum::dsp::Crossfeed;
using eardrum::test::on_every_target;

TEST_CASE("the coefficients at 44.1 kHz, 700 Hz, 4.5 dB are those of reference/validation.json") {
  const auto c = eardrum::dsp::design({Hertz(700), Gain(4.5)}, Hertz(44100));
  CHECK(c.low_a0 == doctest::Approx(0.043638).epsilon(2e-5));
  CHECK(c.low_b1 == doctest::Approx(0.905079).epsilon(1e-6));
  CHECK(c.high_a0 == doctest::Approx(0.969845).epsilon(1e-6));
  CHECK(c.high_a1 == doctest::Approx(-0.86786).epsilon(1e-6));
  CHECK(c.high_b1 == doctest::Approx(0.86786).epsilon(1e-6));
  CHECK(c.gain == doctest::Approx(0.812006).epsilon(1e-6));
}

TEST_CASE(
    "at low frequencies the other ear hears the feed less than the direct one, and a centred voice is unchanged") {
  Crossfeed crossfeed({Hertz(700), Gain(4.5)}, Hertz(48000));
  std::vector<double> l(20000, 1.0), r(20000, 0.0);
  crossfeed.process(l.data(), r.data(), l.size());
  CHECK(20.0 * std::log10(l.back()) == doctest::Approx(-4.06).epsilon(0.002));
  CHECK(20.0 * std::log10(r.back()) == doctest::Approx(-8.56).epsilon(0.002));
  crossfeed.reset();
  l.assign(20000, 0.5), r.assign(20000, 0.5);
  crossfeed.process(l.data(), r.data(), l.size());
  CHECK(20.0 * std::log10(l.back() / 0.5) == doctest::Approx(0.0).epsilon(1e-6));
}

TEST_CASE("blocks of any size give the same bits, and every instruction set the same samples but for rounding") {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> full_scale(-1, 1);
  std::vector<double> l(999), r(999);
  for (std::size_t k = 0; k < l.size(); ++k) l[k] = full_scale(random), r[k] = full_scale(random);
  const auto run = [&](std::size_t block) {
    Crossfeed crossfeed({Hertz(700), Gain(4.5)}, Hertz(48000));
    std::vector<double> left = l, right = r;
    for (std::size_t k = 0; k < l.size(); k += block)
      crossfeed.process(left.data() + k, right.data() + k, std::min(block, l.size() - k));
    left.insert(left.end(), right.begin(), right.end());
    return left;
  };
  const std::vector<double> here = run(l.size());
  on_every_target([&] {
    const std::vector<double> whole = run(l.size());
    for (const std::size_t block : {1u, 2u, 7u, 64u}) CHECK(run(block) == whole);
    double worst = 0.0;
    for (std::size_t k = 0; k < whole.size(); ++k) worst = std::max(worst, std::abs(whole[k] - here[k]));
    CHECK(20.0 * std::log10(worst + 1e-30) < -250.0);
  });
}

#ifdef EARDRUM_HAVE_BS2B
TEST_CASE("the samples are libbs2b's, for its presets and rates") {
  for (const unsigned rate : {44100u, 48000u, 96000u, 192000u}) {
    for (const auto& preset : {std::pair{700, 45}, {700, 60}, {650, 95}, {2000, 15}, {300, 150}}) {
      const int cutoff_hz = preset.first, feed_tenths = preset.second;  // clang 14 captures no structured binding
      CAPTURE(rate);
      CAPTURE(cutoff_hz);
      const t_bs2bdp theirs = bs2b_open();
      bs2b_set_srate(theirs, rate);
      bs2b_set_level_fcut(theirs, cutoff_hz);
      bs2b_set_level_feed(theirs, feed_tenths);
      Crossfeed ours({Hertz(cutoff_hz), Gain(feed_tenths / 10.0)}, Hertz(rate));
      std::mt19937 random(1);
      std::uniform_real_distribution<double> full_scale(-1, 1);
      std::vector<double> l(5000), r(5000), frames;
      for (std::size_t k = 0; k < l.size(); ++k) {
        l[k] = full_scale(random), r[k] = full_scale(random);
        frames.insert(frames.end(), {l[k], r[k]});
      }
      bs2b_cross_feed_d(theirs, frames.data(), static_cast<int>(l.size()));
      bs2b_close(theirs);
      ours.process(l.data(), r.data(), l.size());
      double worst = 0.0;
      for (std::size_t k = 0; k < l.size(); ++k) {
        worst = std::max({worst, std::abs(l[k] - frames[2 * k]), std::abs(r[k] - frames[2 * k + 1])});
      }
      CHECK(20.0 * std::log10(worst + 1e-30) < -250.0);
    }
  }
}
#endif
