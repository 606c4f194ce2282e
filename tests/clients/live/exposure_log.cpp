// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <live/exposure_log.h>

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include <eardrum/base/file.h>

#include "support/temporary_folder.h"

using namespace eardrum;
using namespace eardrum::live;

namespace {

struct Folder : test::TemporaryFolder {
  std::string file() const { return *this / "state/exposure.json"; }
};

ExposureLog::Time at(double hours) {
  return ExposureLog::Time(std::chrono::duration<double>(1.8e9 + 3600.0 * hours));
}

}  // namespace

TEST_CASE("what was taken stays for a week, and no longer, whichever session took it") {
  const Folder folder;
  ExposureLog one(folder.file()), other(folder.file());
  CHECK(*one.add({0.5, 0.25}, Hours(0.5), at(0)) == EarsPa2h{0.5, 0.25});
  const EarsPa2h both = *other.add({0.1, 0.1}, Hours(1), at(10));
  CHECK(both[0] == doctest::Approx(0.6));
  CHECK(both[1] == doctest::Approx(0.35));
  CHECK((*one.add({0, 0}, Hours(0), at(160)))[0] == doctest::Approx(0.6));
  CHECK((*one.add({0, 0}, Hours(0), at(172)))[0] == doctest::Approx(0.1));
  CHECK((*one.add({0, 0}, Hours(0), at(400)))[0] == 0.0);
}

TEST_CASE("two sessions at once: every part is counted once") {
  const Folder folder;
  const auto take = [&] {
    ExposureLog log(folder.file());
    for (int k = 0; k < 50; ++k) CHECK(log.add({0.01, 0.02}, Hours(0.01), at(1)).has_value());
  };
  std::thread second(take);
  take();
  second.join();
  const EarsPa2h week = *ExposureLog(folder.file()).add({0, 0}, Hours(0), at(2));
  CHECK(week[0] == doctest::Approx(1.0));
  CHECK(week[1] == doctest::Approx(2.0));
}

TEST_CASE("a clock that is set back neither forgets nor fails") {
  const Folder folder;
  ExposureLog log(folder.file());
  CHECK(log.add({0.5, 0.5}, Hours(1), at(100)).has_value());
  CHECK((*log.add({0.1, 0.1}, Hours(1), at(-1000)))[0] == doctest::Approx(0.6));
  CHECK((*log.add({0, 0}, Hours(0), at(101)))[0] == doctest::Approx(0.6));
}

TEST_CASE("a file that is something else is left alone and told") {
  const Folder folder;
  ExposureLog log(folder.file());
  CHECK(log.add({0.5, 0.5}, Hours(1), at(0)).has_value());
  for (const char* text :
       {"", "{}", "[1]", R"({"format":"eardrum-exposure/1","updated_s":-1,"into_hour_h":0,"ears":[]})",
        R"({"format":"eardrum-exposure/1","updated_s":1,"into_hour_h":0,"ears":[[1],[2]]})"}) {
    std::ofstream(folder.file()) << text;
    const auto refused = log.add({0.1, 0.1}, Hours(1), at(1));
    REQUIRE(!refused.has_value());
    CHECK(*read_file(folder.file()) == text);
  }
}
