// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// What holds for the command line as a whole. The verbs and flags are not listed here: they are read from the program's
// own help, so that a new verb is held to the same rules on the day that it appears.
#include <doctest/doctest.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include <eardrum/base/value.h>

#include "process.h"

using eardrum::test::Ended;
using eardrum::test::is_one_line;
using eardrum::test::run_eardrum;
using eardrum::test::TemporaryFolder;
using eardrum::test::widest_line;

namespace {

struct Verb {
  std::vector<std::string> words;
  std::string help;
  std::set<std::string> flags;
};

// Lines such as "  match        Do the two get along?" and "  --level DB  ..." of a help text.
std::set<std::string> first_words(const std::string& help, const std::regex& pattern) {
  std::set<std::string> found;
  std::istringstream lines(help);
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_search(line, match, pattern)) found.insert(match[1]);
  }
  return found;
}

void collect(std::vector<Verb>& all, const std::vector<std::string>& words) {
  static const std::regex kFlag("^  (?:-., )?(--[a-z0-9-]+)");
  static const std::regex kVerb("^  ([a-z][a-z-]*)  +[A-Z]");
  auto with_help = words;
  with_help.emplace_back("--help");
  const Ended help = run_eardrum(with_help);
  REQUIRE(help.exit == 0);
  all.push_back({words, help.out, first_words(help.out, kFlag)});
  if (help.out.find(" VERB ") == std::string::npos || (words.size() == 1 && words[0] == "help")) return;
  for (const auto& verb : first_words(help.out, kVerb)) {
    auto deeper = words;
    deeper.push_back(verb);
    collect(all, deeper);
  }
}

const std::vector<Verb>& every_verb() {
  static const std::vector<Verb> kVerbs = [] {
    std::vector<Verb> all;
    collect(all, {});
    return all;
  }();
  return kVerbs;
}

}  // namespace

TEST_CASE("no arguments: help, on standard output, and success") {
  const Ended ended = run_eardrum({});
  CHECK(ended.exit == 0);
  CHECK(ended.out.find("Usage") != std::string::npos);
  CHECK(ended.out.find("match") != std::string::npos);
  CHECK(ended.err.empty());
}

