// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/base/spelling.h>
#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/names.h>

#include "scratch.h"

using namespace eardrum;
using namespace eardrum::catalogue;

namespace {

const Catalogue& built_in_only() {
  static const test::Scratch folder;
  static const Catalogue catalogue = test::open_in(folder);
  return catalogue;
}

std::string headphone_named(const std::string& name) {
  const auto found = built_in_only().headphone(name);
  return found ? full_name(*found) : found.error().message;
}

std::string source_named(const std::string& name) {
  const auto found = built_in_only().source(name);
  return found ? full_name(found->gear) : found.error().message;
}

// Two rows of a plain edit-distance table, straight from the textbook, with swaps of neighbours.
std::size_t distance_oracle(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

TEST_CASE("names are found as people write them") {
  CHECK(headphone_named("hd650") == "Sennheiser HD 650");
  CHECK(headphone_named("HD 650") == "Sennheiser HD 650");
  CHECK(headphone_named("sennheiser hd-650") == "Sennheiser HD 650");
  CHECK(headphone_named("  Hd650 ") == "Sennheiser HD 650");
  CHECK(headphone_named("hd800s") == "Sennheiser HD 800 S");
  CHECK(headphone_named("hd 6xx") == "Sennheiser HD 6XX (Drop)");
  CHECK(headphone_named("campfire andromeda") == "Campfire Audio Andromeda (2020)");
  CHECK(headphone_named("Utopia 2022") == "Focal Utopia (2022)");
  CHECK(headphone_named("m50x") == "Audio-Technica ATH-M50x");
  CHECK(headphone_named("dt880 600") == "Beyerdynamic DT 880 Edition 600");
  CHECK(headphone_named("zero red") == "Truthear Zero:RED");
  CHECK(headphone_named("dan clark stealth") == "Dan Clark Audio Stealth");
  CHECK(headphone_named("v\xC3\xA9rit\xC3\xA9 open") == "ZMF Verite Open");
  CHECK(source_named("mojo") == "Chord Mojo");
  CHECK(source_named("Chord Mojo 2") == "Chord Mojo 2");
  CHECK(source_named("apple dongle") == "Apple USB-C to 3.5 mm adapter (US, A2049)");
  CHECK(source_named("bottlehead crack") == "Bottlehead Crack (OTL)");
  CHECK(source_named("FiiO M11") == "FiiO M11 (original)");
  CHECK(source_named("Sony NW-ZX507") == "Sony NW-ZX507");
  CHECK(source_named("zx507") == "Sony NW-ZX507");
  CHECK(source_named("magni 3+") == "Schiit Magni 3+");
  CHECK(source_named("magni 3") == "Schiit Magni 3");
  CHECK(source_named("o2") == "JDS Labs Objective2 (O2)");
}

TEST_CASE("every item is found by its own full name, and by its model where no other has it") {
  const auto everything = built_in_only().list();
  REQUIRE(everything);
  CHECK(everything->size() == 133 + 118);
  for (const auto& entry : *everything) {
    CAPTURE(entry.name());
    const auto match = built_in_only().find(entry.kind, entry.name());
    REQUIRE(match);
    REQUIRE(match->found.size() == 1);
    CHECK(match->found.front() == entry);
  }
}

TEST_CASE("an ambiguous name lists the candidates, a wrong one the nearest") {
  CHECK(headphone_named("utopia") ==
        "\"utopia\" may be Focal Utopia (2016) or Focal Utopia (2022); write more of the name");
  CHECK(headphone_named("hd56").starts_with("No headphone is called \"hd56\"; did you mean Sennheiser HD 560S"));
  CHECK(headphone_named("senheiser hd650")
            .starts_with("No headphone is called \"senheiser hd650\"; did you mean Sennheiser HD 650"));
  CHECK(headphone_named("susvra").find("HiFiMAN Susvara") != std::string::npos);
  // Another headphone than the one that was named is never taken for it: there is an HD 800 that is no HD 800 S.
  CHECK(headphone_named("hd800").starts_with("No headphone is called"));
  CHECK(headphone_named("mojo") == "\"mojo\" is a source (Chord Mojo), not a headphone");
  CHECK(headphone_named("qqqqqqqqqq") ==
        "No headphone is called \"qqqqqqqqqq\"; eardrum gear search looks for a part of a name, gear add takes in one "
        "that is missing");
  CHECK(headphone_named("").starts_with("No headphone is called \"\""));
  CHECK(source_named("mojo 22").find("Chord Mojo 2") != std::string::npos);
}

TEST_CASE("a name may say which socket") {
  const auto balanced = built_in_only().source("fiio m11 balanced");
  REQUIRE(balanced);
  CHECK(full_name(balanced->gear) == "FiiO M11 (original)");
  CHECK(balanced->output == Output::kBalanced);
  CHECK(built_in_only().source("k19 4.4")->output == Output::kBalanced);
  CHECK_FALSE(built_in_only().source("k19")->output.has_value());
  CHECK(source_named("mojo balanced") == "Chord Mojo has no balanced socket in the catalogue");
}

TEST_CASE("search finds all words, as beginnings, in any order") {
  const auto names = [](const std::string& words) {
    std::vector<std::string> out;
    const auto found = built_in_only().search(words);
    for (const auto& entry : *found) out.push_back(entry.name());
    return out;
  };
  const auto has = [](const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
  };
  CHECK(has(names("hd650"), "Sennheiser HD 650"));
  CHECK(has(names("senn 650"), "Sennheiser HD 650"));
  CHECK(has(names("planar closed"), "Dan Clark Audio Stealth"));
  CHECK_FALSE(has(names("planar closed"), "HiFiMAN Sundara"));
  CHECK(has(names("warm dap"), "Sony NW-ZX507"));
  CHECK(names("nothing like this").empty());
  CHECK(names("").empty());
  CHECK(built_in_only().search("e", 7)->size() == 7);
}

TEST_CASE("edit distance against the textbook") {
  std::mt19937 random(7);
  const auto word = [&] {
    std::string out;
    for (auto n = random() % 9; n > 0; --n) out += static_cast<char>('a' + random() % 4);
    return out;
  };
  for (int i = 0; i < 5000; ++i) {
    const std::string a = word();
    const std::string b = word();
    const std::size_t limit = random() % 6;
    CAPTURE(a);
    CAPTURE(b);
    CHECK(edit_distance(a, b, limit) == std::min(distance_oracle(a, b), limit + 1));
  }
}
