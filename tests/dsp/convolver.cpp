// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/convolver.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "support/every_target.h"

using eardrum::dsp::Convolver;
using eardrum::dsp::convolver_levels;
using eardrum::dsp::ConvolverHead;
using eardrum::dsp::ConvolverLevel;
using eardrum::dsp::ConvolverSpec;
using eardrum::test::on_every_target;

namespace {

using Channels = std::vector<std::vector<float>>;

std::vector<float> noise(std::size_t size, unsigned seed, float decay_samples = 0.0f) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> full_scale(-1, 1);
  std::vector<float> values(size);
  for (std::size_t k = 0; k < size; ++k) {
    values[k] = full_scale(random);
    if (decay_samples > 0.0f) values[k] *= 0.2f * std::exp(-static_cast<float>(k) / decay_samples);
  }
  return values;
}

Channels noise_channels(std::size_t channels, std::size_t frames, unsigned seed) {
  Channels result;
  for (std::size_t c = 0; c < channels; ++c) result.push_back(noise(frames, seed + static_cast<unsigned>(c)));
  return result;
}

// The definition.
std::vector<std::vector<double>> direct(const ConvolverSpec& spec, const Channels& input) {
  const std::size_t frames = input[0].size();
  std::vector<std::vector<double>> output(spec.outputs, std::vector<double>(frames));
  for (std::size_t o = 0; o < spec.outputs; ++o) {
    for (std::size_t i = 0; i < spec.inputs; ++i) {
      const auto& h = spec.impulse_responses[o * spec.inputs + i];
      for (std::size_t n = 0; n < frames; ++n) {
        double sum = 0.0;
        for (std::size_t k = 0; k < std::min(h.size(), n + 1); ++k)
          sum += static_cast<double>(h[k]) * static_cast<double>(input[i][n - k]);
        output[o][n] += sum;
      }
    }
  }
  return output;
}

Channels run(Convolver& convolver, const Channels& input, const std::vector<std::size_t>& blocks) {
  const std::size_t frames = input[0].size();
  Channels output(convolver.outputs(), std::vector<float>(frames));
  std::size_t turn = 0;
  for (std::size_t done = 0; done < frames;) {
    const std::size_t now = std::min(blocks[turn++ % blocks.size()], frames - done);
    std::vector<const float*> in;
    std::vector<float*> out;
    for (const auto& channel : input) in.push_back(channel.data() + done);
    for (auto& channel : output) out.push_back(channel.data() + done);
    convolver.process(in, out, now);
    done += now;
  }
  return output;
}

// Worst difference in dB of the output's peak.
double error_db(const Channels& fast, const std::vector<std::vector<double>>& exact) {
  double worst = 0.0, peak = 0.0;
  for (std::size_t c = 0; c < exact.size(); ++c) {
    for (std::size_t k = 0; k < exact[c].size(); ++k) {
      worst = std::max(worst, std::abs(static_cast<double>(fast[c][k]) - exact[c][k]));
      peak = std::max(peak, std::abs(exact[c][k]));
    }
  }
  return 20.0 * std::log10(worst / peak);
}

constexpr double kFloatFloorDb = -128.0;  // peak error of single-precision transforms below a peak, on noise

}  // namespace

TEST_CASE("partitioned convolution is the direct sum, from the first sample on") {
  for (const std::size_t taps : {1u, 2u, 33u, 64u, 65u, 200u, 1000u, 5000u}) {
    const ConvolverSpec spec{1, 1, {noise(taps, static_cast<unsigned>(taps), static_cast<float>(taps))}, 64};
    const Channels input = noise_channels(1, 9000, 5);
    const auto exact = direct(spec, input);
    CAPTURE(taps);
    on_every_target([&] {
      Convolver convolver(spec);
      CHECK(error_db(run(convolver, input, {64}), exact) < kFloatFloorDb);
    });
  }
}

TEST_CASE("blocks of any size give the same bits") {
  const ConvolverSpec spec{2, 2, {noise(3000, 1, 900), noise(2000, 2, 500), noise(10, 3, 9), noise(3000, 4, 900)}, 64};
  // An odd number of blocks before the reset: the schedule of the products alternates.
  const Channels input = noise_channels(2, 313 * 64 + 10, 6);
  on_every_target([&] {
    Convolver convolver(spec);
    const Channels whole = run(convolver, input, {input[0].size()});
    convolver.reset();
    CHECK(run(convolver, input, {1, 7, 64, 63, 65, 128, 500, 3}) == whole);
    Convolver other(spec);
    CHECK(run(other, input, {1024}) == whole);
  });
}

