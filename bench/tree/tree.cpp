// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0

// bench_tree [TREE [RIG]]: imports a tree of measurements into a catalogue of its own, fits ten filters to each at
// default effort on two threads, and prints one JSON object. Aims, for the 858 of Super* Review: 2 s, 5 s, 200 MB.
// Wall-clock time, as a listener waits it, and CPU time beside it, which other programs on the machine disturb less.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <sys/resource.h>

#include <eardrum/app/equalize_all.h>
#include <eardrum/app/import_measurements.h>

namespace {

using namespace eardrum;

struct Times {
  double wall_s, cpu_s;
};

Times now() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  const auto wall = std::chrono::steady_clock::now().time_since_epoch();
  return {std::chrono::duration<double>(wall).count(), seconds(used.ru_utime) + seconds(used.ru_stime)};
}

double peak_mb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024.0;
}

int fail(const Error& error) {
  std::fprintf(stderr, "bench_tree: %s\n", error.to_string().c_str());
  return 3;
}

int run(const std::string& tree, const std::string& rig, const std::string& scratch) {
  setenv("XDG_DATA_HOME", scratch.c_str(), 1);
  auto inventory = app::Inventory::open();
  if (!inventory) return fail(inventory.error());

  const Times start = now();
  const auto imported = app::import_measurements({.path = tree, .rig = rig, .form = {}}, *inventory);
  if (!imported) return fail(imported.error());
  const Times import_end = now();
  const double import_mb = peak_mb();

  app::EqualizeAllRequest request;
  request.tree = tree;
  request.folder = scratch + "/filters";
  request.each.subject.rig = rig;
  request.each.subject.form = "in-ear";  // One target for all: the sense of the filters is not the question here.
  request.each.effort = eq::Effort::kDefault;
  request.threads = 2;
  const auto fitted = app::equalize_all(request, *inventory);
  if (!fitted) return fail(fitted.error());
  const Times fit_end = now();

  std::printf(
      "{\"bench\": \"tree\", \"curves\": %zu, \"import_s\": %.3f, \"import_cpu_s\": %.3f, \"import_aim_s\": 2.0, "
      "\"fitted\": %zu, \"refused\": %zu, \"threads\": 2, \"fit_s\": %.3f, \"fit_cpu_s\": %.3f, \"fit_aim_s\": 5.0, "
      "\"import_peak_mb\": %.0f, \"peak_mb\": %.0f, \"peak_aim_mb\": 200, \"median_before_db\": %.3f, "
      "\"median_after_db\": %.3f}\n",
      imported->stored.responses.added, import_end.wall_s - start.wall_s, import_end.cpu_s - start.cpu_s,
      fitted->written, fitted->refused.size(), fit_end.wall_s - import_end.wall_s, fit_end.cpu_s - import_end.cpu_s,
      import_mb, peak_mb(), fitted->median_before_db, fitted->median_after_db);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string tree = argc > 1 ? argv[1] : "../shared/data/measurements";
  if (!std::filesystem::is_directory(tree)) {
    std::fprintf(stderr, "no folder %s; usage: bench_tree [TREE [RIG]]\n", tree.c_str());
    return 2;
  }
  std::string pattern = (std::filesystem::temp_directory_path() / "eardrum-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return 3;
  const int status = run(tree, argc > 2 ? argv[2] : "IEC 60318-4", pattern);
  std::error_code ignored;
  std::filesystem::remove_all(pattern, ignored);
  return status;
}
