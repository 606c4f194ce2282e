// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/plausibility.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include <eardrum/catalogue/disagreement.h>

#include "data_folder.h"

using namespace eardrum;
using namespace eardrum::catalogue;

namespace {

HeadphoneGear of(Form form, Driver driver, double ohm, std::vector<PrintedSensitivity> sensitivities) {
  HeadphoneGear gear;
  gear.brand = "Some";
  gear.model = "Thing";
  gear.form = form;
  gear.driver = driver;
  gear.impedance.push_back({{{ImpedanceAt::kNominal, Ohms(ohm), {}}, Confidence::kUser, "sheet"}, "", "", false});
  for (const auto& printed : sensitivities)
    gear.sensitivity.push_back({{{printed, {}, {}}, Confidence::kUser, "sheet"}, "", "", false});
  return gear;
}

std::vector<std::string> said_of(const HeadphoneGear& gear) {
  std::vector<std::string> out;
  for (const auto& warning : check(gear)) out.push_back(warning.message);
  return out;
}

using Messages = std::vector<std::string>;
constexpr auto kPerVolt = SensitivityUnit::kDbPerVolt;
constexpr auto kPerMilliwatt = SensitivityUnit::kDbPerMilliwatt;

}  // namespace

TEST_CASE("the usual sensitivities are the catalogue's middle 80 %") {
  struct Values {
    std::vector<double> db_mw, db_v;
  };
  std::map<std::string, Values, std::less<>> kinds;
  for (const auto& gear : test::built_in().gear.headphones) {
    if (gear.wireless) continue;
    for (const auto& claim : gear.sensitivity) {
      const auto impedance = nominal_impedance(gear);
      if (claim.by != "maker" || !impedance) continue;
      const auto sensitivity = converted(claim.figure.value, gear);
      const bool in_ear = gear.form == Form::kInEar || gear.form == Form::kEarbud;
      for (const std::string& kind :
           {std::string(sensitivity_kind(gear)), std::string(in_ear ? "in-ear" : "over-ear")}) {
        kinds[kind].db_mw.push_back(sensitivity->per_milliwatt(*impedance).db());
        kinds[kind].db_v.push_back(sensitivity->per_volt().db());
        if (kind == "in-ear" || kind == "over-ear") break;
      }
    }
  }
  for (const auto& usual : usual_sensitivities()) {
    CAPTURE(std::string(usual.kind));
    auto& [db_mw, db_v] = kinds.at(std::string(usual.kind));
    CHECK(db_v.size() >= 17);
    const auto percentile = [](std::vector<double>& values, double share) {
      std::sort(values.begin(), values.end());
      const double at = share * static_cast<double>(values.size() - 1);
      const auto below = static_cast<std::size_t>(at);
      const double above = values[std::min(below + 1, values.size() - 1)];
      return values[below] + (at - static_cast<double>(below)) * (above - values[below]);
    };
    CHECK(usual.low_db_mw == std::floor(percentile(db_mw, 0.1)));
    CHECK(usual.high_db_mw == std::ceil(percentile(db_mw, 0.9)));
    CHECK(usual.low_db_v == std::floor(percentile(db_v, 0.1)));
    CHECK(usual.high_db_v == std::ceil(percentile(db_v, 0.9)));
  }
}

TEST_CASE("the published unit traps are caught when gear is added") {
  // N7: "HD 600 97 dB/V" -> 97 dB/mW = 102.2 dB/V.
  CHECK(said_of(of(Form::kOverEar, Driver::kDynamic, 300, {{97, kPerVolt, {}}})) ==
        Messages{"97 dB/V at 300 ohm is unusual: is it dB/mW?"});
  // N6: "ER4SR 96 dB/mW" -> 96 dB at 0.1 V.
  CHECK(said_of(of(Form::kInEar, Driver::kBalancedArmature, 45, {{96, kPerMilliwatt, {}}})) ==
        Messages{"96 dB/mW at 45 ohm is unusual: is it dB at 0.1 V?"});
  // N1: the sign turned, "300 ohm: 5.2 dB lower".
  const auto turned =
      said_of(of(Form::kOverEar, Driver::kDynamic, 300, {{102, kPerMilliwatt, {}}, {96.8, kPerVolt, {}}}));
  CHECK(std::any_of(turned.begin(), turned.end(), [](const std::string& text) {
    return text == "96.8 dB/V looks converted from 102 dB/mW with the sign turned: at 300 ohm it is 107.2 dB/V";
  }));
  // An earphone's dB/V printed as dB/mW.
  CHECK(said_of(of(Form::kInEar, Driver::kDynamic, 16, {{124, kPerMilliwatt, {}}})) ==
        Messages{"124 dB/mW at 16 ohm is unusual: is it dB/V?"});
  // HiFinder's 97 dB/V against Audio Science Review's 94 dB at 327 mV.
  HeadphoneGear hd600 = of(Form::kOverEar, Driver::kDynamic, 300, {{97, kPerVolt, {}}});
  hd600.sensitivity.push_back(
      {{{{0.327, SensitivityUnit::kVoltsFor94Db, {}}, {}, {}}, Confidence::kMeasured, "ASR"}, "", "", false});
  const auto against = said_of(hd600);
  CHECK(std::find(against.begin(), against.end(),
                  "97 dB/V and 0.327 V for 94 dB are 6.7 dB apart; they agree if 97 is read as dB/mW") !=
        against.end());
}

