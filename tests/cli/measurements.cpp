// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// eardrum score, eq and import, as a person and as a program call them. What the answers are is tests/app's business.
#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <sstream>

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

namespace {

// A response like nobody's: enough to be scored and equalised.
constexpr const char* kCurve = "frequency,raw\n20,-3\n100,0\n500,0.5\n1000,0\n3000,9\n6000,2\n10000,-2\n20000,-8\n";
// Two seatings a side.
constexpr const char* kSeatings =
    "frequency,L1,L2,R1,R2\n20,-3,-4,-3,-3\n100,0,0,0,0.2\n1000,0,0,0,0\n3000,9,9.5,8,8.2\n10000,-2,1,-2,-3\n20000,-8,-"
    "4,-8,"
    "-9\n";

void write(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// A listener of his own, so that nobody's catalogue is touched.
struct Own {
  TemporaryFolder folder;
  Surroundings surroundings;
  Own() { surroundings.environment["XDG_DATA_HOME"] = folder.path() / "data"; }
  Ended run(std::vector<std::string> words) const { return run_eardrum(std::move(words), surroundings); }
  std::string path(const std::string& name) const { return folder.path() / name; }
};

}  // namespace

TEST_CASE("score and eq answer within 80 columns, without escapes, the short answer shorter") {
  const Own own;
  write(own.path("seated.csv"), kSeatings);
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"score", "hd650"},
           {"eq", "hd650"},
           {"eq", "--devices"},
           {"score", own.path("seated.csv"), "--rig", "GRAS 45CA"},
           {"eq", own.path("seated.csv"), "--rig", "GRAS 45CA", "--each-ear", "--bands", "4"}}) {
    CAPTURE(words.at(0) + " " + words.at(1));
    const Ended brief = own.run(words);
    CHECK(brief.exit == 0);
    CHECK(brief.err.empty());
    auto more = words;
    more.emplace_back("--details");
    const Ended full = own.run(more);
    CHECK(full.exit == 0);
    if (words.at(1) != "--devices") CHECK(full.out.size() > brief.out.size() * 3 / 2);
    for (const Ended& ended : {brief, full}) {
      CHECK(ended.out.find('\x1b') == std::string::npos);
      std::istringstream lines(ended.out);
      for (std::string line; std::getline(lines, line);) {
        // A path is not broken, so that it can be copied.
        if (!holds(line, own.folder.path().string())) CHECK_MESSAGE(widest_line(line + "\n") <= 80, line);
      }
    }
  }
}

TEST_CASE("--json follows its schema") {
  const Own own;
  write(own.path("m/seated.csv"), kSeatings);
  write(own.path("m/bad.csv"), "frequency,raw\n20,x\n");
  const auto check = [&](const std::string& name, const std::vector<std::string>& words) {
    const Ended ended = own.run(words);
    CAPTURE(ended.err);
    CHECK(ended.exit == 0);
    CHECK(violation(schema(name), json_of(ended)) == "");
  };
  check("score-1", {"score", "hd650", "--json"});
  check("score-1", {"score", own.path("m/seated.csv"), "--rig", "IEC 60318-4", "--json"});
  check("score-1", {"score", "hd650", "--target", "Diffuse field 5128", "--force", "--json"});
  check("eq-1", {"eq", "hd650", "--json"});
  check("eq-1", {"eq", own.path("m/seated.csv"), "--rig", "GRAS 45CA", "--each-ear", "--json"});
  check("eq-1", {"eq", "hd650", "--device", "camilladsp-4", "--design", "matched", "--json"});
  check("devices-1", {"eq", "--devices", "--json"});
  check("import-1", {"import", own.path("m"), "--json"});
}

TEST_CASE("eq -o writes the device's file; -o - gives nothing but it") {
  const Own own;
  const auto file = own.path("hd650.txt");
  const Ended answer = own.run({"eq", "hd650", "-o", file});
  CHECK(answer.exit == 0);
  CHECK(holds(answer.out, "Sennheiser HD 650"));
  const std::string text = bytes_of(file);
  CHECK(holds(text, "Preamp: "));
  CHECK(holds(text, "Filter"));
  const Ended bare = own.run({"eq", "hd650", "-o", "-"});
  CHECK(bare.exit == 0);
  CHECK(bare.out == text);
  CHECK(bare.err.empty());
  // Coefficients: this rate's configuration, and the others' beside it.
  const Ended matched =
      own.run({"eq", "hd650", "--device", "camilladsp-3", "--design", "matched", "-o", own.path("m/hd650.yml")});
  CHECK(matched.exit == 3);
  std::filesystem::create_directory(own.path("m"));
  CHECK(
      own.run({"eq", "hd650", "--device", "camilladsp-3", "--design", "matched", "-o", own.path("m/hd650.yml")}).exit ==
      0);
  CHECK(holds(bytes_of(own.path("m/hd650.yml")), "type: Free"));
  CHECK(std::distance(std::filesystem::directory_iterator(own.path("m")), std::filesystem::directory_iterator()) == 6);
  const Ended refused = own.run({"eq", "hd650", "--device", "rme-adi-2-dac", "--design", "matched"});
  CHECK(refused.exit == 2);
  CHECK(is_one_line(refused.err));
  const Ended nowhere = own.run({"eq", "hd650", "-o", own.path("no/such/folder.txt")});
  CHECK(nowhere.exit == 3);
  CHECK(nowhere.out.empty());
  CHECK(is_one_line(nowhere.err));
}

