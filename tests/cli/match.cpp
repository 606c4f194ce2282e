// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// eardrum match, as a person and as a program call it. What the verdicts say is the business of tests/match.
#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <eardrum/base/value.h>

#include "../report/schema_check.h"
#include "process.h"

using eardrum::Value;
using eardrum::test::bytes_of;
using eardrum::test::Ended;
using eardrum::test::holds;
using eardrum::test::is_one_line;
using eardrum::test::json_of;
using eardrum::test::run_eardrum;
using eardrum::test::schema;
using eardrum::test::Surroundings;
using eardrum::test::TemporaryFolder;
using eardrum::test::violation;
using eardrum::test::widest_line;

TEST_CASE("a headphone and a source, in either order, however they are spelt") {
  const Ended first = run_eardrum({"match", "hd650", "mojo"});
  CHECK(first.exit == 0);
  CHECK(first.err.empty());
  CHECK(holds(first.out, "Sennheiser HD 650"));
  CHECK(holds(first.out, "Chord Mojo"));
  CHECK(widest_line(first.out) > 40);
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"match", "mojo", "hd650"}, {"match", "HD-650", "Chord Mojo"}, {"match", "Sennheiser HD 650", "MOJO"}}) {
    CHECK(run_eardrum(words).out == first.out);
  }
}

