// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Files far beyond any measurement or equaliser: a sentence that names the file and the limit, in bounded memory.
#include <doctest/doctest.h>

#include <sys/stat.h>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "process.h"

using namespace eardrum::test;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostMemory = std::size_t{400} << 20;

void write_repeated(const fs::path& path, const std::string& first, const std::string& part, std::size_t count) {
  std::ofstream file(path, std::ios::binary);
  file << first;
  std::string many;
  constexpr std::size_t kAtOnce = 10000;
  for (std::size_t i = 0; i < kAtOnce; ++i) many += part;
  for (std::size_t i = 0; i < count / kAtOnce; ++i) file << many;
}

struct Bounded {
  TemporaryFolder folder;
  Surroundings surroundings;
  Bounded() {
    surroundings.environment["XDG_DATA_HOME"] = folder.path() / "data";
    surroundings.most_memory_bytes = kMostMemory;
  }
  std::string path(const std::string& name) const { return folder.path() / name; }
  Ended run(std::vector<std::string> words) const { return run_eardrum(std::move(words), surroundings); }
};

void check_refused(const Ended& ended, const std::string& file, const std::string& limit) {
  CAPTURE(ended.err);
  CHECK_FALSE(ended.timed_out);
  CHECK(ended.signal == 0);
  CHECK(ended.exit == 3);
  CHECK(is_one_line(ended.err));
  CHECK(holds(ended.err, file));
  CHECK(holds(ended.err, limit));
}

}  // namespace

TEST_CASE("a file of 1 GB is refused unread, whatever is asked of it") {
  const Bounded bounded;
  for (const std::string name : {"giant.csv", "giant.txt", "giant.zma", "giant.cal", "giant.jsonl"}) {
    std::ofstream(bounded.path(name)).close();
    fs::resize_file(bounded.path(name), std::uintmax_t{1} << 30);  // Sparse: it takes no disk.
  }
  const std::string csv = bounded.path("giant.csv"), text = bounded.path("giant.txt");
  check_refused(bounded.run({"score", csv, "--rig", "GRAS 45CA"}), csv, "at most 32 MiB");
  check_refused(bounded.run({"eq", csv, "--rig", "GRAS 45CA"}), csv, "at most 32 MiB");
  check_refused(bounded.run({"score", "hd650", "--calibration", bounded.path("giant.cal")}), "giant.cal",
                "at most 32 MiB");
  check_refused(bounded.run({"render", "in.wav", "-o", "out.wav", "--eq", text}), text, "at most 4 MiB");
  check_refused(bounded.run({"match", "hd650", "mojo", "--eq", text}), text, "at most 4 MiB");
  for (const std::string name : {"giant.csv", "giant.txt", "giant.zma", "giant.cal", "giant.jsonl"}) {
    const Ended ended = bounded.run({"import", bounded.path(name)});
    CHECK(ended.exit == 3);
    CHECK(holds(ended.err, name));
    CHECK(holds(ended.err, "at most 32 MiB"));
  }
  // In a tree it stops nothing.
  write_repeated(bounded.path("good.csv"), "frequency,raw\n20,1\n30,2\n", "", 0);
  const Ended tree = bounded.run({"import", bounded.folder.path()});
  CHECK(tree.exit == 0);
  CHECK(holds(tree.out, "1 curve added"));
}

TEST_CASE("millions of lines, one endless line, points without end: bounded memory, and what was expected") {
  const Bounded bounded;
  const auto refused_by_all = [&](const std::string& file, const std::string& limit) {
    CAPTURE(file);
    check_refused(bounded.run({"score", file, "--rig", "GRAS 45CA"}), file, limit);
    check_refused(bounded.run({"eq", file, "--rig", "GRAS 45CA"}), file, limit);
    const Ended import = bounded.run({"import", file});
    CHECK(import.exit == 3);
    CHECK(import.signal == 0);
    CHECK(holds(import.err, limit));
  };
  // Ten million lines as REW writes them are 200 MB.
  write_repeated(bounded.path("ten million.csv"), "frequency,raw\n", "1234.5,-12.34\n", 10'000'000);
  refused_by_all(bounded.path("ten million.csv"), "at most 32 MiB");
  // Eight million that are as short as lines can be stay below that.
  write_repeated(bounded.path("short.txt"), "", "1 1\n", 8'000'000);
  refused_by_all(bounded.path("short.txt"), "at most 1000000 lines of numbers");
  write_repeated(bounded.path("words.txt"), "", "a\n", 16'000'000);
  refused_by_all(bounded.path("words.txt"), "Expected lines of numbers");
  write_repeated(bounded.path("line.txt"), "20 1\n30 2\n", "1 ", 16'000'000);
  refused_by_all(bounded.path("line.txt"), "columns");
  const auto refused_as_equalizer = [&](const std::string& file, const std::string& limit) {
    CAPTURE(file);
    check_refused(bounded.run({"render", "in.wav", "-o", "out.wav", "--eq", file}), file, limit);
    check_refused(bounded.run({"match", "hd650", "mojo", "--eq", file}), file, limit);
  };
  write_repeated(bounded.path("graphic.txt"), "GraphicEQ: ", "1234.5 -1.2; ", 10'000'000);
  refused_as_equalizer(bounded.path("graphic.txt"), "at most 4 MiB");
  CHECK(holds(bounded.run({"import", bounded.path("graphic.txt")}).err, "at most 32 MiB"));
}

TEST_CASE("what just passes the limits is read in the same memory") {
  const Bounded bounded;
  {
    std::ofstream file(bounded.path("long.csv"), std::ios::binary);
    file << "frequency,raw\n";
    for (int i = 0; i < 990'000; ++i) file << 20.0 + 0.02 * i << ',' << i % 7 << '\n';
  }
  const Ended scored = bounded.run({"score", bounded.path("long.csv"), "--rig", "GRAS 45CA"});
  CAPTURE(scored.err);
  CHECK(scored.exit == 0);
}

TEST_CASE("Ctrl-C while a file does not come ends at once, and leaves nothing behind") {
  const Bounded bounded;
  const std::string pipe = bounded.path("pipe.csv");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);  // Nobody writes: opening it waits for ever.
  Surroundings interrupted = bounded.surroundings;
  interrupted.interrupt_after = std::chrono::milliseconds(300);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"import", pipe}, std::vector<std::string>{"match", "hd650", "mojo", "--eq", pipe}}) {
    const Ended ended = run_eardrum(words, interrupted);
    CHECK_FALSE(ended.timed_out);
    CHECK(ended.signal == SIGINT);
    CHECK(ended.out.empty());
  }
}