TEST_CASE("ordinary gear is left in peace") {
  CHECK(said_of(of(Form::kOverEar, Driver::kDynamic, 300, {{103, kPerVolt, {}}})).empty());
  CHECK(said_of(of(Form::kOverEar, Driver::kDynamic, 300, {{97, kPerMilliwatt, {}}})).empty());
  CHECK(said_of(of(Form::kOverEar, Driver::kPlanar, 32, {{94, kPerMilliwatt, {}}})).empty());
  CHECK(said_of(of(Form::kInEar, Driver::kHybrid, 15, {{120, kPerVolt, {}}})).empty());
}

TEST_CASE("of the built-in headphones, ten raise the question, and the measured ones among them rightly") {
  std::set<std::string> asked;
  std::size_t measured = 0;
  for (const auto& gear : test::built_in().gear.headphones) {
    const auto warnings = check(gear);
    const bool unusual = std::any_of(warnings.begin(), warnings.end(), [](const Warning& warning) {
      return warning.message.find("unusual") != std::string::npos;
    });
    if (!unusual) continue;
    asked.insert(full_name(gear));
    const auto* best = preferred(gear.sensitivity);
    if (best->figure.confidence != Confidence::kMeasured) continue;
    ++measured;
    const Gain off =
        converted(best->figure.value, gear)->per_volt() - converted(gear.sensitivity[0].figure.value, gear)->per_volt();
    CAPTURE(full_name(gear));
    CHECK(off < Gain(-4.0));
  }
  CHECK(measured == 4);
  CHECK(asked == std::set<std::string>{"7Hz Timeless", "7Hz Salnotes Zero", "AKG K612 Pro", "Audeze LCD-X (2021)",
                                       "HiFiMAN Ananda", "Meze 109 Pro", "Meze Liric", "Sony MDR-7506",
                                       "Subtonic STORM", "Thieaudio Monarch Mk2"});
}

TEST_CASE("power, voltage and current must fit") {
  SourceGear gear;
  Socket socket;
  socket.max_voltage.push_back({{Volts(2.0), Confidence::kUser, "sheet"}, "", "", false});
  socket.max_current.push_back({{Amperes(0.03), Confidence::kUser, "sheet"}, "", "", false});
  socket.power.push_back({Ohms(32), {Watts(0.12), Confidence::kUser, "sheet"}});
  gear.sockets.push_back(socket);
  const auto warnings = check(gear);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].message == "120 mW into 32 ohm needs 61.2 mA, more than the 30 mA that it is said to give");
  for (const auto& built_in : test::built_in().gear.sources) {
    CAPTURE(full_name(built_in));
    CHECK(check(built_in).empty());
  }
}

TEST_CASE("disagreements are shown with who says what and which one is used") {
  const auto stellia = disagreements(test::headphone("Focal Stellia"));
  REQUIRE(stellia.size() >= 1);
  CHECK(stellia[0].figure == "sensitivity");
  CHECK(stellia[0].statements.size() == 3);
  // Audio Science Review 114.4, Hi-Fi News 119.6, Focal 106 dB/mW = 120.6 dB/V.
  CHECK(std::abs(stellia[0].spread - 6.2) < 0.1);
  CHECK(std::count_if(stellia[0].statements.begin(), stellia[0].statements.end(),
                      [](const auto& s) { return s.used; }) == 1);
  CHECK(std::find_if(stellia[0].statements.begin(), stellia[0].statements.end(), [](const auto& s) {
          return s.used;
        })->by == "Audio Science Review");
  const auto he400se = disagreements(test::headphone("HiFiMAN HE400se"));
  CHECK(std::any_of(he400se.begin(), he400se.end(), [](const Disagreement& d) { return d.figure == "impedance"; }));
  const auto crack = disagreements(test::source("Bottlehead Crack (OTL)").sockets[0]);
  REQUIRE(crack.size() == 1);
  CHECK(crack[0].statements.size() == 3);
  CHECK(disagreements(test::headphone("Sennheiser HD 599")).empty());
}
