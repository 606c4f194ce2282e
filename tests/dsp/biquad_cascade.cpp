// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/biquad_cascade.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "guarded_samples.h"
#include "support/every_target.h"

using eardrum::Band;
using eardrum::BandType;
using eardrum::BiquadCoefficients;
using eardrum::Gain;
using eardrum::Hertz;
using eardrum::dsp::BiquadCascade;
using eardrum::test::on_every_target;

namespace {

using Sections = std::vector<std::vector<BiquadCoefficients>>;
using Audio = std::vector<std::vector<double>>;

Band random_band(std::mt19937_64& random) {
  std::uniform_real_distribution<double> octaves(0.0, 9.9), gain(-12.0, 12.0), q(0.3, 6.0);
  const BandType types[] = {BandType::kPeaking,  BandType::kPeaking,   BandType::kPeaking, BandType::kPeaking,
                            BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass, BandType::kHighPass};
  return {types[random() % 8], Hertz(20.0 * std::exp2(octaves(random))), Gain(gain(random)), q(random)};
}

Sections random_sections(std::size_t channels, std::size_t bands, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  Sections sections(channels);
  for (auto& channel : sections) {
    for (std::size_t k = 0; k < bands; ++k) channel.push_back(eardrum::design(random_band(random), Hertz(48000)));
  }
  return sections;
}

Audio noise(std::size_t channels, std::size_t frames, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> full_scale(-1.0, 1.0);
  Audio audio(channels, std::vector<double>(frames));
  for (auto& channel : audio) {
    for (double& sample : channel) sample = full_scale(random);
  }
  return audio;
}

// The definition, section after section, in long double.
Audio naive(const Sections& sections, double gain, const Audio& input) {
  Audio output = input;
  for (std::size_t c = 0; c < input.size(); ++c) {
    std::vector<long double> signal(input[c].begin(), input[c].end());
    for (long double& sample : signal) sample *= static_cast<long double>(gain);
    for (const auto& s : sections[c]) {
      const auto b0 = static_cast<long double>(s.b0), b1 = static_cast<long double>(s.b1),
                 b2 = static_cast<long double>(s.b2);
      const auto a1 = static_cast<long double>(s.a1), a2 = static_cast<long double>(s.a2);
      long double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
      for (long double& sample : signal) {
        const long double x = sample;
        const long double y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
        x2 = x1, x1 = x, y2 = y1, y1 = y;
        sample = y;
      }
    }
    for (std::size_t k = 0; k < signal.size(); ++k) output[c][k] = static_cast<double>(signal[k]);
  }
  return output;
}

std::vector<double*> at(Audio& audio, std::size_t frame) {
  std::vector<double*> pointers;
  for (auto& channel : audio) pointers.push_back(channel.data() + frame);
  return pointers;
}

double peak_difference_dbfs(const Audio& a, const Audio& b) {
  double worst = 0.0;
  for (std::size_t c = 0; c < a.size(); ++c) {
    for (std::size_t k = 0; k < a[c].size(); ++k) worst = std::max(worst, std::abs(a[c][k] - b[c][k]));
  }
  return 20.0 * std::log10(worst + 1e-30);
}

double peak_dbfs(const Audio& a) {
  return peak_difference_dbfs(a, Audio(a.size(), std::vector<double>(a[0].size())));
}

}  // namespace

TEST_CASE("the cascade is the definition in long double, for any number of bands, channels and blocks") {
  for (const std::size_t channels : {1u, 2u, 3u, 8u}) {
    for (const std::size_t bands : {0u, 1u, 2u, 3u, 4u, 5u, 8u, 10u, 11u, 12u, 13u, 16u, 20u, 31u}) {
      CAPTURE(channels);
      CAPTURE(bands);
      const std::size_t frames = 1500;
      const Sections sections = random_sections(channels, bands, channels * 100 + bands);
      const Audio input = noise(channels, frames, bands);
      const Audio expected = naive(sections, 0.5, input);
      on_every_target([&] {
        BiquadCascade cascade(sections, 0.5);
        Audio audio = input;
        cascade.process(at(audio, 0), frames);
        // Rounding of double, through up to 31 sections with up to 12 dB each.
        CHECK(peak_difference_dbfs(audio, expected) < std::max(0.0, peak_dbfs(expected)) - 220.0);
      });
    }
  }
}

