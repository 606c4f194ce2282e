// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/import_measurements.h>

#include <atomic>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include <doctest/doctest.h>
#include <eardrum/app/subject.h>
#include <eardrum/base/printable.h>

#include "headphones.h"

using namespace eardrum;
using namespace eardrum::app;
using catalogue::MeasurementStore;
using catalogue::StoredResponse;
using test::inventory_in;
using test::MadeUp;
using test::Scratch;

namespace {

ImportAnswer imported(const std::string& path, Inventory& inventory, std::optional<std::string> rig = "GRAS 45CA") {
  auto answer = import_measurements({.path = path, .rig = std::move(rig), .form = {}}, inventory);
  REQUIRE_MESSAGE(answer, answer.error().to_string());
  return *std::move(answer);
}

StoredResponse made_up(int number) {
  return {.name = "Made Up " + std::to_string(number),
          .source = "test",
          .rig = "GRAS 45CA",
          .form = "over-ear",
          .side = Channel::kLeft,
          .seating = number,
          .file = "/" + std::to_string(number),
          .part = {},
          .details = {"a detail"},
          .response = FrequencyResponse::make(FrequencyGrid::make({20.0, 1000.0, 20000.0}).value(),
                                              {static_cast<double>(number), 0.0, 1.0})
                          .value()};
}

std::size_t curves_in(const MeasurementStore& store) {
  const auto titles = store.find("");
  REQUIRE(titles);
  std::size_t count = 0;
  for (const auto& title : *titles) count += title.curves;
  return count;
}

}  // namespace

TEST_CASE("importing again changes nothing, from whichever folder; new values replace; a copy is no second curve") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/a/One.csv", MadeUp().csv());
  test::write(folder / "m/b/Two.csv", MadeUp({.peak_db = 1.0}).csv());
  CHECK(imported(folder / "m", inventory).stored.added == 2);
  for (const std::string& path : {folder / "m", folder / "m/"}) {
    const auto again = imported(path, inventory);
    CHECK(again.stored.added == 0);
    CHECK(again.stored.changed == 0);
    CHECK(again.stored.unchanged == 2);
  }
  CHECK(imported(folder / "m/a", inventory).stored.unchanged == 1);
  CHECK(imported(folder / "m/a/One.csv", inventory).stored.unchanged == 1);
  test::write(folder / "elsewhere/One.csv", MadeUp().csv());
  CHECK(imported(folder / "elsewhere", inventory).stored.unchanged == 1);
  test::write(folder / "m/a/One.csv", MadeUp({.peak_db = 2.0}).csv());
  CHECK(imported(folder / "m", inventory).stored.changed == 1);
  CHECK(curves_in(inventory.measurements) == 2);
  // And a second look at the file, from the start.
  CHECK(curves_in(inventory_in(folder).measurements) == 2);
}

TEST_CASE("files of one name in two folders do not overwrite each other") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "monday/One.csv", MadeUp({.peak_db = 1.0}).csv());
  test::write(folder / "friday/One.csv", MadeUp({.peak_db = 2.0}).csv());
  imported(folder / "monday", inventory);
  CHECK(imported(folder / "friday", inventory).stored.added == 1);
  CHECK(curves_in(inventory.measurements) == 2);
}

TEST_CASE("bad files are listed with their reasons and stop nothing") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/good.csv", MadeUp().csv());
  test::write(folder / "m/bad.csv", "frequency,raw\n20,x\n");
  test::write(folder / "m/worse.txt", std::string(1000, '\0'));
  const auto answer = imported(folder / "m", inventory);
  CHECK(answer.stored.added == 1);
  CHECK(answer.refused.size() == 2);
  for (const auto& refusal : answer.refused) CHECK_FALSE(refusal.reason.empty());
  CHECK_FALSE(import_measurements({.path = folder / "absent", .rig = {}, .form = {}}, inventory));
  const auto misformed = import_measurements({.path = folder / "m", .rig = {}, .form = "square"}, inventory);
  REQUIRE_FALSE(misformed);
  CHECK(misformed.error().code == Errc::kUsage);
}

TEST_CASE("a rig that is said later takes the place of none; two rigs stay apart") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/One.csv", MadeUp().csv());
  CHECK(imported(folder / "m", inventory, std::nullopt).without_rig == 1);
  CHECK(imported(folder / "m", inventory, "GRAS 45CA").stored.changed == 1);
  CHECK(curves_in(inventory.measurements) == 1);
  CHECK(imported(folder / "m", inventory, "B&K 5128").stored.added == 1);
  CHECK(inventory.measurements.find("one")->size() == 2);
}

