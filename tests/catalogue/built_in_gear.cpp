// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// data/ against the published tables that it was converted from (shared/figures), and against what
// reference/electrical.md says of them.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include <doctest/doctest.h>

#include <eardrum/catalogue/gear_folder.h>
#include <eardrum/target/target_library.h>

#include "data_folder.h"
#include "support/csv.h"
#include "support/figures.h"

using namespace eardrum;
using namespace eardrum::catalogue;
using test::built_in;
using test::headphone;

namespace {

constexpr const char* kAsr = "Audio Science Review";

}  // namespace

TEST_CASE("data/ holds all of the published gear") {
  const GearFolder& folder = built_in();
  CHECK(folder.gear.headphones.size() == 133);
  const auto sockets =
      std::accumulate(folder.gear.sources.begin(), folder.gear.sources.end(), std::size_t{0},
                      [](std::size_t sum, const SourceGear& gear) { return sum + gear.sockets.size(); });
  CHECK(sockets == 142);
  CHECK(folder.models.curves.size() == 46);
  CHECK(folder.models.circuits.size() == 23);
  CHECK(folder.models.flat_loads.size() == 18);
  const auto responses =
      std::accumulate(folder.gear.headphones.begin(), folder.gear.headphones.end(), std::size_t{0},
                      [](std::size_t sum, const HeadphoneGear& gear) { return sum + gear.responses.size(); });
  CHECK(responses == 86);
}

TEST_CASE("the 39 independently measured sensitivities differ from the makers' as electrical.md section 2 says") {
  // "maker sensitivity against ASR-measured dB/V for 39 headphones: measured minus spec mean -2.2 dB, SD 3.7 dB, range
  // -9.6 to +5.6"
  std::vector<double> differences_db;
  for (const auto& gear : built_in().gear.headphones) {
    std::optional<double> maker;
    std::optional<double> measured;
    for (const auto& claim : gear.sensitivity) {
      const auto sensitivity = converted(claim.figure.value, gear);
      REQUIRE_MESSAGE(sensitivity, full_name(gear));
      if (claim.by == "maker" && !maker) maker = sensitivity->per_volt().db();
      if (claim.by == kAsr) measured = sensitivity->per_volt().db();
    }
    if (maker && measured) differences_db.push_back(*measured - *maker);
  }
  REQUIRE(differences_db.size() == 39);
  const double mean = std::accumulate(differences_db.begin(), differences_db.end(), 0.0) / 39.0;
  double squares = 0.0;
  for (const double d : differences_db) squares += (d - mean) * (d - mean);
  CHECK(std::abs(mean - -2.2) < 0.05);
  CHECK(std::abs(std::sqrt(squares / 38.0) - 3.7) < 0.05);
  const auto [least, most] = std::minmax_element(differences_db.begin(), differences_db.end());
  CHECK(std::abs(*least - -9.6) < 0.05);
  CHECK(std::abs(*most - 5.6) < 0.05);
}

TEST_CASE("each headphone says what figures/headphones.csv says") {
  if (test::skip_without("figures/headphones.csv")) return;
  const auto rows = test::read_csv(test::shared("figures/headphones.csv"));
  REQUIRE(rows.size() == 133);
  for (const auto& row : rows) {
    const HeadphoneGear* gear = &headphone(row.at("brand") + " " + row.at("model"));
    CAPTURE(full_name(*gear));
    CHECK(to_text(gear->form) == row.at("form"));
    CHECK(to_text(gear->back.value()) == row.at("back"));
    CHECK(to_text(gear->driver.value()) == row.at("driver"));
    CHECK(gear->wireless == (row.at("wireless") == "yes"));
    CHECK(gear->connector == row.at("connector"));
    CHECK(gear->balanced == row.at("balanced_available"));
    const auto same = [](const std::string& text, std::optional<double> value) {
      return text.empty() ? !value.has_value() : value && *value == test::number(text);
    };
    CHECK(same(row.at("price_usd"), gear->price_usd ? std::optional(gear->price_usd->value) : std::nullopt));
    CHECK(same(row.at("weight_g"), gear->weight_g ? std::optional(gear->weight_g->value) : std::nullopt));
    CHECK(same(row.at("year"), gear->year ? std::optional<double>(gear->year->value) : std::nullopt));
    const auto nominal = nominal_impedance(*gear);
    CHECK(same(row.at("impedance_ohm"), nominal ? std::optional(nominal->value()) : std::nullopt));
    const auto extreme = [&](ImpedanceAt at) {
      const auto* claim = impedance_claim(*gear, at);
      return claim != nullptr ? std::optional(claim->figure.value.magnitude.value()) : std::nullopt;
    };
    CHECK(same(row.at("impedance_min_ohm"), extreme(ImpedanceAt::kMinimum)));
    CHECK(same(row.at("impedance_max_ohm"), extreme(ImpedanceAt::kMaximum)));
    if (!row.at("sensitivity_value").empty()) {
      // The maker's figure stands first. Etymotic's is kept as printed, dB at 0.1 V; the table has it converted.
      const auto& figure = gear->sensitivity.at(0).figure.value;
      const auto printed = parse_sensitivity(test::number(row.at("sensitivity_value")), row.at("sensitivity_unit"));
      const auto here = converted(figure, *gear);
      const auto there = to_sensitivity(*printed, nominal);
      CHECK(std::abs((here->per_volt() - there->per_volt()).db()) < 1e-9);
    }
    // "ASR measured 94 dB at 288 mV", in the notes.
    const std::string& notes = row.at("notes");
    const auto asr = notes.find("ASR measured 94 dB at ");
    const auto claim =
        std::find_if(gear->sensitivity.begin(), gear->sensitivity.end(), [](const auto& c) { return c.by == kAsr; });
    CHECK((asr != std::string::npos) == (claim != gear->sensitivity.end()));
    if (asr != std::string::npos) {
      CHECK(claim->figure.value.printed.unit == SensitivityUnit::kVoltsFor94Db);
      CHECK(claim->figure.value.printed.value == doctest::Approx(test::number(notes.substr(asr + 22)) * 1e-3));
      CHECK(claim->figure.confidence == Confidence::kMeasured);
      CHECK(claim->figure.source.find("Sound-Library") != std::string::npos);
    }
  }
}