TEST_CASE("--svg and --html of score and eq are whole files") {
  const Own own;
  for (const std::string verb : {"score", "eq"}) {
    const auto svg = own.path(verb + ".svg"), html = own.path(verb + ".html");
    CHECK(own.run({verb, "hd650", "--svg", svg, "--html", html}).exit == 0);
    CHECK(bytes_of(svg).starts_with("<"));
    CHECK(holds(bytes_of(svg), "</svg>"));
    CHECK(holds(bytes_of(html), "</html>"));
    if (std::filesystem::exists("/usr/bin/xmllint"))
      CHECK(eardrum::test::run_process({"/usr/bin/xmllint", "--noout", svg}).exit == 0);
  }
}

TEST_CASE("what is wrong with the question: one sentence that helps, exit 2 or 3") {
  const Own own;
  write(own.path("a.csv"), kCurve);
  const std::string file = own.path("a.csv");
  std::filesystem::create_directories(own.path("empty"));
  struct Case {
    std::vector<std::string> words;
    int exit;
    std::string says;
  };
  for (const auto& each : std::vector<Case>{{{"score"}, 2, "HEADPHONE"},
                                            {{"eq"}, 2, "--all"},
                                            {{"import"}, 2, "PATH"},
                                            {{"score", file}, 2, "--rig"},
                                            {{"score", file, "--rig", "my attic"}, 2, "my attic"},
                                            {{"score", "no such headphone"}, 3, "no such headphone"},
                                            {{"score", own.path("absent.csv"), "--rig", "GRAS 45CA"}, 3, "absent.csv"},
                                            {{"score", "hd650", "--target", "Diffuse field 5128"}, 2, "dB"},
                                            {{"score", "hd650", "--target", "harmn"}, 3, "Harman"},
                                            {{"score", "hd650", "--bass", "40"}, 2, "-12 to 15"},
                                            {{"score", "hd650", "--form", "round"}, 2, "over-ear"},
                                            {{"eq", "hd650", "--bands", "0"}, 2, "1 to 31"},
                                            {{"eq", "hd650", "--bands", "many"}, 2, "1 to 31"},
                                            {{"eq", "hd650", "--device", "gramophone"}, 3, "--devices"},
                                            {{"eq", "hd650", "--device", "ruckbox"}, 3, "did you mean rockbox?"},
                                            {{"eq", "hd650", "--device", "fiio"}, 3, "fiio-k17"},
                                            {{"score", "senheiser"}, 3, "did you mean Sennheiser"},
                                            {{"score", own.folder.path()}, 2, "eardrum import"},
                                            {{"eq", own.folder.path()}, 2, "eq --all"},
                                            {{"import", own.path("empty")}, 3, "no measurement in it"},
                                            {{"eq", "hd650", "--from", "9000", "--to", "100"}, 2, "--from"},
                                            {{"eq", "hd650", "--each-ear"}, 2, "both sides"},
                                            {{"eq", file, "--rig", "GRAS 45CA", "--like", "hd650"}, 2, "dB"},
                                            {{"eq", "--all", own.folder.path()}, 2, "-o"},
                                            {{"eq", "--all", own.path("absent"), "-o", own.path("out")}, 3, "absent"},
                                            {{"import", own.path("absent")}, 3, "absent"},
                                            {{"import", file, "--form", "round"}, 2, "over-ear"}}) {
    const Ended ended = own.run(each.words);
    CAPTURE(each.words.front() + " " + each.words.back());
    CHECK(ended.exit == each.exit);
    if (each.words.back() != own.path("empty")) CHECK(ended.out.empty());
    CHECK_MESSAGE(is_one_line(ended.err), ended.err);
    CHECK_MESSAGE(holds(ended.err, each.says), ended.err);
  }
}

TEST_CASE("import, then score and eq by name; bad files are listed, hostile names harmless") {
  const Own own;
  write(own.path("m/My One.csv"), kCurve);
  write(own.path("m/Evil \x1b[2J.csv"), kCurve);
  write(own.path("m/bad\x1b[31m.csv"), "frequency,raw\n20,x\n");
  const Ended first = own.run({"import", own.path("m"), "--rig", "GRAS 45CA"});
  CHECK(first.exit == 0);
  CHECK(holds(first.out, "2 curves added"));
  CHECK(holds(first.err, "bad"));
  CHECK(first.err.find('\x1b') == std::string::npos);
  CHECK(first.out.find('\x1b') == std::string::npos);
  const Ended again = own.run({"import", own.path("m"), "--rig", "GRAS 45CA"});
  CHECK(again.exit == 0);
  CHECK(holds(again.out, "2 there already"));
  for (const std::string verb : {"score", "eq"}) {
    const Ended found = own.run({verb, "my-one"});
    CHECK(found.exit == 0);
    CHECK(holds(found.out, "My One"));
    CHECK(holds(found.out, "GRAS 45CA"));
  }
  // Nothing that could be read is data that is wrong, not a fine answer.
  write(own.path("n/bad.csv"), "frequency,raw\n20,x\n");
  CHECK(own.run({"import", own.path("n")}).exit == 3);
}

