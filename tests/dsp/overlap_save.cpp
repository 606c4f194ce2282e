// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/overlap_save.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "support/every_target.h"

using eardrum::dsp::OverlapSave;
using eardrum::dsp::OverlapSaveSpec;
using eardrum::test::on_every_target;

namespace {

std::vector<float> noise(std::size_t size, unsigned seed, float level = 1.0f) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> full_scale(-level, level);
  std::vector<float> values(size);
  for (float& value : values) value = full_scale(random);
  return values;
}

using Channels = std::vector<std::vector<float>>;

// Whole runs of the convolution over the input.
Channels run(const OverlapSaveSpec& spec, const Channels& input) {
  OverlapSave convolution(spec);
  Channels output(spec.outputs);
  const std::size_t frames = convolution.frames();
  for (std::size_t from = 0; from + frames <= input[0].size(); from += frames) {
    for (std::size_t i = 0; i < spec.inputs; ++i) {
      std::copy_n(input[i].begin() + static_cast<std::ptrdiff_t>(from), frames, convolution.audio(i).begin());
    }
    convolution.run();
    for (std::size_t o = 0; o < spec.outputs; ++o) {
      const auto part = convolution.audio(o);
      output[o].insert(output[o].end(), part.begin(), part.end());
    }
  }
  return output;
}

// The worst difference from the definition, at some of the frames, in dB of full scale.
double error_db(const OverlapSaveSpec& spec, const Channels& input, const Channels& output) {
  double worst = 0.0;
  for (std::size_t o = 0; o < spec.outputs; ++o) {
    for (std::size_t n = 0; n < output[o].size(); n += output[o].size() / 300 + 1) {
      double sum = 0.0;
      for (std::size_t i = 0; i < spec.inputs; ++i) {
        const auto& h = spec.impulse_responses[o * spec.inputs + i];
        for (std::size_t k = 0; k < std::min(h.size(), n + 1); ++k)
          sum += static_cast<double>(h[k]) * static_cast<double>(input[i][n - k]);
      }
      worst = std::max(worst, std::abs(spec.gain * sum - static_cast<double>(output[o][n])));
    }
  }
  return 20.0 * std::log10(worst);
}

}  // namespace

TEST_CASE("overlap-save is the direct sum, over several blocks, for any matrix") {
  const Channels input = {noise(250000, 1, 0.3f), noise(250000, 2, 0.3f)};
  for (const std::size_t taps : {1u, 2u, 17u, 1000u, 5000u}) {
    CAPTURE(taps);
    const float level = 0.5f / std::sqrt(static_cast<float>(taps));
    const auto a = noise(taps, 3, level), b = noise(taps, 4, level), c = noise(taps / 2 + 1, 5, level);
    for (const auto& matrix : {Channels{a, {}, {}, b}, Channels{a, b, c, a}, Channels{{}, c, {}, a}}) {
      OverlapSaveSpec spec{2, 2, matrix, 0.7, 0};
      on_every_target([&] {
        const Channels output = run(spec, input);
        REQUIRE(output[0].size() >= 4096);
        CHECK(error_db(spec, input, output) < -144.0);
      });
    }
  }
}

TEST_CASE("silence comes from an output without a path") {
  const OverlapSaveSpec spec{2, 2, {{1.0f}, {}, {}, {}}, 1.0, 0};
  const Channels input = {noise(8192, 1), noise(8192, 2)};
  const Channels output = run(spec, input);
  CHECK(std::all_of(output[1].begin(), output[1].end(), [](float sample) { return sample == 0.0f; }));
  CHECK(error_db(spec, input, output) < -126.0);
}

TEST_CASE("the transform that is chosen holds more than the taps; a given one is taken") {
  for (const std::size_t taps : {1u, 1024u, 1025u, 65536u, 300000u}) {
    OverlapSaveSpec spec{1, 1, {std::vector<float>(taps, 1.0f)}, 1.0, 0};
    const OverlapSave chosen(spec);
    CHECK(chosen.transform() >= taps);
    CHECK(2 * chosen.frames() >= chosen.transform());  // no more than three quarters of the work is for the overlap
    spec.transform = 1u << 19;
    CHECK(OverlapSave(spec).transform() == spec.transform);
  }
}