TEST_CASE("each socket says what figures/sources.csv says") {
  if (test::skip_without("figures/sources.csv")) return;
  const auto rows = test::read_csv(test::shared("figures/sources.csv"));
  REQUIRE(rows.size() == 142);
  std::set<const Socket*> used;
  for (const auto& row : rows) {
    CAPTURE(row.at("brand"));
    CAPTURE(row.at("model"));
    // "ADI-2 DAC FS (IEM)" and "MacBook Pro 14/16 (2021) - under 150 ohm" are sockets of one device each.
    const SourceGear* device = nullptr;
    for (const auto& gear : built_in().gear.sources) {
      const bool exact = gear.model == row.at("model");
      const bool socket_named = gear.sockets[0].name.size() > 0 && row.at("model").starts_with(gear.model);
      if (gear.brand == row.at("brand") && (exact || socket_named)) device = &gear;
    }
    REQUIRE(device != nullptr);
    const auto socket = std::find_if(device->sockets.begin(), device->sockets.end(), [&](const Socket& s) {
      return to_text(s.output) == row.at("output") &&
             (s.name.empty() || row.at("model").find(s.name) != std::string::npos);
    });
    REQUIRE(socket != device->sockets.end());
    CHECK(used.insert(&*socket).second);
    CHECK(to_text(device->kind) == row.at("kind"));
    CHECK(socket->connector == row.at("connector"));
    CHECK(socket->volume == row.at("volume_steps_or_range"));
    CHECK(device->tonal_character == row.at("tonal_character"));
    const auto same = [](const std::string& text, std::optional<double> value) {
      if (text.empty()) return !value.has_value();
      return value && std::abs(*value - test::number(text)) <= 1e-12 * std::abs(*value);
    };
    const auto first = [](const auto& claims, double scale) {
      return claims.empty() ? std::nullopt : std::optional(claims[0].figure.value.value() * scale);
    };
    // The A50s' 0.1 ohm is an assumption of amp_power_vs_load.csv; this table leaves it empty.
    if (row.at("model") != "A50s") CHECK(same(row.at("output_impedance_ohm"), first(socket->output_impedance, 1.0)));
    CHECK(same(row.at("max_voltage_vrms"), first(socket->max_voltage, 1.0)));
    CHECK(same(row.at("max_current_ma"), first(socket->max_current, 1e3)));
    CHECK(same(row.at("noise_uv"), first(socket->noise, 1e6)));
    CHECK(same(row.at("snr_db"), socket->snr ? std::optional(socket->snr->value.db()) : std::nullopt));
    CHECK(same(row.at("sinad_db"), socket->sinad ? std::optional(socket->sinad->value.db()) : std::nullopt));
    const auto points = test::numbers(row.at("power_points"));
    REQUIRE(points.size() == 2 * socket->power.size());
    for (std::size_t i = 0; i < socket->power.size(); ++i) {
      CHECK(socket->power[i].load.value() == points[2 * i]);
      CHECK(socket->power[i].power.value.value() == doctest::Approx(points[2 * i + 1] * 1e-3).epsilon(1e-12));
    }
    CHECK((row.at("gain_modes_db").empty()) == (socket->gain_modes.empty() && socket->gain_text.empty()));
  }
  CHECK(used.size() == 142);
}