TEST_CASE("blocks of any size give the same bits as one block") {
  const std::size_t frames = 6000;
  for (const std::size_t bands : {1u, 4u, 10u, 11u, 12u, 31u}) {
    const Sections sections = random_sections(2, bands, bands);
    const Audio input = noise(2, frames, 3);
    on_every_target([&] {
      CAPTURE(bands);
      BiquadCascade whole(sections);
      Audio expected = input;
      whole.process(at(expected, 0), frames);
      std::mt19937_64 random(bands);
      BiquadCascade cascade(sections);
      Audio audio = input;
      for (std::size_t done = 0; done < frames;) {
        const std::size_t sizes[] = {1, 2, 3, 5, 17, 64, 131, 256, 257, 1000};
        const std::size_t now = std::min(sizes[random() % 10], frames - done);
        cascade.process(at(audio, done), now);
        done += now;
      }
      CHECK(audio == expected);
    });
  }
}

TEST_CASE("nothing beside a block is read or written") {
  on_every_target([] {
    for (const std::size_t bands : {1u, 4u, 9u, 10u, 12u, 16u}) {
      const Sections sections = random_sections(2, bands, bands);
      for (std::size_t frames = 1; frames < 700; frames += frames < 40 ? 1 : 37) {
        const Audio input = noise(2, frames, frames);
        Audio expected = input;
        BiquadCascade(sections).process(at(expected, 0), frames);
        for (const bool at_the_end : {false, true}) {
          eardrum::test::GuardedSamples left(frames, at_the_end), right(frames, at_the_end);
          std::copy_n(input[0].data(), frames, left.data());
          std::copy_n(input[1].data(), frames, right.data());
          double* const audio[] = {left.data(), right.data()};
          BiquadCascade(sections).process(audio, frames);
          CHECK(std::equal(expected[0].begin(), expected[0].end(), left.data()));
          CHECK(std::equal(expected[1].begin(), expected[1].end(), right.data()));
        }
      }
    }
  });
}

TEST_CASE("a peaking band of 0 dB passes every bit, and a band and its inverse are flat") {
  const Band band{BandType::kPeaking, Hertz(1000), Gain(0), 2.0};
  Band up = band, down = band;
  up.gain = Gain(9);
  down.gain = Gain(-9);
  const Audio input = noise(2, 2000, 5);
  on_every_target([&] {
    BiquadCascade flat(Sections(2, {eardrum::design(band, Hertz(48000))}));
    Audio audio = input;
    flat.process(at(audio, 0), 2000);
    CHECK(peak_difference_dbfs(audio, input) < -300.0);
    BiquadCascade both(Sections(2, {eardrum::design(up, Hertz(48000)), eardrum::design(down, Hertz(48000))}));
    audio = input;
    both.process(at(audio, 0), 2000);
    CHECK(peak_difference_dbfs(audio, input) < -270.0);
  });
}

TEST_CASE("a section without b0 is still a filter: a delay of one sample") {
  BiquadCascade delay(Sections(1, {BiquadCoefficients{0, 1, 0, 0, 0}}));
  Audio audio = noise(1, 100, 6);
  const Audio input = audio;
  delay.process(at(audio, 0), 100);
  CHECK(std::abs(audio[0][0]) < 1e-29);
  for (std::size_t k = 1; k < 100; ++k) CHECK(audio[0][k] == doctest::Approx(input[0][k - 1]).epsilon(1e-15));
}

TEST_CASE("reset forgets the past") {
  const Sections sections = random_sections(2, 10, 9);
  BiquadCascade cascade(sections), fresh(sections);
  Audio warm = noise(2, 500, 1), audio = noise(2, 500, 2);
  Audio expected = audio;
  cascade.process(at(warm, 0), 500);
  cascade.reset();
  cascade.process(at(audio, 0), 500);
  fresh.process(at(expected, 0), 500);
  CHECK(audio == expected);
}
