// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/name_lookup.h>

#include <algorithm>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/names.h>

#include "scratch.h"

using namespace eardrum;
using namespace eardrum::catalogue;

namespace {

std::vector<Names> each_alone(const std::vector<std::string>& names) {
  std::vector<Names> things;
  for (const auto& name : names) things.push_back({name});
  return things;
}

// What is found, by name; or what is told in its place, after a question mark.
std::vector<std::string> told(const std::string& typed, const std::vector<std::string>& names) {
  const NameMatch match = match_names(typed, each_alone(names));
  std::vector<std::string> out;
  if (match.found.empty()) out.emplace_back("?");
  for (const std::size_t i : match.found.empty() ? match.nearest() : match.found) out.push_back(names[i]);
  return out;
}

using List = std::vector<std::string>;

// As people separate them: "HD 650" has two words, "hd650" one.
List spaced_words(const std::string& name) {
  List words;
  std::string word;
  for (const char c : name + " ") {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

// 0: the name; 1: its end, or all of it but for the parentheses; 2: its last word is left; 3: that is gone too.
int left_out(const std::string& name, const List& typed) {
  const List words = fold(name), core = fold(without_parentheses(name));
  if (words == typed) return 0;
  const bool is_end = words.size() >= typed.size() && std::equal(typed.rbegin(), typed.rend(), words.rbegin());
  if (is_end || core == typed) return 1;
  return !core.empty() && std::find(typed.begin(), typed.end(), core.back()) != typed.end() ? 2 : 3;
}

// Every name less each of its words is found, or it or five others that hold what is left are told.
void check_each_word_dropped(const List& names) {
  const auto things = each_alone(names);
  for (std::size_t own = 0; own < names.size(); ++own) {
    const List words = spaced_words(names[own]);
    for (std::size_t dropped = 0; dropped < words.size() && words.size() > 1; ++dropped) {
      std::string typed;
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != dropped) typed += (typed.empty() ? "" : " ") + words[i];
      }
      const auto left = fold(typed);
      if (left.empty() || left == List{"+"}) continue;
      CAPTURE(names[own]);
      CAPTURE(typed);
      const NameMatch match = match_names(typed, things);
      const auto has_own = [own](const std::vector<std::size_t>& some) {
        return std::find(some.begin(), some.end(), own) != some.end();
      };
      // Another is called so; or this one is found; or it is told, or crowded out by five such as it.
      const bool crowded = match.nearest().size() == 5 && has_own(match.holding);
      if (match.found.empty()) {
        CHECK((has_own(match.nearest()) || crowded));
      } else if (!has_own(match.found)) {
        for (const std::size_t other : match.found)
          CHECK_MESSAGE(left_out(names[other], left) < left_out(names[own], left), names[other]);
      }
    }
  }
}

}  // namespace

TEST_CASE("a part of a name finds it; what leaves least out goes first") {
  const List names{"Sennheiser HD 650", "Sennheiser HD 650 (worn pads)", "Sennheiser HD 800 S", "Made Up Utopia Mk2"};
  for (const char* typed : {"sennheiser hd650", "HD-650", "hd 650", "650"})
    CHECK(told(typed, names) == List{"Sennheiser HD 650"});
  for (const char* typed : {"hd 650 worn pads", "650 pads", "Sennheiser HD650 (worn pads)"})
    CHECK(told(typed, names) == List{"Sennheiser HD 650 (worn pads)"});
  CHECK(told("made mk2", names) == List{"Made Up Utopia Mk2"});
  CHECK(told("made up mk 2", names) == List{"Made Up Utopia Mk2"});
  CHECK(told("sennheiser 650", names) == List{"Sennheiser HD 650", "Sennheiser HD 650 (worn pads)"});
  CHECK(told("hd 650", {"A HD 650", "B HD 650"}) == List{"A HD 650", "B HD 650"});
  CHECK(match_names("one", each_alone({"One", "Old One"})).whole);
  CHECK_FALSE(match_names("old", each_alone({"Old One"})).whole);
}

TEST_CASE("a name that lacks its last word, or is misspelt, is not taken for it but told") {
  const List names{"Sennheiser HD 800 S", "Made Up Utopia", "Planar Thing Closed"};
  CHECK(told("hd 800", names) == List{"?", "Sennheiser HD 800 S"});
  CHECK(told("planar thing", names) == List{"?", "Planar Thing Closed"});
  CHECK(told("thing", names) == List{"?", "Planar Thing Closed"});
  CHECK(told("closed planar", names) == List{"?", "Planar Thing Closed"});
  CHECK(told("utopai", names) == List{"?", "Made Up Utopia"});
  CHECK(told("made up utpia", names) == List{"?", "Made Up Utopia"});
  CHECK(told("hd 80o s", names) == List{"?", "Sennheiser HD 800 S"});
  CHECK(told("qqqqqqqq", names) == List{"?"});
  CHECK(told("810", {"HD 800", "DT 880"}) == List{"?"});  // a number alone resembles every other
  CHECK(told("", names) == List{"?"});
  CHECK(told("--", {"--", "a"}) == List{"--"});
}

TEST_CASE("a thing with several names is found by each") {
  const std::vector<Names> things{{"ears", "8600061"}, {"UMIK", "7000123"}};
  CHECK(match_names("86-00061", things).found == std::vector<std::size_t>{0});
  CHECK(match_names("umik", things).found == std::vector<std::size_t>{1});
  CHECK(match_names("umk", things).nearest() == std::vector<std::size_t>{1});
}

TEST_CASE("any one word of a name may be dropped: it is found, or told among those that match") {
  SUBCASE("names of real headphones") {
    const test::Scratch folder;
    const auto gear = test::open_in(folder).list(GearKind::kHeadphone);
    REQUIRE(gear);
    List names;
    for (const auto& entry : *gear) names.push_back(entry.name());
    check_each_word_dropped(names);
  }
  SUBCASE("names of a few words, which crowd each other") {
    std::mt19937 random(20261120);
    const List vocabulary{
        "hd", "650", "Pro", "(worn)", "MKII", "S", "Closed-Back", "x2", "+", "Ear", "V\xC3\xA9rit\xC3\xA9"};
    for (int round = 0; round < 60; ++round) {
      List names;
      for (std::size_t count = 1 + random() % 30; names.size() < count;) {
        std::string name;
        for (auto words = 1 + random() % 5; words > 0; --words)
          name += (name.empty() ? "" : " ") + vocabulary[random() % vocabulary.size()];
        names.push_back(name);
      }
      check_each_word_dropped(names);
    }
  }
}
