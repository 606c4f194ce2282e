// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <eardrum/base/file.h>
#include <eardrum/base/value.h>
#include <eardrum/blindtest/statistics.h>

#include "support/figures.h"

namespace eardrum {

TEST_CASE("the guessing probability is the binomial tail, counted one outcome at a time") {
  for (int trials = 1; trials <= 12; ++trials) {
    for (int correct = 0; correct <= trials; ++correct) {
      int at_least = 0;
      for (int outcome = 0; outcome < (1 << trials); ++outcome)
        at_least += __builtin_popcount(static_cast<unsigned>(outcome)) >= correct;
      CHECK(blindtest::guessing_probability(trials, correct) ==
            doctest::Approx(static_cast<double>(at_least) / (1 << trials)).epsilon(1e-12));
    }
  }
}

TEST_CASE("the published ABX tables") {
  if (test::skip_without("reference/validation.json")) return;
  const auto json = parse_json(read_file(test::shared("reference/validation.json")).value()).value();
  const Value& abx = *json.find("abx");
  for (const auto& [trials, needed] : abx.find("crit05")->as_object()) {
    CHECK(blindtest::needed_correct(std::stoi(trials), 0.05) == needed.as_integer());
  }
  CHECK(blindtest::guessing_probability(16, 12) == doctest::Approx(abx.find("p_12_16")->as_number()).epsilon(1e-6));
  CHECK(blindtest::guessing_probability(16, 14) == doctest::Approx(abx.find("p_14_16")->as_number()).epsilon(1e-4));
  CHECK(blindtest::guessing_probability(10, 8) == doctest::Approx(abx.find("p_8_10")->as_number()).epsilon(1e-9));
}

TEST_CASE("four trials can never show anything at 5 %") {
  CHECK(blindtest::needed_correct(4, 0.05) == 5);
}

}  // namespace eardrum
