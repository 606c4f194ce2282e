// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/score.h>

#include <cmath>

#include <doctest/doctest.h>

#include "../support/csv.h"
#include "../support/figures.h"
#include "headphones.h"

using namespace eardrum;
using namespace eardrum::app;
using test::inventory_in;
using test::MadeUp;
using test::Scratch;

TEST_CASE("files score as AutoEq scores them, from the file to the number") {
  if (test::skip_without("data/preference_scores.csv")) return;
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  int rows = 0;
  for (auto& row : test::read_csv(test::shared("data/preference_scores.csv"))) {
    if (rows++ % 10 != 0) continue;
    const bool in_ear = row["formula"] == "in";
    const std::string rig = in_ear ? "IEC 60318-4" : "GRAS 45CA";
    // The original target's file, so that nothing but the path through the program is compared.
    const auto answer =
        score({.subject = {.name = test::shared("data/" + row["path"]), .rig = rig, .form = {}},
               .target = {.name = test::shared("data/targets/" + row["target"] + ".csv"), .taste = {}, .force = false}},
              inventory);
    REQUIRE_MESSAGE(answer, answer.error().to_string());
    CHECK_MESSAGE(std::abs(answer->scores.front().score - test::number(row["score"])) < 1e-4, row["path"]);
    CHECK(answer->scores.front().model == (in_ear ? target::ScoreModel::kInEar : target::ScoreModel::kOverEar));
  }
}

TEST_CASE("what was put into a headphone comes out in words and numbers") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  const auto scored = [&](MadeUp headphone) {
    test::write(folder / "a.csv", headphone.csv());
    auto answer =
        score({.subject = {.name = folder / "a.csv", .rig = "GRAS 45CA", .form = {}}, .target = {}}, inventory);
    REQUIRE_MESSAGE(answer, answer.error().to_string());
    return *std::move(answer);
  };
  const auto perfect = scored({.peak_db = 0.0, .bass_db = 0.0});
  // No error at all: the model's constant, 114.49 (Olive, Welti and Khonsaripour 2018).
  CHECK(perfect.scores.front().score == doctest::Approx(114.49).epsilon(0.002));
  const auto shy = scored({.peak_db = 0.0, .bass_db = -6.0});
  CHECK(shy.scores.front().score < perfect.scores.front().score);
  CHECK(shy.tonality.summary().find("bass-shy") != std::string::npos);
  CHECK_FALSE(shy.channels);
  CHECK_FALSE(shy.consistency);
  // The score falls with the size of the fault.
  double before = perfect.scores.front().score;
  for (const double peak : {2.0, 4.0, 8.0}) {
    const double now = scored({.peak_db = peak, .bass_db = 0.0}).scores.front().score;
    CHECK(now < before);
    before = now;
  }
}

TEST_CASE("another rig's target is refused unless forced, and then the answer is cautious") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  ScoreRequest request{.subject = {.name = "hd650", .rig = {}, .form = {}},
                       .target = {.name = "Diffuse field 5128", .taste = {}, .force = false}};
  const auto refused = score(request, inventory);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::kUsage);
  CHECK(refused.error().message.find("dB") != std::string::npos);
  request.target.force = true;
  const auto forced = score(request, inventory);
  REQUIRE(forced);
  CHECK_FALSE(forced->deviation.caution.empty());
  CHECK(forced->deviation.rig_match == target::RigMatch::kOther);
}
