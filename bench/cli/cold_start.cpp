// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// How long `eardrum match hd650 mojo` takes from fork to exit, beside /bin/true in the same rounds: what of it is the
// price of starting any process. Prints one JSON object.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <vector>

namespace {

struct Run {
  double wall_ms = 0.0;
  double cpu_ms = 0.0;
};

double milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) * 1e-3;
}

Run run(std::initializer_list<const char*> words) {
  const auto started = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    std::vector<char*> arguments;
    for (const char* word : words) arguments.push_back(const_cast<char*>(word));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - started;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "bench_cold_start: %s failed\n", *words.begin());
    std::exit(1);
  }
  return {wall.count(), milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main() {
  constexpr int kRounds = 40;
  std::vector<double> wall, cpu, nothing;
  for (int round = 0; round < kRounds; ++round) {
    const Run match = run({EARDRUM_BINARY, "match", "hd650", "mojo"});
    const Run empty = run({"/bin/true"});
    wall.push_back(match.wall_ms);
    cpu.push_back(match.cpu_ms);
    nothing.push_back(empty.wall_ms);
  }
  std::printf(
      "{\"bench\": \"cli.cold_start\", \"rounds\": %d, \"wall_median_ms\": %.1f, \"wall_least_ms\": %.1f, "
      "\"cpu_median_ms\": "
      "%.1f, \"true_median_ms\": %.1f, \"aim_ms\": 30}\n",
      kRounds, median(wall), *std::min_element(wall.begin(), wall.end()), median(cpu), median(nothing));
  return 0;
}