TEST_CASE("the help of every verb fits 80 columns, and names --help itself") {
  CHECK(every_verb().size() >= 5);
  for (const auto& verb : every_verb()) {
    CAPTURE(verb.help);
    CHECK(widest_line(verb.help) <= 80);
    CHECK(verb.flags.contains("--help"));
    CHECK(verb.help.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("an equaliser's flag is one wherever there is one") {
  int count = 0;
  for (const auto& verb : every_verb()) {
    if (!verb.flags.contains("--eq")) continue;
    ++count;
    std::istringstream words(verb.help);
    std::string help, word;
    while (words >> word) help += word + " ";
    CAPTURE(verb.help);
    CHECK(help.find(
              "--eq FILE Equaliser settings, in any format that eardrum eq writes, or an impulse response (.wav)") !=
          std::string::npos);
  }
  CHECK(count >= 4);  // match, render, live, live load
}

// What needs no file of the user's, no server and changes nothing must run as it is printed.
TEST_CASE("the examples of the help work") {
  static const std::regex kExample("^  eardrum ((match|score|eq|gear (list|search|show)|chain show) .*)$");
  static const std::regex kWord("\"([^\"]*)\"|(\\S+)");
  static const std::regex kElse("\\.(txt|csv|toml)|FLAG\\.\\.\\.");
  const TemporaryFolder folder;
  std::size_t run = 0;
  for (const auto& verb : every_verb()) {
    std::istringstream lines(verb.help);
    for (std::string line; std::getline(lines, line);) {
      std::smatch example;
      if (!std::regex_match(line, example, kExample) || std::regex_search(line, kElse)) continue;
      const std::string text = example[1];
      std::vector<std::string> words;
      for (std::sregex_iterator word(text.begin(), text.end(), kWord), none; word != none; ++word) {
        std::string one = (*word)[1].matched ? (*word)[1] : (*word)[2];
        if (one.ends_with(".html") || one.ends_with(".json")) one = folder / one;
        words.push_back(std::move(one));
      }
      CAPTURE(text);
      const Ended ended = run_eardrum(words);
      CAPTURE(ended.err);
      CHECK(ended.exit <= 1);
      ++run;
    }
  }
  CHECK(run >= 8);
}

TEST_CASE("help VERB and VERB --help are one text") {
  for (const auto& verb : every_verb()) {
    std::vector<std::string> words = {"help"};
    words.insert(words.end(), verb.words.begin(), verb.words.end());
    if (verb.words.size() > 0) CHECK(run_eardrum(words).out == verb.help);
  }
}

TEST_CASE("a misspelt verb or flag is a usage error in one sentence that suggests the nearest") {
  Ended ended = run_eardrum({"versoin"});
  CHECK(ended.exit == 2);
  CHECK(ended.out.empty());
  CHECK(is_one_line(ended.err));
  CHECK(ended.err.find("did you mean 'version'") != std::string::npos);

  ended = run_eardrum({"version", "--jsno"});
  CHECK(ended.exit == 2);
  CHECK(ended.err.find("did you mean --json") != std::string::npos);

  for (const auto& verb : every_verb()) {
    auto words = verb.words;
    words.emplace_back("--no-such-flag-at-all");
    ended = run_eardrum(words);
    CHECK(ended.exit == 2);
    CHECK(ended.out.empty());
    CHECK(is_one_line(ended.err));
  }
}

TEST_CASE("flags: a missing value, a value too many, a value outside its set") {
  for (const auto& words : std::vector<std::vector<std::string>>{{"version", "--color"},
                                                                 {"version", "--color=green"},
                                                                 {"version", "--json=yes"},
                                                                 {"version", "superfluous"}}) {
    const Ended ended = run_eardrum(words);
    CHECK(ended.exit == 2);
    CHECK(ended.out.empty());
    CHECK(is_one_line(ended.err));
  }
}

TEST_CASE("completions of each shell contain every verb and every flag, and their syntax is right") {
  const TemporaryFolder folder;
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    CAPTURE(shell);
    const Ended ended = run_eardrum({"completions", shell});
    REQUIRE(ended.exit == 0);
    for (const auto& verb : every_verb()) {
      for (const auto& word : verb.words) CHECK(ended.out.find(word) != std::string::npos);
      for (const auto& flag : verb.flags) {
        CAPTURE(flag);
        const std::string spelled = shell == "fish" ? "-l " + flag.substr(2) : flag;
        CHECK(ended.out.find(spelled) != std::string::npos);
      }
    }
    const std::string program = "/usr/bin/" + shell;
    if (!std::filesystem::exists(program)) {
      MESSAGE("SKIPPED: " << shell << " is not on this machine");
      continue;
    }
    std::ofstream(folder.path() / shell) << ended.out;
    const Ended checked = eardrum::test::run_process({program, "-n", (folder.path() / shell).string()});
    CHECK_MESSAGE(checked.exit == 0, checked.err);
  }
}

TEST_CASE("bash completes verbs, flags and closed sets") {
  if (!std::filesystem::exists("/usr/bin/bash")) return;
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "script")
      << run_eardrum({"completions", "bash"}).out
      << "reply() { COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _eardrum; "
         "echo \"${COMPREPLY[*]}\"; }\n"
         "reply eardrum comple\nreply eardrum completions z\nreply eardrum version --js\n";
  const Ended ended = eardrum::test::run_process({"/usr/bin/bash", (folder.path() / "script").string()});
  CHECK(ended.out == "completions\nzsh\n--json\n");
}

TEST_CASE("the man page names every verb and flag, and man and mandoc read it without a complaint") {
  const TemporaryFolder folder;
  const Ended page = run_eardrum({"man"});
  REQUIRE(page.exit == 0);
  const auto file = folder.path() / "eardrum.1";
  std::ofstream(file) << page.out;
  if (std::filesystem::exists("/usr/bin/man")) {
    eardrum::test::Surroundings wide;
    wide.environment = {{"MANWIDTH", "78"}, {"LC_ALL", "C.UTF-8"}, {"MANROFFOPT", "-ww"}, {"TERM", "dumb"}};
    const Ended shown =
        eardrum::test::run_process({"/usr/bin/man", "--warnings=w", "-P", "cat", "-l", file.string()}, wide);
    CHECK(shown.exit == 0);
    CHECK_MESSAGE(shown.err.empty(), shown.err);
    for (const auto& verb : every_verb()) {
      for (const auto& flag : verb.flags) CHECK(shown.out.find(flag) != std::string::npos);
    }
  }
  if (std::filesystem::exists("/usr/bin/mandoc")) {
    const Ended checked = eardrum::test::run_process({"/usr/bin/mandoc", "-Tlint", "-Wwarning", file.string()});
    CHECK_MESSAGE(checked.exit == 0, checked.out);
  }
}

TEST_CASE("every character of the man page's source survives roff: hyphens can be pasted") {
  const Ended page = run_eardrum({"man"});
  CHECK(page.out.find("\n'") == std::string::npos);  // a control line by accident
  static const std::regex kBareFlag("[^\\\\-]--[a-z]");
  CHECK_FALSE(std::regex_search(page.out, kBareFlag));
}

TEST_CASE("a reader that goes away ends it quietly") {
  for (const bool ignored : {false, true}) {
    CAPTURE(ignored);
    eardrum::test::Surroundings head;
    head.read_at_most = 1;
    const auto before = std::signal(SIGPIPE, ignored ? SIG_IGN : SIG_DFL);  // the child inherits it
    const Ended ended = run_eardrum({"completions", "bash"}, head);
    std::signal(SIGPIPE, before);
    CHECK(ended.err.empty());
    // The whole text may have fitted into the pipe before it closed.
    CHECK((ended.signal == SIGPIPE || ended.exit == 0));
  }
}

TEST_CASE("a full disk is an error, not a success") {
  if (!std::filesystem::exists("/dev/full")) return;
  const Ended ended =
      eardrum::test::run_process({"/bin/sh", "-c", std::string("'") + EARDRUM_BINARY + "' man > /dev/full"});
  CHECK(ended.exit == 3);
  CHECK(is_one_line(ended.err));
}

TEST_CASE("colour: on a terminal only, not with NO_COLOR or on a dumb one, and as --color says") {
  const auto coloured = [](const std::vector<std::string>& words, const eardrum::test::Surroundings& surroundings) {
    return run_eardrum(words, surroundings).out.find('\x1b') != std::string::npos;
  };
  eardrum::test::Surroundings terminal;
  terminal.terminal_columns = 80;
  CHECK_FALSE(coloured({"help"}, {}));
  CHECK(coloured({"help"}, terminal));
  CHECK(coloured({"--color", "always", "--help"}, {}));
  CHECK_FALSE(coloured({"--color", "never", "--help"}, terminal));
  auto plain = terminal;
  plain.environment["NO_COLOR"] = "1";
  CHECK_FALSE(coloured({"help"}, plain));
  auto dumb = terminal;
  dumb.environment["TERM"] = "dumb";
  CHECK_FALSE(coloured({"help"}, dumb));
  eardrum::test::Surroundings forced;
  forced.environment["CLICOLOR_FORCE"] = "1";
  CHECK(coloured({"help"}, forced));
}

TEST_CASE("a narrow terminal gets narrow help") {
  eardrum::test::Surroundings narrow;
  narrow.terminal_columns = 50;
  narrow.environment["NO_COLOR"] = "1";
  std::string shown = run_eardrum({"help"}, narrow).out;
  std::erase(shown, '\r');
  CHECK(widest_line(shown) <= 50);
}

TEST_CASE("control characters in arguments are never printed raw") {
  for (const std::string hostile : {"\x1b[31mred", "bell\a",
                                    "\xC2\x9B"
                                    "31m",
                                    "line\nbreak", "\xff\xfe", "\xE2\x80\xAEtfel"}) {
    for (const auto& words :
         std::vector<std::vector<std::string>>{{hostile}, {"--" + hostile}, {"version", "--color", hostile}}) {
      const Ended ended = run_eardrum(words);
      CHECK(ended.exit == 2);
      CHECK(is_one_line(ended.err));
      CHECK(ended.err.find_first_of("\x1b\a\xff") == std::string::npos);
      CHECK(ended.err.find("\xC2\x9B") == std::string::npos);
      CHECK(ended.err.find("\xE2\x80\xAE") == std::string::npos);
    }
  }
}

TEST_CASE("version --json is JSON with a schema") {
  const Ended ended = run_eardrum({"version", "--json"});
  const auto answer = eardrum::parse_json(ended.out);
  REQUIRE(answer);
  REQUIRE(answer->find("schema") != nullptr);
  CHECK(answer->find("schema")->as_string() == "eardrum.version/1");
}
