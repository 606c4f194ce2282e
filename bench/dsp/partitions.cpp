// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// How good the convolver's choice of partitions is: all that it could choose, measured in interleaved rounds, for
// stereo, each channel its own FIR. Fields: taps, block; ns a stereo frame of what it picks and of the best; their
// ratio; the partitions of both, count x length. Usage: bench_partitions [rounds [all]], where `all` prints each
// choice's figures instead (taps block ns lengths), to calibrate the model by.
#include <eardrum/dsp/convolver.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include <time.h>

#include "../dying_noise.h"

namespace {

using namespace eardrum::dsp;

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

constexpr std::size_t kFrames = 4 * 32768;

struct Choice {
  std::vector<ConvolverLevel> levels;
  Convolver convolver;
  double best_ns = std::numeric_limits<double>::infinity();

  void time(const std::vector<float>& in, std::vector<float>& out, std::size_t block) {
    const double start = thread_seconds();
    for (std::size_t n = 0; n < kFrames; n += block) {
      const float* const inputs[2] = {in.data() + n, in.data() + kFrames + n};
      float* const outputs[2] = {out.data() + n, out.data() + kFrames + n};
      convolver.process(inputs, outputs, block);
    }
    best_ns = std::min(best_ns, (thread_seconds() - start) / static_cast<double>(kFrames) * 1e9);
  }
};

std::string text(const std::vector<ConvolverLevel>& levels) {
  std::string all;
  for (const ConvolverLevel& level : levels)
    all += (all.empty() ? "" : " ") + std::to_string(level.count) + "x" + std::to_string(level.block);
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 7;
  const bool all = argc > 2;
  std::vector<float> in(2 * kFrames), out(2 * kFrames);
  std::mt19937 random(1);
  std::uniform_real_distribution<float> level(-0.1f, 0.1f);
  for (float& sample : in) sample = level(random);
  if (!all) std::printf("%7s %6s %8s %8s %6s  picked | best\n", "taps", "block", "picked", "best", "ratio");
  for (std::size_t taps = 4096; taps <= 524288; taps *= 2) {
    const auto left = eardrum::bench::dying_noise(taps, 2), right = eardrum::bench::dying_noise(taps, 3);
    for (std::size_t block = 32; block <= 2048; block *= 2) {
      const ConvolverHead head = block <= 64 ? ConvolverHead::kDirect : ConvolverHead::kBlock;
      std::vector<Choice> choices;
      for (auto& levels : convolver_choices(taps, block, head))
        choices.push_back({levels, Convolver({2, 2, {left, {}, {}, right}, block, head, levels})});
      // Those that are far behind after two rounds are out.
      double best_ns = std::numeric_limits<double>::infinity();
      for (int round = 0; round < rounds; ++round) {
        for (Choice& choice : choices) {
          if (round >= 2 && choice.best_ns > 1.2 * best_ns) continue;
          choice.time(in, out, block);
          best_ns = std::min(best_ns, choice.best_ns);
        }
      }
      const auto picked_levels = convolver_levels(taps, block, head);
      const Choice& picked = *std::find_if(choices.begin(), choices.end(),
                                           [&](const Choice& choice) { return choice.levels == picked_levels; });
      const Choice& best = *std::min_element(choices.begin(), choices.end(),
                                             [](const Choice& a, const Choice& b) { return a.best_ns < b.best_ns; });
      if (all) {
        for (const Choice& choice : choices)
          std::printf("%zu %zu %.2f %s\n", taps, block, choice.best_ns, text(choice.levels).c_str());
      } else {
        std::printf("%7zu %6zu %8.1f %8.1f %6.2f  %s | %s\n", taps, block, picked.best_ns, best.best_ns,
                    picked.best_ns / best.best_ns, text(picked.levels).c_str(), text(best.levels).c_str());
      }
      std::fflush(stdout);
    }
  }
}