TEST_CASE("the power points of figures/amp_power_vs_load.csv are those of the sockets") {
  if (test::skip_without("figures/amp_power_vs_load.csv")) return;
  const std::map<std::string, std::string> full_names{{"Dethonray M1", "Dethonray Listening M1"},
                                                      {"JDS Element", "JDS Labs The Element (I)"},
                                                      {"JDS O2", "JDS Labs Objective2 (O2)"},
                                                      {"Rogue RH-5", "Rogue Audio RH-5"}};
  const auto rows = test::read_csv(test::shared("figures/amp_power_vs_load.csv"));
  CHECK(rows.size() == 58);
  for (const auto& row : rows) {
    std::string name = row.at("model");
    CAPTURE(name);
    const bool balanced = name.ends_with(" balanced");
    for (const std::string_view suffix : {" balanced", " SE"}) {
      if (name.ends_with(suffix)) name.resize(name.size() - suffix.size());
    }
    const auto known = full_names.find(name);
    const SourceGear& gear = test::source(known == full_names.end() ? name : known->second);
    const Socket& socket = gear.sockets.size() > 1 && balanced ? gear.sockets.at(1) : gear.sockets.at(0);
    const auto point = std::find_if(socket.power.begin(), socket.power.end(), [&](const PowerPoint& p) {
      return p.load.value() == test::number(row.at("load_ohm"));
    });
    REQUIRE(point != socket.power.end());
    CHECK(point->power.value.value() == doctest::Approx(test::number(row.at("power_mw")) * 1e-3).epsilon(1e-9));
  }
}

TEST_CASE("every figure says where it came from") {
  const auto check_claims = [](const auto& claims) {
    for (const auto& claim : claims) CHECK(!claim.figure.source.empty());
  };
  for (const auto& gear : built_in().gear.headphones) {
    CAPTURE(full_name(gear));
    check_claims(gear.impedance);
    check_claims(gear.sensitivity);
    if (gear.price_usd) CHECK(!gear.price_usd->source.empty());
    if (gear.year) CHECK(!gear.year->source.empty());
    if (gear.weight_g) CHECK(!gear.weight_g->source.empty());
    for (const auto& measured : gear.responses) {
      CHECK(!measured.measured_by.empty());
      CHECK(!measured.rig.empty());
      CHECK(!measured.target.empty());
    }
  }
  for (const auto& gear : built_in().gear.sources) {
    CAPTURE(full_name(gear));
    for (const auto& socket : gear.sockets) {
      check_claims(socket.output_impedance);
      check_claims(socket.max_voltage);
      check_claims(socket.max_current);
      check_claims(socket.noise);
      for (const auto& point : socket.power) CHECK(!point.power.source.empty());
    }
  }
  for (const auto& named : built_in().models.curves) {
    const std::string& name = named.first;
    const ImpedanceCurve& curve = named.second;
    CAPTURE(name);
    CHECK(!curve.source.empty());
    // One curve has phases that came out of a measurement: six responses through known resistors.
    CHECK(curve.phase_measured == (name == "truthear_zero_red"));
  }
}

TEST_CASE("each response names a rig and a target of that rig that the target library knows") {
  const auto library = target::TargetLibrary::open(test::data_folder() + "/targets");
  REQUIRE_MESSAGE(library, library.error().to_string());
  for (const auto& gear : built_in().gear.headphones) {
    for (const auto& measured : gear.responses) {
      CAPTURE(full_name(gear));
      const target::Rig* rig = library->rigs().find(measured.rig, measured.measured_by);
      REQUIRE_MESSAGE(rig != nullptr, measured.rig);
      const auto target = library->load(measured.target);
      REQUIRE_MESSAGE(target, target.error().message);
      const target::Rig* of_target = library->rigs().find(target->rig);
      REQUIRE(of_target != nullptr);
      CHECK(library->rigs().match(*rig, *of_target) != target::RigMatch::kOther);
      const bool in_ear = gear.form == Form::kInEar || gear.form == Form::kEarbud;
      CHECK(target::fits(target->form, in_ear ? target::TargetForm::kInEar : target::TargetForm::kOverEar));
    }
  }
}

TEST_CASE("disagreeing claims are kept, and the independent measurement is preferred") {
  const HeadphoneGear& stellia = headphone("Focal Stellia");
  CHECK(stellia.sensitivity.size() == 3);  // maker, ASR, Hi-Fi News
  CHECK(preferred(stellia.sensitivity)->by == kAsr);
  const HeadphoneGear& blessing = headphone("Moondrop Blessing 3");
  CHECK(blessing.sensitivity.at(1).by == "HiFinder");
  CHECK(blessing.sensitivity.at(1).figure.value.printed.value == 119.0);
  CHECK(blessing.impedance.at(1).figure.value.magnitude == Ohms(18));
}
