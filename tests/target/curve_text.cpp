// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/curve_text.h>

#include <random>

#include <doctest/doctest.h>

#include <eardrum/base/printable.h>
#include <eardrum/target/user_target.h>

#include "built_in.h"

namespace eardrum::target {
namespace {

TEST_CASE("Plain curves in the separators that people use") {
  for (const char* text : {"20,1.5\n100,-2\n", "20 1.5\n100 -2", "20\t1.5\r\n100\t-2\r\n", "20; 1.5\n100; -2\n",
                           "\xEF\xBB\xBF"
                           "frequency,raw\n20,+1.5\n\n100,-2\n",
                           "# source: me\n* REW\nFreq(Hz) SPL(dB) Phase\n20 1.5 0\n100 -2e0 0\n"}) {
    CAPTURE(text);
    const auto curve = parse_curve(text);
    REQUIRE(curve);
    REQUIRE(curve->response.grid().size() == 2);
    CHECK(curve->response.grid().back_hz() == 100.0);
    CHECK(curve->response.db()[0] == 1.5);
    CHECK(curve->response.db()[1] == -2.0);
  }
}

TEST_CASE("What is no curve is refused with its line") {
  const auto message = [](std::string_view text) {
    const auto curve = parse_curve(text, "t.csv");
    return curve ? std::string("read") : curve.error().to_string();
  };
  CHECK(message("20,1\nabc\n").starts_with("t.csv:2: Expected a frequency in Hz and a level in dB, found \"abc\""));
  CHECK(message("20,1\n100\n").starts_with("t.csv:2:"));
  CHECK(message("20,1\n19,1\n").find("rising") != std::string::npos);
  CHECK(message("20,1\n20,1\n").starts_with("t.csv:2: Expected rising"));
  CHECK(message("20,1,5\n30,2,5\n") ==
        "read");  // a third column is ignored: decimal commas are the importers' business
  CHECK(message("a\nb\n").starts_with("t.csv:2:"));
  CHECK(message("20,1\n\x1b[2J\n").find('\x1b') == std::string::npos);
  CHECK(message("").starts_with("t.csv: "));
  CHECK(message("0,1\n10,1\n").find("above 0 Hz") != std::string::npos);
  CHECK(message("20,nan\n").find("finite") != std::string::npos);
  CHECK(message("inf,1\n").find("above 0 Hz") != std::string::npos);
}

TEST_CASE("Damaged text is read or refused with a sentence, never worse") {
  // 20,000 texts that are a good one with bytes replaced, dropped or doubled; run under the sanitizers too.
  const std::string good = "# rig: 711\n* note\nfrequency,raw\n20.00,-3.5\n21.2 1e0\n1000;0.25\n20000\t-12\n";
  const std::string bytes = "0123456789.,;-+eE \t\n\r#*naif\xff\x1b\"" + std::string(1, '\0');
  std::mt19937 random(20000);
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  const RigTable& rigs = test::built_in_targets().rigs();
  int read = 0;
  for (int trial = 0; trial < 20'000; ++trial) {
    std::string text = good;
    for (std::size_t edit = 0; edit <= below(4); ++edit) {
      const std::size_t at = below(text.size());
      switch (below(3)) {
        case 0:
          text[at] = bytes[below(bytes.size())];
          break;
        case 1:
          text.erase(at, 1 + below(5));
          break;
        default:
          text.insert(at, text, at, 1 + below(8));
          break;
      }
      if (text.empty()) text = "x";
    }
    const auto target = parse_user_target(text, rigs);
    if (target) {
      ++read;
    } else if (target.error().message.empty() || !is_printable(target.error().message)) {
      FAIL_CHECK("no printable sentence for trial " << trial);
    }
  }
  CHECK(read > 2000);
  CHECK(read < 18'000);
}

TEST_CASE("A user's target needs a rig") {
  const RigTable& rigs = test::built_in_targets().rigs();
  const std::string curve = "20,3\n1000,0\n20000,-5\n";
  CHECK_FALSE(parse_user_target(curve, rigs));
  CHECK(parse_user_target(curve, rigs).error().message.find("# rig: NAME") != std::string::npos);
  CHECK(parse_user_target(curve, rigs, "my table").error().message.find("found \"my table\"") != std::string::npos);
  CHECK(parse_user_target(curve, rigs, "711")->rig == "IEC 60318-4");
  const auto target =
      parse_user_target("# rig: 5128\n# form: in-ear\n# name: Mine\n# source: my ears\n" + curve, rigs, "", "mine.csv");
  REQUIRE(target);
  CHECK(target->rig == "B&K 5128");
  CHECK(target->form == TargetForm::kInEar);
  CHECK(target->name == "Mine");
  CHECK(target->source == "my ears");
  CHECK(target->kind == TargetKind::kUser);
  CHECK(target->response.db_at(Hertz(20000)) == -5.0);
  CHECK_FALSE(parse_user_target("# rig: 5128\n# form: earbud\n" + curve, rigs));
}

}  // namespace
}  // namespace eardrum::target
