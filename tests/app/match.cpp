// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/match.h>

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>
#include <eardrum/app/equalize.h>
#include <eardrum/app/equalizer_stage.h>
#include <eardrum/chain/standard_grid.h>
#include <eardrum/filter/biquad_response.h>
#include <eardrum/formats/eq_devices.h>

#include "headphones.h"

using namespace eardrum;
using namespace eardrum::app;
using test::inventory_in;
using test::Scratch;

namespace {

Peq example() {
  return {Gain(-5.0),
          {{BandType::kLowShelf, Hertz(105), Gain(5), 0.7},
           {BandType::kPeaking, Hertz(45), Gain(-2), 1.2},
           {BandType::kPeaking, Hertz(3000), Gain(-3), 2.0}}};
}

// What a chain gets of the stage, in dB.
std::vector<double> tone_of(const chain::Stage& stage) {
  const auto& grid = chain::standard_grid();
  if (const auto* equalizer = std::get_if<chain::Equalizer>(&stage)) {
    const auto response = response_of(equalizer->peq, equalizer->sample_rate, grid);
    return {response.db().begin(), response.db().end()};
  }
  const auto* source = std::get_if<chain::Source>(&stage);
  REQUIRE(source != nullptr);
  REQUIRE(source->tone);
  return {source->tone->db().begin(), source->tone->db().end()};
}

}  // namespace

TEST_CASE("an equaliser of any format is a stage of the chain, and does what its settings say") {
  const Scratch folder;
  const auto wanted = response_of(example(), Hertz(48000), chain::standard_grid());
  for (const char* id : {"equalizer-apo", "easyeffects-7", "camilladsp-3", "pipewire-1.4", "jamesdsp", "viper4android",
                         "poweramp", "rme-totalmix-room", "autoeq"}) {
    CAPTURE(id);
    EqExportOptions options;
    options.impulse_folder = folder / id;
    const auto exported = export_equalizer(*find_device(id).value(), make_eq_document("x", example()), options);
    REQUIRE(exported);
    const std::string file = folder / (std::string(id) + "/" + exported->file_name);
    test::write(file, exported->text);
    for (const auto& attachment : exported->attachments)
      test::write(folder / (std::string(id) + "/" + attachment.name), attachment.bytes);
    const auto stage = equalizer_stage(file);
    REQUIRE_MESSAGE(stage, stage.error().to_string());
    const auto db = tone_of(*stage);
    // A graphic curve has its own level, and rounds: shapes are compared, to what the format holds.
    const std::string graphic = "jamesdsp";
    const double offset = graphic == id ? db[chain::nearest_index(chain::standard_grid(), Hertz(1000))] -
                                              wanted.db()[chain::nearest_index(chain::standard_grid(), Hertz(1000))]
                                        : 0.0;
    double worst = 0.0;
    for (std::size_t i = 0; i < db.size(); ++i) worst = std::max(worst, std::abs(db[i] - offset - wanted.db()[i]));
    CHECK(worst < (graphic == id ? 0.3 : 0.1));
  }
  test::write(folder / "none.txt", "nothing of the kind");
  CHECK_FALSE(equalizer_stage(folder / "none.txt"));
  CHECK_FALSE(equalizer_stage(folder / "absent.txt"));
}

TEST_CASE("match counts an equaliser's preamp, and holds the sum against the target") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  EqualizeRequest fit;
  fit.subject = {.name = "hd650", .rig = {}, .form = {}};
  const auto made = equalize(fit, inventory);
  REQUIRE(made);
  test::write(folder / "hd650.txt", made->exported.text);
  MatchRequest request;
  request.gear = {"hd650", "apple dongle"};
  const auto plain = app::match(request, inventory);
  REQUIRE_MESSAGE(plain, plain.error().to_string());
  request.connection.equalizer = folder / "hd650.txt";
  const auto equalised = app::match(request, inventory);
  REQUIRE_MESSAGE(equalised, equalised.error().to_string());
  const auto finding = [](const MatchAnswer& answer, match::Topic topic) {
    const auto& findings = answer.pairings.front().verdict.findings;
    return *std::find_if(findings.begin(), findings.end(), [&](const auto& one) { return one.topic == topic; });
  };
  const double lost_db = plain->pairings.front().evaluation.ceiling->level.db() -
                         equalised->pairings.front().evaluation.ceiling->level.db();
  CHECK(lost_db > 0.5 * -made->document.channels.front().peq.preamp.db());
  CHECK(lost_db < -made->document.channels.front().peq.preamp.db() + 3.0);
  const auto off_db = [&](const MatchAnswer& answer) {
    return std::abs(finding(answer, match::Topic::kTonalBalance).value("bass"));
  };
  CHECK(off_db(*plain) > 2.0);
  CHECK(off_db(*equalised) < 1.0);
  CHECK(equalised->pairings.front().source.find("hd650.txt") != std::string::npos);
}

TEST_CASE("match says what a close rig costs, of the data's own target too") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  const auto said = [&](const std::string& headphone) {
    MatchRequest request;
    request.gear = {headphone, "mojo"};
    const auto answer = app::match(request, inventory);
    REQUIRE(answer);
    const auto& pairing = answer->pairings.front();
    const auto& findings = pairing.verdict.findings;
    const auto tonal = std::find_if(findings.begin(), findings.end(),
                                    [](const auto& one) { return one.topic == match::Topic::kTonalBalance; });
    REQUIRE(tonal != findings.end());
    return match::words(*tonal, pairing.evaluation, pairing.listener).advice;
  };
  CHECK(said("hd600").find("Caution: Measured on KEMAR-class, compared with a target for GRAS 45CA") !=
        std::string::npos);
  CHECK(said("hd650").find("Caution") == std::string::npos);  // its own rig's
}

TEST_CASE("a headphone without a socket is refused, one without a published impedance judged without it") {
  const Scratch folder;
  const auto inventory = inventory_in(folder);
  const auto no_cable = app::match({{"Apple AirPods Pro 2", "Chord Mojo"}, {}, {}}, inventory);
  REQUIRE_FALSE(no_cable);
  CHECK(no_cable.error().message.find("takes no cable") != std::string::npos);
  const auto unpublished = app::match({{"Apple AirPods Max", "Chord Mojo"}, {}, {}}, inventory);
  REQUIRE(unpublished);
  const auto& pairing = unpublished->pairings.front();
  CHECK(pairing.evaluation.lacks(chain::Missing::kImpedance));
  CHECK(pairing.evaluation.chain.headphone().wireless);
  CHECK(pairing.verdict.find(match::Topic::kDamping)->figures().empty());
}