TEST_CASE("a 2x2 matrix, in both kinds of head and in place") {
  const ConvolverSpec base{2, 2, {noise(700, 1, 300), noise(5, 2, 3), {}, noise(4000, 4, 900)}, 128};
  const Channels input = noise_channels(2, 128 * 80, 9);
  const auto exact = direct(base, input);
  for (const ConvolverHead head : {ConvolverHead::kDirect, ConvolverHead::kBlock}) {
    ConvolverSpec spec = base;
    spec.head = head;
    Convolver convolver(spec);
    CHECK(error_db(run(convolver, input, {128, 256}), exact) < kFloatFloorDb);
    Convolver in_place(spec);
    Channels audio = input;
    float* const out[2] = {audio[0].data(), audio[1].data()};
    const float* const in[2] = {out[0], out[1]};
    in_place.process(in, out, audio[0].size());
    CHECK(error_db(audio, exact) < kFloatFloorDb);
  }
}

// Neighbouring outputs are made together where they hear the same inputs: here 0 and 1, everywhere or in the head only.
TEST_CASE("matrices of any shape, whose neighbours hear the same inputs, some of them or others") {
  struct Shape {
    std::size_t inputs, outputs;
    Channels responses;
  };
  const auto h = [](std::size_t taps, unsigned seed) { return noise(taps, seed, 600); };
  const Shape shapes[] = {
      {1, 2, {h(2500, 1), h(2401, 2)}},
      {2, 2, {h(2500, 1), h(2401, 2), h(2300, 3), h(33, 4)}},
      {2, 3, {h(2500, 1), h(1900, 2), h(2300, 3), h(2100, 4), {}, h(2000, 5)}},
      {3, 3, {h(2500, 1), {}, h(700, 2), h(2300, 3), {}, h(900, 4), h(2000, 5), h(61, 6), h(2, 7)}},
      {3, 4, {{}, h(2500, 1), {}, {}, {}, {}, h(1800, 2), {}, h(1700, 3), h(1600, 4), {}, h(1500, 5)}},
  };
  for (const Shape& shape : shapes) {
    for (const std::size_t block : {32u, 64u}) {
      CAPTURE(shape.outputs);
      CAPTURE(block);
      ConvolverSpec spec{shape.inputs, shape.outputs, shape.responses, block};
      spec.levels = {{block, 15, block}, {8 * block, 8, 16 * block}};
      const Channels input = noise_channels(shape.inputs, 6000, 7);
      const auto exact = direct(spec, input);
      on_every_target([&] {
        Convolver convolver(spec);
        CHECK(error_db(run(convolver, input, {block, 3 * block + 5}), exact) < kFloatFloorDb);
      });
    }
  }
}

TEST_CASE("levels of growing length cover the taps once, each after two of its blocks") {
  for (const std::size_t taps : {64u, 65u, 4096u, 16384u, 65536u, 300000u}) {
    for (const std::size_t block : {32u, 64u, 256u, 1024u}) {
      for (const ConvolverHead head : {ConvolverHead::kDirect, ConvolverHead::kBlock}) {
        std::size_t covered = head == ConvolverHead::kDirect ? block : 0;
        for (const ConvolverLevel& level : convolver_levels(taps, block, head)) {
          CHECK(level.offset == covered);
          CHECK((level.block == block || level.offset == 2 * level.block));
          covered += level.block * level.count;
        }
        CHECK(covered >= taps);
      }
    }
  }
}

TEST_CASE("three levels, named by hand, with their work spread over their periods") {
  ConvolverSpec spec{1, 1, {noise(9000, 1, 4000)}, 32};
  spec.levels = {{32, 15, 32}, {256, 14, 512}, {2048, 3, 4096}};
  const Channels input = noise_channels(1, 20000, 2);
  const auto exact = direct(spec, input);
  Convolver convolver(spec);
  CHECK(error_db(run(convolver, input, {48}), exact) < kFloatFloorDb);
  spec.head = ConvolverHead::kBlock;
  spec.levels = {{32, 16, 0}, {256, 14, 512}, {2048, 3, 4096}};
  Convolver in_blocks(spec);
  CHECK(error_db(run(in_blocks, input, {32}), exact) < kFloatFloorDb);
}