TEST_CASE("a score is a prediction on its own rig only, and its interval is the model's error") {
  const Own own;
  const Ended right = own.run({"score", "hd650"});
  CHECK(holds(right.out, "Predicted preference"));
  const auto at = right.out.find("  Score ");
  REQUIRE(at != std::string::npos);
  double score = 0.0, low = 0.0, high = 0.0;
  REQUIRE(std::sscanf(right.out.c_str() + at, " Score %lf points %lf to %lf", &score, &low, &high) == 3);
  // 6.7 points RMS (Olive, Welti, Khonsaripour 2018): 11 points hold 90 %.
  CHECK(std::abs(score - low - 11.0) < 0.15);
  CHECK(std::abs(high - score - 11.0) < 0.15);
  const Ended forced = own.run({"score", "hd650", "--target", "Harman over-ear 2018", "--force"});
  CHECK(forced.exit == 0);
  CHECK(!holds(forced.out, "Predicted"));
  CHECK(!holds(forced.out, "90 % between"));
  CHECK(holds(forced.out, "wrong by up to 5.1 dB"));
}

TEST_CASE("import says what it does with equalisers and with files that fail alike") {
  const Own own;
  write(own.path("m/One.csv"), kCurve);
  for (const auto* name : {"m/a.txt", "m/b.txt", "m/c.txt"}) write(own.path(name), "no numbers at all\n");
  write(own.path("m/My Target.txt"), "20 60\n1000 65\n20000 50\n");
  write(own.path("m/One ParametricEQ.txt"), "Preamp: -6 dB\nFilter 1: ON PK Fc 100 Hz Gain 1 dB Q 1\n");
  const Ended ended = own.run({"import", own.path("m"), "--rig", "GRAS 45CA"});
  CHECK(ended.exit == 0);
  CHECK(holds(ended.out, "1 equaliser read and not kept"));
  CHECK(holds(ended.out, "1 target added: My\n"));
  CHECK(std::count(ended.err.begin(), ended.err.end(), '\n') == 4);  // the reason, and a file a line
  CHECK(holds(ended.err, "3 files: "));
  CHECK(ended.err.find("lines of numbers") == ended.err.rfind("lines of numbers"));
  for (const auto* name : {"m/a.txt", "m/b.txt", "m/c.txt"}) CHECK(holds(ended.err, own.path(name)));
}

TEST_CASE("eq --all that is interrupted leaves whole files, and goes on") {
  const Own own;
  constexpr int kHeadphones = 300;
  for (int i = 0; i < kHeadphones; ++i) write(own.path("m/" + std::to_string(i) + ".csv"), kCurve);
  const std::vector<std::string> words = {"eq",    "--all",     own.path("m"), "-o", own.path("out"),
                                          "--rig", "GRAS 45CA", "--bands",     "3"};
  // However far it gets: nothing there is half a file.
  Surroundings interrupted = own.surroundings;
  interrupted.interrupt_when = [&] { return std::filesystem::exists(own.path("out/0 ParametricEQ.txt")); };
  const Ended stopped = run_eardrum(words, interrupted);
  CHECK((stopped.signal == SIGINT || stopped.exit == 0));
  if (std::filesystem::exists(own.path("out"))) {
    for (const auto& entry : std::filesystem::directory_iterator(own.path("out"))) {
      CHECK(entry.path().string().ends_with("ParametricEQ.txt"));
      CHECK(holds(bytes_of(entry.path()), "Filter 3: ON"));
    }
  }
  const Ended rest = own.run(words);
  CHECK(rest.exit == 0);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(own.path("out"))) files += entry.is_regular_file();
  CHECK(files == kHeadphones);
}

TEST_CASE("eq --all writes a file a headphone, goes on where it was, and says what it left out") {
  const Own own;
  write(own.path("m/One.csv"), kCurve);
  write(own.path("m/deeper/Two.csv"), kCurve);
  write(own.path("m/bad.csv"), "frequency,raw\n20,x\n");
  const std::vector<std::string> words = {
      "eq",       "--all",         own.path("m"), "-o", own.path("out"), "--rig", "GRAS 45CA",
      "--device", "easyeffects-7", "--bands",     "3"};
  const Ended first = own.run(words);
  CHECK(first.exit == 0);
  CHECK(holds(first.out, "2 equalisers written"));
  CHECK(holds(first.err, "bad.csv"));
  CHECK(std::filesystem::exists(own.path("out/One.json")));
  CHECK(std::filesystem::exists(own.path("out/deeper/Two.json")));
  const Ended again = own.run(words);
  CHECK(again.exit == 0);
  CHECK(holds(again.out, "2 were there already"));
}
