// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/deviation.h>

#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/response/band_mean.h>

#include "built_in.h"

namespace eardrum::target {
namespace {

using test::built_in_target;
using test::built_in_targets;

TEST_CASE("A response that is its target deviates by nothing, at any level") {
  const Target target = built_in_target("Harman over-ear 2018");
  const auto deviation =
      deviation_from(target, target.response.shifted(87.0), built_in_targets().rigs(), "GRAS 45CA").value();
  CHECK(deviation.rig_match == RigMatch::kSame);
  CHECK(deviation.caution.empty());
  for (const double db : deviation.error.db()) CHECK(std::abs(db) < 1e-9);
}

TEST_CASE("Another rig's target is refused with the size of the error") {
  const RigTable& rigs = built_in_targets().rigs();
  const Target harman = built_in_target("Harman over-ear 2018");
  const auto flat = FrequencyResponse::flat(comparison_grid());
  const auto refused = deviation_from(harman, flat, rigs, "miniDSP EARS");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::kUsage);
  CHECK(refused.error().message.find("up to 7.0 dB (at 9.3 kHz)") != std::string::npos);
  CHECK(deviation_from(harman, flat, rigs, "5128").error().message.find("3 to 8 dB between 5 and 10 kHz") !=
        std::string::npos);
  CHECK(deviation_from(built_in_target("Rtings AutoEq in-ear"), flat, rigs, "HMS II.3", "InnerFidelity")
            .error()
            .message.find("8.2 dB") != std::string::npos);
  CHECK_FALSE(deviation_from(harman, flat, rigs, "my kitchen table"));

  const auto forced = deviation_from(harman, flat, rigs, "miniDSP EARS", "", RigLock::kForced).value();
  CHECK(forced.rig_match == RigMatch::kOther);
  CHECK(forced.caution.find("by force") != std::string::npos);
  CHECK(forced.caution.find("up to 7.0 dB") != std::string::npos);
  CHECK(deviation_from(harman, flat, rigs, "my kitchen table", "", RigLock::kForced)->caution.find("3 to 8 dB") !=
        std::string::npos);
}

TEST_CASE("Rigs of a kind are compared with a caution") {
  const RigTable& rigs = built_in_targets().rigs();
  const auto flat = FrequencyResponse::flat(comparison_grid());
  const auto close =
      deviation_from(built_in_target("Harman over-ear 2018"), flat, rigs, "KEMAR-class", "Super* Review").value();
  CHECK(close.rig_match == RigMatch::kClose);
  CHECK(close.caution.find("1 to 3 dB above 5 kHz") != std::string::npos);
  CHECK(deviation_from(built_in_target("Innerfidelity Harman over-ear 2018"), flat, rigs, "HMS II.3", "InnerFidelity")
            ->rig_match == RigMatch::kSame);
  CHECK(deviation_from(built_in_target("Innerfidelity Harman over-ear 2018"), flat, rigs, "HMS II.3")
            ->caution.find("below 4 kHz") != std::string::npos);
  CHECK(deviation_from(built_in_target("Harman in-ear 2019"), flat, rigs, "GRAS 45CA")->rig_match == RigMatch::kClose);
  CHECK(deviation_from(built_in_target("ISO 11904-1"), flat, rigs, "KEMAR")->caution.find("2.0 dB") !=
        std::string::npos);
}

TEST_CASE("Matching rigs does not depend on the order") {
  const RigTable& rigs = built_in_targets().rigs();
  for (const Rig& a : rigs.rigs()) {
    CHECK(rigs.match(a, a) == RigMatch::kSame);
    for (const Rig& b : rigs.rigs()) CHECK(rigs.match(a, b) == rigs.match(b, a));
  }
}

TEST_CASE("Levelled at the mids means a mean of 0 dB there") {
  const auto ramp = FrequencyResponse::make(FrequencyGrid::make({100.0, 1600.0}).value(), {70.0, 74.0}).value();
  CHECK(std::abs(band_mean_db(level_at_mids(ramp), Hertz(300), Hertz(3000))) < 1e-9);
}

}  // namespace
}  // namespace eardrum::target
