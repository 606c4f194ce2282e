// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalize_all.h>

#include <atomic>
#include <map>

#include <doctest/doctest.h>

#include "headphones.h"

using namespace eardrum;
using namespace eardrum::app;
using test::inventory_in;
using test::MadeUp;
using test::Scratch;

namespace {

EqualizeAllRequest of_tree(const Scratch& folder) {
  EqualizeAllRequest request;
  request.tree = folder / "tree";
  request.folder = folder / "out";
  request.each.subject.rig = "GRAS 45CA";
  request.each.effort = eq::Effort::kFast;
  request.threads = 3;
  return request;
}

void plant(const Scratch& folder) {
  for (int i = 0; i < 6; ++i) {
    test::write(folder / ("tree/shelf " + std::to_string(i % 2) + "/Made Up " + std::to_string(i) + ".csv"),
                MadeUp({.peak_db = i + 1.0, .bass_db = -2.0}).csv());
  }
  test::write(folder / "tree/shelf 0/broken.csv", "frequency,raw\n20,x\nno,no\n");
}

std::map<std::string, std::string> files_in(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file())
      files[entry.path().lexically_relative(folder).string()] = test::bytes_of(entry.path().string());
  }
  return files;
}

}  // namespace

TEST_CASE("a tree: each headphone its file, in its own folder; a bad file is listed and stops nothing") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  plant(folder);
  const auto answer = equalize_all(of_tree(folder), inventory);
  REQUIRE_MESSAGE(answer, answer.error().to_string());
  CHECK(answer->written == 6);
  CHECK(answer->already_there == 0);
  REQUIRE(answer->refused.size() == 1);
  CHECK(answer->refused[0].file.ends_with("broken.csv"));
  CHECK_FALSE(answer->refused[0].reason.empty());
  CHECK(answer->median_after_db < answer->median_before_db);
  const auto files = files_in(folder / "out");
  CHECK(files.size() == 6);
  CHECK(files.begin()->first.starts_with("shelf 0/Made Up 0"));
  // One headphone alone gets the same filters.
  auto one = of_tree(folder).each;
  one.subject.name = folder / "tree/shelf 0/Made Up 0.csv";
  CHECK(equalize(one, inventory)->exported.text == files.begin()->second);
}

TEST_CASE("what a format can't hold and what a rig costs is said of a batch too, once for all") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  plant(folder);
  auto request = of_tree(folder);
  request.each.device = "squig-link";
  request.each.target = {.name = "Diffuse field 5128", .taste = {}, .force = true};
  const auto answer = equalize_all(request, inventory);
  REQUIRE_MESSAGE(answer, answer.error().to_string());
  CHECK(answer->written == 6);
  const auto said = [&](const std::string& words) {
    return std::count_if(answer->remarks.begin(), answer->remarks.end(), [&](const auto& remark) {
      return remark.first.find(words) != std::string::npos && remark.second == 6;
    });
  };
  CHECK(said("preamp") == 1);
  CHECK(said("by force") == 1);
}

TEST_CASE("it goes on where it stopped, and files that are there are left alone") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  plant(folder);
  REQUIRE(equalize_all(of_tree(folder), inventory));
  const auto complete = files_in(folder / "out");
  auto it = complete.begin();
  std::filesystem::remove(folder / ("out/" + it->first));
  ++it;
  test::write(folder / ("out/" + it->first), "mine");
  const auto again = equalize_all(of_tree(folder), inventory);
  REQUIRE(again);
  CHECK(again->written == 1);
  CHECK(again->already_there == 5);
  auto expected = complete;
  expected[it->first] = "mine";
  CHECK(files_in(folder / "out") == expected);
}

TEST_CASE("stopped at the start it writes nothing; a tree that is none is an error") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  plant(folder);
  const std::atomic<bool> stop{true};
  const auto stopped = equalize_all(of_tree(folder), inventory, {}, &stop);
  REQUIRE(stopped);
  CHECK(stopped->written == 0);
  auto request = of_tree(folder);
  request.tree = folder / "absent";
  CHECK_FALSE(equalize_all(request, inventory));
}