TEST_CASE("text stays within 80 columns but for addresses, and has no escapes") {
  for (const auto& words : std::vector<std::vector<std::string>>{{"match", "hd650", "mojo", "--details"},
                                                                 {"match", "hd650", "hd800s", "mojo", "apple a2049"},
                                                                 {"chain", "show", "hd650", "mojo"},
                                                                 {"gear", "list"},
                                                                 {"gear", "show", "hd650"},
                                                                 {"gear", "show", "mojo"}}) {
    const Ended ended = run_eardrum(words);
    CAPTURE(words.at(0) + " " + words.at(1));
    REQUIRE(ended.exit == 0);
    std::istringstream lines(ended.out);
    for (std::string line; std::getline(lines, line);) {
      // An address is not broken, so that it can be clicked.
      if (!holds(line, "http")) CHECK_MESSAGE(widest_line(line + "\n") <= 80, line);
    }
    CHECK(ended.out.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("a locale without UTF-8 gets ASCII, but for names") {
  Surroundings plain;
  plain.environment["LC_ALL"] = "C";
  const std::string text = run_eardrum({"match", "hd650", "mojo", "--details"}, plain).out;
  CHECK(std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  plain.environment["LC_ALL"] = "C.UTF-8";
  CHECK_FALSE(run_eardrum({"match", "hd650", "mojo", "--details"}, plain).out == text);
}

TEST_CASE("the short answer is the beginning of what --details tells, and shorter") {
  const Ended brief = run_eardrum({"match", "hd650", "mojo"});
  const Ended full = run_eardrum({"match", "hd650", "mojo", "--details"});
  CHECK(full.out.size() > brief.out.size() * 3 / 2);
  CHECK(full.out.substr(0, 200) == brief.out.substr(0, 200));
}

TEST_CASE("names that are wrong, ambiguous or of one kind: one sentence that helps, exit 3 or 2") {
  Ended ended = run_eardrum({"match", "hd56", "mojo"});
  CHECK(ended.exit == 3);
  CHECK(ended.out.empty());
  CHECK(is_one_line(ended.err));
  CHECK(holds(ended.err, "did you mean Sennheiser HD 560S"));

  ended = run_eardrum({"match", "utopia", "mojo"});
  CHECK(ended.exit == 3);
  CHECK(is_one_line(ended.err));
  CHECK(holds(ended.err, "Focal Utopia (2016)"));
  CHECK(holds(ended.err, "Focal Utopia (2022)"));

  ended = run_eardrum({"match", "hd650", "hd600"});
  CHECK(ended.exit == 2);
  CHECK(is_one_line(ended.err));
  CHECK(holds(ended.err, "no source"));

  ended = run_eardrum({"match", "hd650"});
  CHECK(ended.exit == 2);
  CHECK(is_one_line(ended.err));
}

TEST_CASE("flags out of range or unknown to the gear are refused with what is possible") {
  struct Case {
    std::vector<std::string> flags;
    int exit;
    std::string says;
  };
  for (const auto& each : std::vector<Case>{{{"--level", "loud"}, 2, "30 to 120"},
                                            {{"--level", "300"}, 2, "30 to 120"},
                                            {{"--level", "nan"}, 2, "30 to 120"},
                                            {{"--hours", "-3"}, 2, "0 to 168"},
                                            {{"--music", "polka"}, 2, "classical"},
                                            {{"--cable", "long"}, 2, "26:1.5"},
                                            {{"--cable", "99:1"}, 2, ""},
                                            {{"--balanced"}, 3, "balanced"},
                                            {{"--balanced", "--single-ended"}, 2, "both"},
                                            {{"--gain", "eleven"}, 3, "eleven"},
                                            {{"--target", "no such curve"}, 3, "target"}}) {
    std::vector<std::string> words = {"match", "hd650", "mojo"};
    words.insert(words.end(), each.flags.begin(), each.flags.end());
    const Ended ended = run_eardrum(words);
    CAPTURE(each.flags.front());
    CHECK(ended.exit == each.exit);
    CHECK(ended.out.empty());
    CHECK(is_one_line(ended.err));
    CHECK_MESSAGE(holds(ended.err, each.says), ended.err);
  }
}

TEST_CASE("what the listener asks for reaches the verdict") {
  const auto levels = [](const std::vector<std::string>& flags) {
    std::vector<std::string> words = {"match", "hd650", "mojo", "--json"};
    words.insert(words.end(), flags.begin(), flags.end());
    return json_of(run_eardrum(words));
  };
  CHECK(levels({}) == levels({"--level", "80", "--music", "jazz", "--hours", "14", "--room", "25"}));
  for (const auto& flags : std::vector<std::vector<std::string>>{
           {"--level", "70"}, {"--music", "edm"}, {"--hours", "40"}, {"--room", "45"}, {"--cable", "30:3"}}) {
    CHECK_FALSE(levels(flags) == levels({}));
  }
}

TEST_CASE("a source that is too weak is poor, and the exit code says so") {
  const TemporaryFolder own;
  Surroundings mine;
  mine.environment["XDG_DATA_HOME"] = own.path();
  REQUIRE(
      run_eardrum({"gear", "add", "source", "Whisper", "Box", "--max-voltage", "0.02", "--output-impedance", "1"}, mine)
          .exit == 0);
  const Ended poor = run_eardrum({"match", "hd650", "whisper box", "--level", "90"}, mine);
  CHECK(poor.exit == 1);
  CHECK(poor.err.empty());
  // Beside one that is up to it, there is something to choose.
  CHECK(run_eardrum({"match", "hd650", "whisper box", "mojo", "--level", "90"}, mine).exit == 0);
}

TEST_CASE("the other outputs of a source are shown once each, those that play the same left out") {
  // FiiO M11: single-ended and balanced, gain high and low; its highest gain is what stands above already.
  const Value answer = json_of(run_eardrum({"match", "utopia 2022", "m11", "--json"}));
  const Value* others = answer.find("alternatives");
  REQUIRE(others != nullptr);
  std::size_t balanced = 0;
  for (const auto& other : others->as_array()) {
    const std::string source = other.find("source")->as_string();
    if (holds(source, "4.4")) ++balanced;
    CHECK_FALSE(holds(source, "gain high"));
  }
  CHECK(balanced >= 1);
  CHECK(others->as_array().size() >= 2);
}

TEST_CASE("--json follows its schema, and carries no text of the terminal") {
  const Ended one = run_eardrum({"match", "hd650", "mojo", "--json"});
  REQUIRE(one.exit == 0);
  CHECK(violation(schema("match-1"), json_of(one)) == "");
  const Ended several = run_eardrum({"match", "hd650", "mojo", "apple a2049", "--json"});
  REQUIRE(several.exit == 0);
  CHECK(violation(schema("comparison-1"), json_of(several)) == "");
  const Ended chain = run_eardrum({"chain", "show", "hd650", "mojo", "--json"});
  REQUIRE(chain.exit == 0);
  CHECK(violation(schema("chain-1"), json_of(chain)) == "");
  CHECK(violation(schema("version-1"), json_of(run_eardrum({"version", "--json"}))) == "");
}

TEST_CASE("--svg - and --html - are the standard output, as everywhere") {
  const TemporaryFolder folder;
  const Ended svg = run_eardrum({"match", "hd650", "mojo", "--svg", "-"});
  CHECK(svg.exit == 0);
  CHECK(svg.out.starts_with("<"));
  CHECK(svg.out.find("Good match\n") == std::string::npos);
  CHECK_FALSE(std::filesystem::exists("-"));
  CHECK(holds(run_eardrum({"match", "hd650", "mojo", "--html", "-"}).out, "</html>"));
  for (const auto& two : {std::vector<std::string>{"--svg", "-", "--html", "-"}, {"--svg", "-", "--json"}}) {
    std::vector<std::string> words = {"match", "hd650", "mojo"};
    words.insert(words.end(), two.begin(), two.end());
    const Ended ended = run_eardrum(words);
    CHECK(ended.exit == 2);
    CHECK(ended.out.empty());
  }
}

TEST_CASE("--svg and --html write whole files, and nothing where they can't") {
  const TemporaryFolder folder;
  const auto svg = folder.path() / "a.svg";
  const auto html = folder.path() / "a.html";
  const Ended ended = run_eardrum({"match", "hd650", "mojo", "--svg", svg, "--html", html});
  CHECK(ended.exit == 0);
  CHECK(bytes_of(svg).starts_with("<"));
  CHECK(holds(bytes_of(svg), "</svg>"));
  CHECK(holds(bytes_of(html), "</html>"));
  if (std::filesystem::exists("/usr/bin/xmllint")) {
    CHECK(eardrum::test::run_process({"/usr/bin/xmllint", "--noout", svg}).exit == 0);
  }
  // The answer is the same as without.
  CHECK(ended.out == run_eardrum({"match", "hd650", "mojo"}).out);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder.path())) ++files;
  CHECK(files == 2);

  const Ended failed = run_eardrum({"match", "hd650", "mojo", "--svg", folder.path() / "no" / "such" / "folder.svg"});
  CHECK(failed.exit == 3);
  CHECK(failed.out.empty());
  CHECK(is_one_line(failed.err));
}

TEST_CASE("| head is quiet, with more output than a pipe holds") {
  Surroundings head;
  head.read_at_most = 1;
  const Ended ended = run_eardrum({"gear", "export", "--all"}, head);
  CHECK(ended.signal == SIGPIPE);
  CHECK(ended.err.empty());
}

TEST_CASE("Ctrl-C while it waits: quiet, by the signal, so that a shell says 130") {
  // A pipe that nobody writes to keeps it waiting for the chain file.
  const TemporaryFolder folder;
  const auto fifo = folder.path() / "fifo.toml";
  REQUIRE(eardrum::test::run_process({"/usr/bin/mkfifo", fifo}).exit == 0);
  Surroundings interrupted;
  interrupted.interrupt_after = std::chrono::milliseconds(300);
  const Ended ended = run_eardrum({"chain", "show", fifo}, interrupted);
  CHECK(ended.signal == SIGINT);
  CHECK(ended.out.empty());
  CHECK(ended.err.empty());
}

TEST_CASE("without its data it says where it looked") {
  Surroundings lost;
  lost.environment["EARDRUM_DATA"] = "/nonexistent";
  const Ended ended = run_eardrum({"match", "hd650", "mojo"}, lost);
  CHECK(ended.exit == 3);
  CHECK(is_one_line(ended.err));
  CHECK(holds(ended.err, "/nonexistent"));
}

TEST_CASE("a chain printed is the chain shown; differences are lines and exit 1") {
  const TemporaryFolder folder;
  const auto a = (folder.path() / "a.toml").string();
  const auto b = (folder.path() / "b.toml").string();
  const Ended printed = run_eardrum({"chain", "print", "hd650", "mojo"});
  REQUIRE(printed.exit == 0);
  std::ofstream(a) << printed.out;
  const Ended checked = run_eardrum({"chain", "check", a});
  CHECK_MESSAGE(checked.exit == 0, checked.err);
  // What is shown of the file and of the names differs in the title only.
  const std::string of_file = run_eardrum({"chain", "show", a}).out;
  const std::string of_names = run_eardrum({"chain", "show", "hd650", "mojo"}).out;
  CHECK(of_file.substr(of_file.find("At the eardrum"), 400) == of_names.substr(of_names.find("At the eardrum"), 400));

  CHECK(run_eardrum({"chain", "diff", a, a}).exit == 0);
  CHECK(run_eardrum({"chain", "diff", a, a}).out.empty());
  REQUIRE(run_eardrum({"chain", "print", "hd650", "mojo", "--cable", "26:1.5"}).exit == 0);
  std::ofstream(b) << run_eardrum({"chain", "print", "hd650", "mojo", "--cable", "26:1.5"}).out;
  const Ended differs = run_eardrum({"chain", "diff", a, b});
  CHECK(differs.exit == 1);
  CHECK(holds(differs.out, "cable"));
  CHECK(differs.err.empty());
  CHECK(violation(schema("chain_check-1"), json_of(run_eardrum({"chain", "check", a, b, "--json"}))) == "");
  CHECK(violation(schema("chain_diff-1"), json_of(run_eardrum({"chain", "diff", a, b, "--json"}))) == "");
}

TEST_CASE("a chain file by hand, from standard input; a mistake names its line") {
  Surroundings input;
  input.standard_input =
      "format = \"eardrum-chain/1\"\n[[stage]]\ngear = \"Chord Mojo\"\n[[stage]]\nkind = \"cable\"\nawg = 26\n"
      "length_m = 1.2\n[[stage]]\ngear = \"HD 650\"\n";
  const Ended good = run_eardrum({"chain", "show", "-"}, input);
  CHECK_MESSAGE(good.exit == 0, good.err);
  CHECK(holds(good.out, "Sennheiser HD 650"));
  input.standard_input += "[[stage]]\nkind = \"ear\"\ncolour = \"black\"\n";
  const Ended bad = run_eardrum({"chain", "check", "-"}, input);
  CHECK(bad.exit == 3);
  CHECK(bad.out.empty());
  CHECK(is_one_line(bad.err));
  CHECK(holds(bad.err, "standard input:12"));
  CHECK(holds(bad.err, "colour"));
}
