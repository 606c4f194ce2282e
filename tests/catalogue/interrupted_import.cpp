// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// "An interrupted gear import (killed at any moment) leaves the catalogue as it was or complete": a child process
// imports and is killed, with no chance to clean up, after a random number of items, or around the commit.
#include <atomic>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include <eardrum/catalogue/catalogue.h>

#include "scratch.h"

using namespace eardrum;
using namespace eardrum::catalogue;
using test::open_in;
using test::plain_headphone;
using test::Scratch;

namespace {

GearSet many(const std::string& brand, int count) {
  GearSet set;
  for (int i = 0; i < count; ++i) set.headphones.push_back(plain_headphone(brand, "Model " + std::to_string(i)));
  return set;
}

// Imports in a child that says through a pipe how far it is, and kills it when it has said `items`; `spin` delays the
// kill by some turns of a loop, so that it also hits the middle of an item and the commit.
void import_and_kill(const Scratch& folder, const GearSet& set, std::size_t items, unsigned spin) {
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    close(pipe_ends[0]);
    auto opened = Catalogue::open({test::compiled_catalogue(), folder / "own/catalogue.sqlite"});
    if (!opened) _exit(3);
    const auto imported = opened->import(set, [&](std::size_t) {
      const char mark = '.';
      if (write(pipe_ends[1], &mark, 1) != 1) _exit(4);
    });
    _exit(imported ? 0 : 5);
  }
  close(pipe_ends[1]);
  char mark = 0;
  for (std::size_t i = 0; i < items; ++i) {
    if (read(pipe_ends[0], &mark, 1) != 1) break;
  }
  std::atomic<unsigned> turns{0};
  while (turns.fetch_add(1) < spin) {
  }
  kill(child, SIGKILL);
  close(pipe_ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  // Killed, or done before the kill; never failed.
  CHECK((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
}

}  // namespace

TEST_CASE("an import killed at any moment leaves the catalogue as it was or complete") {
  const GearSet before = many("Before", 5);
  const int count = 120;
  const GearSet set = many("New", count);
  std::mt19937 random(20261120);
  int untouched = 0;
  int complete = 0;
  for (int round = 0; round < 40; ++round) {
    const Scratch folder;
    {
      Catalogue catalogue = open_in(folder);
      REQUIRE(catalogue.import(before));
    }
    const std::size_t items = round % 3 == 0 ? static_cast<std::size_t>(count) : random() % (count + 1);
    import_and_kill(folder, set, items, static_cast<unsigned>(random() % 3'000'000));
    const Catalogue catalogue = open_in(folder);
    const auto left = catalogue.user_gear();
    REQUIRE(left);
    const bool as_before = left->headphones == before.headphones;
    const bool all_there = left->headphones.size() == before.headphones.size() + set.headphones.size();
    CHECK((as_before || all_there));
    untouched += as_before ? 1 : 0;
    complete += all_there ? 1 : 0;
    // What search says is what is there.
    CHECK(catalogue.search("new model", 1000)->size() == (all_there ? static_cast<std::size_t>(count) : 0));
  }
  // A kill that always came too late, or always too early, would prove nothing.
  CHECK(untouched > 0);
  CHECK(complete > 0);
}
