// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0

// Judges every headphone of the catalogue on every source socket of it, one thread, and prints one JSON object: how long that
// takes in CPU time (aim: below 1 s), how long loading the catalogue takes, and how the verdicts fall. Wireless headphones
// without any electrical figure have no stage and are counted.

#include <array>
#include <cstdio>
#include <ctime>
#include <optional>
#include <vector>

#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/stages.h>
#include <eardrum/chain/evaluate.h>
#include <eardrum/match/judge.h>

namespace {

using namespace eardrum;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// A line output to drive the amplifiers that have no DAC of their own.
catalogue::SourceStages line_source() {
  chain::Dac dac;
  dac.name = "line source";
  dac.full_scale = {Volts(2.0), Confidence::kKnown, "usual line level"};
  return {dac, std::nullopt};
}

}  // namespace

int main() {
  const double start = cpu_seconds();
  const auto paths = catalogue::standard_paths();
  auto opened = paths ? catalogue::Catalogue::open(*paths) : Result<catalogue::Catalogue>(paths.error());
  if (!opened) {
    std::fprintf(stderr, "bench_pairs: %s\n", opened.error().to_string().c_str());
    return 3;
  }
  const auto all = opened->all();
  if (!all) {
    std::fprintf(stderr, "bench_pairs: %s\n", all.error().to_string().c_str());
    return 3;
  }
  const double loaded = cpu_seconds();

  std::vector<chain::Headphone> headphones;
  std::size_t without_figures = 0;
  for (const auto& gear : all->headphones) {
    if (auto stage = catalogue::headphone_stage(gear)) headphones.push_back(*std::move(stage));
    else ++without_figures;
  }
  std::vector<catalogue::SourceStages> sockets;
  for (const auto& gear : all->sources) {
    for (const auto& socket : gear.sockets) {
      if (auto stages = catalogue::source_stages(gear, socket)) {
        sockets.push_back(stages->dac ? *stages : catalogue::connected(line_source(), *stages));
      } else {
        ++without_figures;
      }
    }
  }
  const double staged = cpu_seconds();

  const match::Listener listener;
  std::array<std::size_t, 5> grades{};
  std::size_t refused = 0;
  for (const auto& headphone : headphones) {
    for (const auto& socket : sockets) {
      auto stages = socket.stages();
      stages.emplace_back(headphone);
      const auto chain = chain::Chain::make(std::move(stages));
      if (!chain) {
        ++refused;
        continue;
      }
      ++grades[static_cast<std::size_t>(match::judge(chain::evaluate(*chain), listener).grade)];
    }
  }
  const double judged = cpu_seconds();
  const std::size_t pairs = headphones.size() * sockets.size();
  std::printf("{\"bench\": \"pairs\", \"headphones\": %zu, \"sockets\": %zu, \"pairs\": %zu, \"refused\": %zu, \"without_figures\": %zu, "
              "\"load_s\": %.4f, \"stages_s\": %.4f, \"judge_all_s\": %.3f, \"aim_s\": 1.0, \"pairs_per_s\": %.0f, "
              "\"good\": %zu, \"care\": %zu, \"poor\": %zu, \"cannot_tell\": %zu}\n",
              headphones.size(), sockets.size(), pairs, refused, without_figures, loaded - start, staged - loaded, judged - staged,
              static_cast<double>(pairs) / (judged - staged), grades[0] + grades[1], grades[2], grades[3], grades[4]);
}
