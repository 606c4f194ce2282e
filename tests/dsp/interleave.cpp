// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/interleave.h>

#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <vector>

#include "support/every_target.h"

TEST_CASE("two channels are taken apart and put together as one by one, and scanned on the way") {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> uniform(-0.5, 0.5);
  for (std::size_t frames = 0; frames < 70; ++frames) {
    std::vector<double> left(frames), right(frames);
    for (std::size_t k = 0; k < frames; ++k) left[k] = uniform(random), right[k] = uniform(random);
    if (frames > 0) right[frames * 2 / 3] = -0.75;
    eardrum::test::on_every_target([&] {
      std::vector<float> both(2 * frames + 1, 9.0f);
      const auto out = eardrum::dsp::interleave(left.data(), right.data(), both.data(), frames);
      CHECK(out == eardrum::dsp::Scan{frames > 0 ? 0.75 : 0.0, true});
      CHECK(both.back() == 9.0f);
      std::vector<double> l(frames + 1, 9.0), r(frames + 1, 9.0);
      const auto in = eardrum::dsp::deinterleave(both.data(), l.data(), r.data(), frames);
      CHECK(in == out);
      CHECK(l.back() == 9.0);
      CHECK(r.back() == 9.0);
      bool same = true;
      for (std::size_t k = 0; k < frames; ++k) {
        same = same && both[2 * k] == static_cast<float>(left[k]) && both[2 * k + 1] == static_cast<float>(right[k]);
        same = same && l[k] == static_cast<double>(both[2 * k]) && r[k] == static_cast<double>(both[2 * k + 1]);
      }
      CHECK(same);
      for (std::size_t k = 0; k < frames; ++k) {
        both[2 * k + k % 2] = std::numeric_limits<float>::quiet_NaN();
        CHECK_FALSE(eardrum::dsp::deinterleave(both.data(), l.data(), r.data(), frames).finite);
        both[2 * k + k % 2] = 0.0f;
      }
    });
  }
}

TEST_CASE("stereo frames and two channels take each other's places") {
  for (std::size_t frames = 0; frames < 70; ++frames) {
    eardrum::test::on_every_target([&] {
      std::vector<float> both(2 * frames + 1, 9.0f), left(frames + 1, 8.0f), right(frames + 1, 7.0f);
      for (std::size_t k = 0; k < frames; ++k) {
        both[2 * k] = static_cast<float>(k), both[2 * k + 1] = static_cast<float>(100 + k);
        left[k] = static_cast<float>(200 + k), right[k] = static_cast<float>(300 + k);
      }
      eardrum::dsp::exchange(both.data(), left.data(), right.data(), frames);
      bool exchanged = both.back() == 9.0f && left.back() == 8.0f && right.back() == 7.0f;
      for (std::size_t k = 0; k < frames; ++k) {
        const auto at = static_cast<float>(k);
        exchanged = exchanged && left[k] == at && right[k] == 100 + at;
        exchanged = exchanged && both[2 * k] == 200 + at && both[2 * k + 1] == 300 + at;
      }
      CHECK(exchanged);
    });
  }
}
