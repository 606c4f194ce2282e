// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// eardrum gear on a catalogue of one's own, with names that mean harm.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <eardrum/base/value.h>

#include "../report/schema_check.h"
#include "process.h"

using eardrum::test::bytes_of;
using eardrum::test::Ended;
using eardrum::test::holds;
using eardrum::test::is_one_line;
using eardrum::test::run_eardrum;
using eardrum::test::schema;
using eardrum::test::Surroundings;
using eardrum::test::TemporaryFolder;
using eardrum::test::violation;

namespace {

// A catalogue of one's own that goes with the test.
struct Own {
  TemporaryFolder folder;
  Surroundings surroundings;
  Own() { surroundings.environment["XDG_DATA_HOME"] = folder.path(); }
  Ended operator()(const std::vector<std::string>& words) const {
    auto gear = words;
    gear.insert(gear.begin(), "gear");
    return run_eardrum(gear, surroundings);
  }
};

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("list and search: names, JSON by its schema, one kind or all") {
  const Own own;
  const Ended all = own({"list", "--json"});
  const auto value = eardrum::parse_json(all.out);
  REQUIRE(value);
  CHECK(violation(schema("gear_list-1"), *value) == "");
  const std::size_t headphones = lines(own({"list", "headphones", "--names"}).out);
  const std::size_t sources = lines(own({"list", "sources", "--names"}).out);
  CHECK(headphones >= 133);
  CHECK(headphones + sources == value->find("gear")->as_array().size());
  CHECK(own({"list", "--mine", "--names"}).out.empty());
  CHECK(holds(own({"search", "foc", "uto"}).out, "Focal Utopia"));
  const Ended none = own({"search", "qqqqq"});
  CHECK(none.exit == 3);
  CHECK(is_one_line(none.err));
}

TEST_CASE("every name that shells complete is one word and is found") {
  const Own own;
  std::istringstream names(own({"list", "--names"}).out);
  std::size_t count = 0;
  for (std::string name; std::getline(names, name); ++count) {
    CHECK(name.find_first_of(" '\"$\\`()<>|&;*?") == std::string::npos);
    if (count % 20 == 0) CHECK_MESSAGE(own({"show", name}).exit == 0, name);
  }
  CHECK(count > 200);
}

TEST_CASE("show: every figure with where it is from; JSON by its schema") {
  const Own own;
  for (const std::string name : {"hd650", "mojo"}) {
    const Ended text = own({"show", name});
    CHECK(text.exit == 0);
    CHECK(holds(text.out, "Sources"));
    CHECK(holds(text.out, "http"));
    const auto value = eardrum::parse_json(own({"show", name, "--json"}).out);
    REQUIRE(value);
    CHECK(violation(schema("gear-1"), *value) == "");
  }
  CHECK(holds(own({"show", "hd650"}).out, "Audio Science Review"));
}

TEST_CASE("add, edit, match, remove") {
  const Own own;
  CHECK(own({"add", "headphone", "Acme", "One", "--impedance", "32", "--sensitivity", "103 dB/V", "--from", "the box"})
            .exit == 0);
  CHECK(holds(own({"show", "acme one"}).out, "the box"));
  CHECK(own({"edit", "acme one", "--impedance", "40"}).exit == 0);
  CHECK(holds(own({"show", "acme one"}).out, "40 ohm"));
  CHECK_FALSE(holds(own({"show", "acme one"}).out, "32 ohm"));
  CHECK(run_eardrum({"match", "acme one", "mojo"}, own.surroundings).exit == 0);
  const Ended again = own({"add", "headphone", "Acme", "One"});
  CHECK(again.exit == 3);
  CHECK(is_one_line(again.err));
  CHECK(own({"remove", "acme one"}).exit == 0);
  CHECK(own({"show", "acme one"}).exit == 3);
}

TEST_CASE("editing built-in gear hides it, and removing brings it back") {
  const Own own;
  const std::string before = own({"show", "hd650"}).out;
  REQUIRE(own({"edit", "hd650", "--impedance", "311"}).exit == 0);
  CHECK(holds(own({"show", "hd650"}).out, "311 ohm"));
  CHECK(own({"remove", "hd650"}).exit == 0);
  CHECK(own({"show", "hd650"}).out == before);
  const Ended built_in = own({"remove", "hd650"});
  CHECK(built_in.exit == 3);
  CHECK(is_one_line(built_in.err));
}

TEST_CASE("edit in an editor: kept, refused with its line, or left alone") {
  Own own;
  REQUIRE(own({"add", "headphone", "Acme", "One", "--impedance", "32"}).exit == 0);
  own.surroundings.environment["VISUAL"] = "sed -i s/32/48/";
  CHECK(own({"edit", "acme one"}).exit == 0);
  CHECK(holds(own({"show", "acme one"}).out, "48 ohm"));
  own.surroundings.environment["VISUAL"] = "true";
  CHECK(holds(own({"edit", "acme one"}).out, "Nothing was changed"));
  own.surroundings.environment["VISUAL"] = "false";
  CHECK(own({"edit", "acme one"}).exit == 2);
  CHECK(holds(own({"show", "acme one"}).out, "48 ohm"));
}

TEST_CASE("what was typed and can't be taken is kept, and the message says where and how to go on") {
  Own own;
  REQUIRE(own({"add", "headphone", "Acme", "One", "--impedance", "32"}).exit == 0);
  const std::vector<std::pair<std::string, int>> editors = {
      {"sed -i s/32/-48/", 3}, {"sed -i s/32/-48/ \"$1\"; false", 2}, {"sed -i s/32/-48/ \"$1\"; kill -INT $$;", 2}};
  for (const auto& editor : editors) {
    CAPTURE(editor.first);
    const TemporaryFolder temporary;
    own.surroundings.environment["TMPDIR"] = temporary.path();
    own.surroundings.environment["VISUAL"] = editor.first;
    const Ended refused = own({"edit", "acme one"});
    CHECK(refused.exit == editor.second);
    CHECK(is_one_line(refused.err));
    CHECK(refused.out.empty());
    CHECK(holds(own({"show", "acme one"}).out, "32 ohm"));
    const auto at = refused.err.rfind(temporary.path().string());
    REQUIRE(at != std::string::npos);
    const std::string kept = refused.err.substr(at, refused.err.size() - at - 1);
    CHECK(holds(refused.err, "eardrum gear import " + kept));
    std::string text = bytes_of(kept);
    CHECK(holds(text, "-48"));
    text.replace(text.find("-48"), 3, "48");
    std::ofstream(kept) << text;
    CHECK(own({"import", kept}).exit == 0);
    CHECK(holds(own({"show", "acme one"}).out, "48 ohm"));
    REQUIRE(own({"edit", "acme one", "--impedance", "32"}).exit == 0);
  }
}

TEST_CASE("Ctrl-C while an editor is open is the editor's; one that it ends leaves nothing") {
  Own own;
  REQUIRE(own({"add", "headphone", "Acme", "One", "--impedance", "32"}).exit == 0);
  // A terminal sends it to both; the parent of the editor's shell is the program.
  own.surroundings.environment["VISUAL"] = "kill -INT $PPID; kill -QUIT $PPID; sed -i s/32/48/";
  CHECK(own({"edit", "acme one"}).exit == 0);
  CHECK(holds(own({"show", "acme one"}).out, "48 ohm"));
  own.surroundings.environment["VISUAL"] = "kill -INT $PPID; kill -INT $$;";
  const Ended ended = own({"edit", "acme one"});
  CHECK(ended.signal == SIGINT);
  CHECK(ended.out.empty());
  CHECK(ended.err.empty());
}

TEST_CASE("a unit that was mistaken is asked about, and taken when insisted on") {
  const Own own;
  // Trap N7 of reference/electrical.md section 11: 97 dB/mW printed as if it were dB/V.
  const std::vector<std::string> words = {"add",      "headphone", "Acme",        "Trap", "--form",        "over-ear",
                                          "--driver", "dynamic",   "--impedance", "300",  "--sensitivity", "97 dB/V"};
  const Ended asked = own(words);
  CHECK(asked.exit == 3);
  CHECK(is_one_line(asked.err));
  CHECK(holds(asked.err, "dB/mW"));
  CHECK(own({"show", "acme trap"}).exit == 3);
  auto insisted = words;
  insisted.emplace_back("--anyway");
  CHECK(own(insisted).exit == 0);
  CHECK(own({"show", "acme trap"}).exit == 0);
}

TEST_CASE("each spelling of a sensitivity is taken and shown in dB/V") {
  // One headphone of 100 ohm and 110 dB/V: 100 dB/mW, 90 dB at 0.1 V, 0.1585 V for 94 dB.
  const Own own;
  int number = 0;
  for (const std::string sensitivity : {"100 dB/mW", "90 dB at 0.1 V", "0.158489 V for 94 dB"}) {
    const std::string model = "S" + std::to_string(++number);
    CHECK(
        own({"add", "headphone", "Acme", model, "--impedance", "100", "--sensitivity", sensitivity, "--anyway"}).exit ==
        0);
    const std::string shown = own({"show", "acme " + model}).out;
    CHECK_MESSAGE((holds(shown, "110 dB/V") || holds(shown, "110.0 dB/V")), shown);
  }
  const Ended unknown = own({"add", "headphone", "Acme", "S9", "--sensitivity", "97 parsec"});
  CHECK(unknown.exit == 2);
  CHECK(is_one_line(unknown.err));
}

TEST_CASE("export and import give back the same, as TOML and through files") {
  const Own own;
  REQUIRE(own({"add", "headphone", "Acme", "One", "--impedance", "32", "--sensitivity", "103 dB/V"}).exit == 0);
  REQUIRE(own({"add", "source", "Acme", "Two", "--kind", "dap", "--max-voltage", "2", "--power", "32:120"}).exit == 0);
  const auto file = (own.folder.path() / "mine.toml").string();
  CHECK(own({"export", "--output", file}).exit == 0);
  const Own other;
  const Ended imported = other({"import", file});
  CHECK_MESSAGE(imported.exit == 0, imported.err);
  CHECK(other({"show", "acme one"}).out == own({"show", "acme one"}).out);
  CHECK(other({"show", "acme two"}).out == own({"show", "acme two"}).out);
  CHECK(other({"export"}).out == own({"export"}).out);

  const auto table = (own.folder.path() / "headphones.csv").string();
  CHECK(own({"export", "--only", "headphones", "--output", table}).exit == 0);
  const Own third;
  CHECK(third({"import", table}).exit == 0);
  CHECK(third({"show", "acme one"}).exit == 0);
  CHECK(own({"export", "--format", "csv"}).exit == 2);  // both kinds
}

TEST_CASE("what changes gear answers in JSON too") {
  const Own own;
  const auto follows = [&](const std::string& name, const std::vector<std::string>& words) {
    const Ended ended = own(words);
    const auto value = eardrum::parse_json(ended.out);
    REQUIRE_MESSAGE(value, ended.err);
    CHECK(violation(schema(name), *value) == "");
  };
  follows("gear_change-1", {"add", "headphone", "Acme", "One", "--impedance", "32", "--json"});
  follows("gear_change-1", {"edit", "acme one", "--impedance", "40", "--json"});
  const auto file = (own.folder.path() / "mine.toml").string();
  CHECK(own({"export", "--output", file}).exit == 0);
  follows("gear_change-1", {"remove", "acme one", "--json"});
  follows("gear_import-1", {"import", file, "--json"});
}

TEST_CASE("a file with a mistake imports nothing") {
  const Own own;
  const auto file = own.folder.path() / "bad.toml";
  std::ofstream(file) << "[[headphone]]\nbrand = \"Acme\"\nmodel = \"One\"\nform = \"over-ear\"\n"
                         "[[headphone]]\nbrand = \"Acme\"\nmodel = \"Two\"\nform = \"square\"\n";
  const Ended ended = own({"import", file});
  CHECK(ended.exit == 3);
  CHECK(is_one_line(ended.err));
  CHECK(holds(ended.err, "bad.toml:8"));
  CHECK(own({"list", "--mine", "--names"}).out.empty());
}

TEST_CASE("an import that is interrupted leaves everything or nothing") {
  const TemporaryFolder folder;
  const auto file = folder.path() / "many.toml";
  constexpr std::size_t kMany = 3000;
  {
    std::ofstream text(file);
    for (std::size_t i = 0; i < kMany; ++i) {
      text << "[[headphone]]\nbrand = \"Acme\"\nmodel = \"Number " << i << "\"\nform = \"over-ear\"\n";
    }
  }
  for (const int milliseconds : {5, 40, 80, 120, 200, 300, 500, 900}) {
    Own own;
    own.surroundings.interrupt_after = std::chrono::milliseconds(milliseconds);
    const Ended ended = own({"import", file});
    own.surroundings.interrupt_after.reset();
    CHECK((ended.exit == 0 || ended.signal == SIGINT));
    CHECK(ended.err.empty());
    const std::size_t mine = lines(own({"list", "--mine", "--names"}).out);
    CHECK((mine == 0 || mine == kMany));
    if (ended.exit == 0) CHECK(mine == kMany);
  }
}

TEST_CASE("names that mean harm are stored or refused, never executed or printed raw") {
  const Own own;
  const std::size_t built_in = lines(own({"list", "--names"}).out);
  const std::vector<std::string> names = {"'; DROP TABLE gear; --",
                                          "Robert\"); DELETE FROM headphone; --",
                                          "<script>alert(1)</script>",
                                          "%s%s%n",
                                          "\x1b[2J\x1b[31mred",
                                          "bell\a",
                                          "\xC2\x9B"
                                          "31m",
                                          "two\nlines",
                                          "\xff\xfe",
                                          "\xE2\x80\xAE"
                                          "desrever",
                                          "[a,b]",
                                          "--help",
                                          "$(touch pwned)",
                                          std::string(100000, 'x')};
  for (const auto& name : names) {
    CAPTURE(name.substr(0, 40));
    const Ended added = own({"add", "headphone", "Mallory", "--impedance", "32", "--", name});
    CHECK((added.exit == 0 || added.exit == 3 || added.exit == 2));
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"list"}, {"list", "--names"}, {"search", "--", name}, {"show", "--", name}}) {
      const Ended shown = own(words);
      CHECK(shown.signal == 0);
      for (const auto& text : {shown.out, shown.err, added.out, added.err}) {
        CHECK(text.find_first_of("\x1b\a\xff") == std::string::npos);
        CHECK(text.find("\xC2\x9B") == std::string::npos);
        CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
      }
    }
  }
  CHECK(lines(own({"list", "--names"}).out) >= built_in);
  const auto page = own.folder.path() / "page.html";
  const Ended html =
      run_eardrum({"match", "--html", page, "mojo", "--", "mallory <script>alert(1)</script>"}, own.surroundings);
  if (html.exit == 0) {
    std::ifstream file(page);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    CHECK_FALSE(holds(text, "<script>alert"));
  }
  CHECK_FALSE(std::filesystem::exists("pwned"));
}
