// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/stages.h>

#include <cmath>

#include <doctest/doctest.h>

#include <eardrum/chain/chain.h>

#include "data_folder.h"

using namespace eardrum;
using namespace eardrum::catalogue;
using chain::ImpedanceBasis;
using test::headphone;
using test::source;

namespace {

ImpedanceBasis basis_of(const std::string& name) {
  const auto stage = headphone_stage(headphone(name));
  REQUIRE(stage);
  return stage->impedance.basis();
}

}  // namespace

TEST_CASE("every headphone and every socket makes stages that a chain accepts") {
  const auto hd650 = headphone_stage(headphone("Sennheiser HD 650"));
  REQUIRE(hd650);
  for (const auto& gear : test::built_in().gear.headphones) {
    CAPTURE(full_name(gear));
    const auto stage = headphone_stage(gear);
    REQUIRE(stage);
    CHECK(stage->name == full_name(gear));
    CHECK(!stage->impedance_source.empty());
    CHECK(stage->sensitivities.empty() == gear.sensitivity.empty());
    CHECK(stage->response.has_value() == !gear.responses.empty());
    const auto mojo = source_stages(source("Chord Mojo"), source("Chord Mojo").sockets[0]);
    REQUIRE(mojo);
    auto stages = mojo->stages();
    stages.emplace_back(*stage);
    CHECK(chain::Chain::make(stages));
  }
  for (const auto& gear : test::built_in().gear.sources) {
    for (const auto& socket : gear.sockets) {
      CAPTURE(full_name(gear));
      std::vector<std::optional<std::string_view>> modes{std::nullopt};
      for (const auto& mode : socket.gain_modes) modes.emplace_back(mode.name);
      for (const auto& mode : modes) {
        const auto made = source_stages(gear, socket, mode);
        REQUIRE(made);
        CHECK(made->dac.has_value() == (gear.kind != SourceKind::kAmp));
        CHECK(made->amplifier.has_value() == (gear.kind != SourceKind::kDac));
        auto stages = made->stages();
        stages.emplace_back(*hd650);
        CHECK(chain::Chain::make(stages));
      }
    }
  }
}

TEST_CASE("the impedance comes from the best that is known") {
  CHECK(basis_of("Truthear Zero:RED") == ImpedanceBasis::kCurveWithPhase);
  CHECK(basis_of("Sennheiser HD 800 S") == ImpedanceBasis::kCurveMinimumPhase);  // its phases are an estimate
  CHECK(basis_of("Dan Clark Audio Expanse") == ImpedanceBasis::kCurveMinimumPhase);
  CHECK(basis_of("Sennheiser HD 650") == ImpedanceBasis::kCircuit);  // four points, and a circuit through them
  CHECK(basis_of("Etymotic ER4SR") == ImpedanceBasis::kCircuit);
  CHECK(basis_of("Meze Liric") == ImpedanceBasis::kSparsePoints);
  CHECK(basis_of("HiFiMAN Sundara") == ImpedanceBasis::kFlatMeasured);
  CHECK(basis_of("Dan Clark Audio Aeon 2 Closed") == ImpedanceBasis::kFlatMeasured);  // minimum = maximum = 13 ohm
  CHECK(basis_of("Focal Clear") == ImpedanceBasis::kNominal);
  // Nothing is published of it: assumed, and said.
  const auto earpods = headphone_stage(headphone("Apple EarPods (3.5 mm)"));
  REQUIRE(earpods);
  CHECK(earpods->impedance.basis() == ImpedanceBasis::kAssumed);
  CHECK(earpods->rated_impedance.confidence == Confidence::kApprox);
  CHECK(earpods->sensitivities.empty());
}

TEST_CASE("impedance curves pass through the published points") {
  // Audio Science Review's cursor texts: HD 650 320 ohm at 1 kHz and 480 at 100 Hz; R70x 1074 ohm at 91.3 Hz.
  const auto hd650 = headphone_stage(headphone("Sennheiser HD 650"));
  CHECK(std::abs(20.0 * std::log10(hd650->impedance.magnitude_at(Hertz(1000)).value() / 320.0)) < 0.3);
  CHECK(std::abs(20.0 * std::log10(hd650->impedance.magnitude_at(Hertz(100)).value() / 480.0)) < 0.3);
  const auto r70x = headphone_stage(headphone("Audio-Technica ATH-R70x"));
  CHECK(std::abs(20.0 * std::log10(r70x->impedance.magnitude_at(Hertz(91.3)).value() / 1074.0)) < 0.15);
}

TEST_CASE("the independent measurement stands first") {
  // Audio Science Review: 94 dB at 288 mV = 104.8 dB/V (reference/electrical.md E44); Sennheiser says 103.
  const auto hd650 = headphone_stage(headphone("Sennheiser HD 650"));
  CHECK(hd650->sensitivities.front().confidence == Confidence::kMeasured);
  CHECK(std::abs(hd650->sensitivities.front().value.per_volt().db() - 104.8) < 0.05);
  CHECK(hd650->sensitivities.size() == 3);
}

TEST_CASE("gain modes set what full scale reaches") {
  const SourceGear& m11 = source("FiiO M11 (original)");
  const auto low = source_stages(m11, m11.sockets[0], "low");
  REQUIRE(low);
  CHECK(low->dac->full_scale->value == Volts(1.289));
  CHECK(low->amplifier->limits.printed().open_voltage == Volts(2.586));
  const auto unknown = source_stages(m11, m11.sockets[0], "turbo");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().message == "FiiO M11 (original) has no gain mode \"turbo\"; it has high, low");
  // An amplifier's gain is its own; without one published, full scale is taken to reach the maximum.
  const SourceGear& o2 = source("JDS Labs Objective2 (O2)");
  CHECK(source_stages(o2, o2.sockets[0], "low")->amplifier->gain->value == Gain(0.0));
  CHECK(source_stages(o2, o2.sockets[0])->amplifier->gain->value == Gain(10.4));
  const SourceGear& e30 = source("Topping E30");
  const auto dac = source_stages(e30, e30.sockets[0]);
  CHECK(connected(*dac, *source_stages(o2, o2.sockets[0])).dac->full_scale->value == Volts(2.0));
  const SourceGear& m3 = source("AMB M3 (active ground)");
  CHECK_FALSE(connected(*dac, *source_stages(m3, m3.sockets[0])).dac->full_scale.has_value());
}

TEST_CASE("the socket follows the plug and the load") {
  const SourceGear& macbook = source("Apple MacBook Pro 14/16 (2021)");
  CHECK(preferred(socket_for(macbook, std::nullopt, Ohms(32)).max_voltage)->figure.value == Volts(1.25));
  CHECK(preferred(socket_for(macbook, std::nullopt, Ohms(150)).max_voltage)->figure.value == Volts(3.0));
  const SourceGear& k19 = source("FiiO K19");
  CHECK(socket_for(k19).output == Output::kSingleEnded);
  CHECK(socket_for(k19, Output::kBalanced).output == Output::kBalanced);
  CHECK(socket_for(source("Topping A90"), Output::kSingleEnded).output == Output::kBalanced);  // it has no other
}