TEST_CASE("seatings and sides stay apart, with their values to the last bit") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  test::write(folder / "m/Seated.csv",
              "frequency,L1,L2,R1\n20,1.1,2.2,3.3\n200,1,2,3\n2000,0.1,0.2,0.3\n20000,7,8,9\n");
  CHECK(imported(folder / "m", inventory).stored.added == 3);
  const auto titles = inventory.measurements.find("SEATED");
  REQUIRE(titles->size() == 1);
  const auto curves = inventory.measurements.load(titles->front());
  REQUIRE(curves);
  REQUIRE(curves->size() == 3);
  CHECK((*curves)[0].side == Channel::kLeft);
  CHECK((*curves)[0].response.db()[0] == 1.1);
  CHECK((*curves)[1].seating == 2);
  CHECK((*curves)[1].response.db()[0] == 2.2);
  CHECK((*curves)[2].side == Channel::kRight);
  CHECK((*curves)[2].response.db()[3] == 9.0);
  const auto subject = find_subject({.name = "seated", .rig = {}, .form = {}}, inventory);
  REQUIRE(subject);
  CHECK(subject->measurement.count(Channel::kLeft) == 2);
  CHECK(subject->measurement.count(Channel::kRight) == 1);
}

TEST_CASE("hostile names are stored, found, and never come out as what they could do to a terminal") {
  const Scratch folder;
  auto inventory = inventory_in(folder);
  for (const std::string& name :
       {std::string("Evil \x1b[2J\x07 One"), std::string("Robert'); DROP TABLE measurement;--"),
        std::string("bad \xff\xfe bytes"), std::string("\xe2\x80\xaegnal")}) {
    test::write(folder / ("m/" + name + ".csv"), MadeUp().csv());
  }
  CHECK(imported(folder / "m", inventory).stored.added == 4);
  const auto titles = inventory.measurements.find("");
  REQUIRE(titles);
  REQUIRE(titles->size() == 4);
  for (const auto& title : *titles) {
    CHECK(is_printable(title.name));
    CHECK(inventory.measurements.load(title)->size() == 1);
    CHECK_MESSAGE(find_subject({.name = title.name, .rig = {}, .form = {}}, inventory), title.name);
  }
}

TEST_CASE("an import killed at any moment leaves the store as it was or complete") {
  constexpr int kBefore = 5;
  constexpr int kNew = 300;
  std::vector<StoredResponse> before, fresh;
  for (int i = 0; i < kBefore; ++i) before.push_back(made_up(i));
  for (int i = 0; i < kNew; ++i) fresh.push_back(made_up(1000 + i));
  std::mt19937 random(20261120);
  int untouched = 0, complete = 0;
  for (int round = 0; round < 24; ++round) {
    const Scratch folder;
    const catalogue::Paths paths{test::compiled_catalogue(), folder / "own/catalogue.sqlite"};
    REQUIRE(MeasurementStore::open(paths)->import(before));
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      close(ends[0]);
      auto store = MeasurementStore::open(paths);
      if (!store) _exit(3);
      const auto done = store->import(fresh, [&](std::size_t) {
        if (write(ends[1], ".", 1) != 1) _exit(4);
      });
      _exit(done ? 0 : 5);
    }
    close(ends[1]);
    // Every third time it is left to the end and hit around the commit, by a delay in turns of a loop.
    const std::size_t items = round % 3 == 0 ? kNew : random() % (kNew + 1);
    char mark = 0;
    for (std::size_t i = 0; i < items && read(ends[0], &mark, 1) == 1; ++i) {
    }
    std::atomic<unsigned> turns{0};
    for (const auto spin = static_cast<unsigned>(random() % 3'000'000); turns.fetch_add(1) < spin;) {
    }
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    close(ends[0]);
    CHECK((WIFSIGNALED(status) || WEXITSTATUS(status) == 0));
    const auto left = MeasurementStore::open(paths);
    REQUIRE(left);
    const std::size_t count = curves_in(*left);
    CHECK((count == kBefore || count == kBefore + kNew));
    untouched += count == kBefore ? 1 : 0;
    complete += count == kBefore + kNew ? 1 : 0;
  }
  // A kill that always came too late, or always too early, would prove nothing.
  CHECK(untouched > 0);
  CHECK(complete > 0);
}
