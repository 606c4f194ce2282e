// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// What must hold for every chain, on random ones; and the pieces of the model against slow or outside references.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <regex>

#include <eardrum/chain/evaluate.h>
#include <eardrum/chain/two_port.h>
#include <eardrum/filter/biquad_response.h>

#include "chains.h"
#include "support/csv.h"
#include "support/figures.h"

namespace eardrum {
namespace {

using namespace chain;

constexpr int kRounds = 60;

template <class StageType>
StageType* find(std::vector<Stage>& stages) {
  for (Stage& stage : stages) {
    if (auto* found = std::get_if<StageType>(&stage)) return found;
  }
  return nullptr;
}

Evaluation evaluated(const std::vector<Stage>& stages) {
  return evaluate(Chain::make(stages).value());
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  REQUIRE(a.size() == b.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

}  // namespace

TEST_CASE("without source impedance there is no tone shift") {
  std::mt19937 random(1);
  for (int round = 0; round < kRounds; ++round) {
    auto stages = test::random_stages(random);
    find<Amplifier>(stages)->output_impedance = {Ohms(0), Confidence::kUser, "test"};
    if (auto* cable = find<Cable>(stages)) *cable = Cable{};
    for (const double db : evaluated(stages).tone_shift_db) REQUIRE(std::abs(db) < 1e-9);
  }
}

TEST_CASE("scaling the voltage by x moves every level by 20 log x, and no shape") {
  std::mt19937 random(2);
  for (int round = 0; round < kRounds; ++round) {
    auto stages = test::random_stages(random);
    find<Amplifier>(stages)->limits = OutputLimits();
    const auto before = evaluated(stages);
    const double factor = std::exp(std::uniform_real_distribution<double>(-2, 2)(random));
    auto& full_scale = find<Dac>(stages)->full_scale->value;
    full_scale = full_scale * factor;
    const auto after = evaluated(stages);
    const double step = 20.0 * std::log10(factor);
    CHECK(after.full_scale_level->db() - before.full_scale_level->db() == doctest::Approx(step).epsilon(1e-9));
    CHECK(after.ceiling->level.db() - before.ceiling->level.db() == doctest::Approx(step).epsilon(1e-9));
    CHECK(largest_difference(before.shape_db, after.shape_db) < 1e-9);
    for (std::size_t i = 0; i < before.trace.size(); ++i) {
      CHECK(after.trace[i].voltage.value() == doctest::Approx(before.trace[i].voltage.value() * factor).epsilon(1e-9));
      CHECK(after.trace[i].power.value() ==
            doctest::Approx(before.trace[i].power.value() * factor * factor).epsilon(1e-9));
    }
  }
}

TEST_CASE("a lossless cable is the identity") {
  std::mt19937 random(3);
  for (int round = 0; round < kRounds; ++round) {
    auto stages = test::random_stages(random);
    std::erase_if(stages, [](const Stage& s) { return std::holds_alternative<Cable>(s); });
    const auto without = evaluated(stages);
    const auto headphone =
        std::find_if(stages.begin(), stages.end(), [](const Stage& s) { return std::holds_alternative<Headphone>(s); });
    stages.insert(headphone, Cable{});
    const auto with = evaluated(stages);
    CHECK(with.full_scale_level->db() == doctest::Approx(without.full_scale_level->db()).epsilon(1e-12));
    CHECK(with.ceiling->level.db() == doctest::Approx(without.ceiling->level.db()).epsilon(1e-12));
    CHECK(largest_difference(with.shape_db, without.shape_db) < 1e-9);
    CHECK(with.noise.has_value() == without.noise.has_value());
  }
}

TEST_CASE("two cables in a row are one of their summed resistance; a volume step is a level step") {
  std::mt19937 random(4);
  for (int round = 0; round < kRounds; ++round) {
    auto stages = test::random_stages(random);
    std::erase_if(stages, [](const Stage& s) { return std::holds_alternative<Cable>(s); });
    const auto at = [&] {
      return std::find_if(stages.begin(), stages.end(),
                          [](const Stage& s) { return std::holds_alternative<Headphone>(s); });
    };
    stages.insert(at(), Cable{.name = "a", .loop_resistance = Ohms(0.3), .shared_return = Ohms(0)});
    stages.insert(at(), Cable{.name = "b", .loop_resistance = Ohms(0.5), .shared_return = Ohms(0)});
    const auto two = evaluated(stages);
    std::erase_if(stages, [](const Stage& s) { return std::holds_alternative<Cable>(s); });
    stages.insert(at(), Cable{.name = "c", .loop_resistance = Ohms(0.8), .shared_return = Ohms(0)});
    const auto one = evaluated(stages);
    CHECK(two.full_scale_level->db() == doctest::Approx(one.full_scale_level->db()).epsilon(1e-12));
    CHECK(largest_difference(two.shape_db, one.shape_db) < 1e-9);
    CHECK(two.ceiling->level.db() == doctest::Approx(one.ceiling->level.db()).epsilon(1e-12));

    find<Amplifier>(stages)->volume = find<Amplifier>(stages)->volume - Gain(10);
    CHECK(evaluated(stages).full_scale_level->db() == doctest::Approx(one.full_scale_level->db() - 10.0).epsilon(1e-9));
  }
}

TEST_CASE("evaluate is pure: the same chain gives the same answer, on any grid") {
  std::mt19937 random(5);
  for (int round = 0; round < 20; ++round) {
    const auto stages = test::random_stages(random);
    const auto a = evaluated(stages), b = evaluated(stages);
    CHECK(a.shape_db == b.shape_db);
    CHECK(a.full_scale_level == b.full_scale_level);
    // On a coarse grid that holds 1 kHz: the same values at the same frequencies.
    std::vector<double> hz;
    for (std::size_t i = a.reference % 8; i < a.grid.size(); i += 8) hz.push_back(a.grid.hz()[i]);
    const auto coarse = evaluate(Chain::make(stages).value(), FrequencyGrid::make(hz).value());
    for (std::size_t i = 0; i < hz.size(); ++i) {
      CHECK(coarse.shape_db[i] == doctest::Approx(a.shape_db[a.reference % 8 + 8 * i]).epsilon(1e-6));
    }
    CHECK(coarse.full_scale_level->db() == doctest::Approx(a.full_scale_level->db()).epsilon(1e-9));
  }
}

TEST_CASE("the ceiling is the lowest limit, and names it") {
  Dac dac;
  dac.full_scale = {Volts(2.0), Confidence::kUser, "test"};
  Amplifier amplifier;
  amplifier.output_impedance = {Ohms(1.0), Confidence::kUser, "test"};
  Headphone headphone;
  headphone.impedance = Impedance::flat(Ohms(32)).value();
  headphone.rated_impedance = {Ohms(32), Confidence::kUser, "test"};
  headphone.sensitivities = {{Sensitivity::per_volt(DbSpl(110)), Confidence::kUser, "test"}};
  const auto with = [&](PrintedLimits printed) {
    amplifier.limits = OutputLimits::make(printed, Ohms(1.0)).value();
    return evaluate(Chain::make({dac, amplifier, headphone}).value());
  };
  SUBCASE("full scale first") {
    const auto e = with({.open_voltage = Volts(10), .max_current = {}, .max_power = {}, .power_points = {}});
    CHECK(e.ceiling->limit == Limit::kDigitalFullScale);
    CHECK(e.ceiling->stage == 0);
    CHECK(e.ceiling->voltage.value() == doctest::Approx(2.0 * 32 / 33));
  }
  SUBCASE("current first") {
    const auto e =
        with({.open_voltage = Volts(10), .max_current = milliamperes(30), .max_power = {}, .power_points = {}});
    CHECK(e.ceiling->limit == Limit::kCurrent);
    CHECK(e.ceiling->stage == 1);
    CHECK(e.ceiling->voltage.value() == doctest::Approx(0.96));
    CHECK(e.ceiling->current.value() == doctest::Approx(0.030));
    CHECK(e.ceiling->level.db() == doctest::Approx(110 + 20 * std::log10(0.96)));
    CHECK(e.ceiling_db_spl[e.reference] == doctest::Approx(e.ceiling->level.db()).epsilon(0.0002));
  }
  SUBCASE("volts first") {
    CHECK(with({.open_voltage = Volts(1), .max_current = {}, .max_power = {}, .power_points = {}}).ceiling->limit ==
          Limit::kVoltage);
  }
  SUBCASE("watts first") {
    CHECK(with({.open_voltage = Volts(9), .max_current = {}, .max_power = milliwatts(5), .power_points = {}})
              .ceiling->limit == Limit::kPower);
  }
}

TEST_CASE("an equaliser costs its preamp, and music the room that a boost without preamp needs") {
  Dac dac;
  Amplifier amplifier;
  amplifier.output_impedance = {Ohms(0.0), Confidence::kUser, "test"};
  amplifier.limits =
      OutputLimits::make({.open_voltage = Volts(1), .max_current = {}, .max_power = {}, .power_points = {}}, Ohms(0.0))
          .value();
  Headphone headphone;
  headphone.impedance = Impedance::flat(Ohms(32)).value();
  headphone.rated_impedance = {Ohms(32), Confidence::kUser, "test"};
  headphone.sensitivities = {{Sensitivity::per_volt(DbSpl(110)), Confidence::kUser, "test"}};
  const auto with = [&](Peq peq) {
    Equalizer equalizer;
    equalizer.peq = std::move(peq);
    return evaluate(Chain::make({equalizer, dac, amplifier, headphone}).value());
  };
  const Band boost{BandType::kPeaking, Hertz(60), Gain(8), 1.0};
  // A device whose full scale nobody published reaches its maximum with it, and one that is published says the same.
  for (const bool published : {false, true}) {
    CAPTURE(published);
    if (published) dac.full_scale = {Volts(1.0), Confidence::kUser, "test"};
    const auto plain = with(Peq{});
    CHECK(plain.ceiling->level.db() == doctest::Approx(110.0).epsilon(1e-4));
    CHECK(plain.ceiling->limit == Limit::kVoltage);
    const auto preamp = with(Peq{Gain(-8), {boost}});
    CHECK(preamp.ceiling->level.db() == doctest::Approx(102.0).epsilon(1e-3));
    CHECK(preamp.ceiling->limit == Limit::kDigitalFullScale);
    // The boosted bass is what it was without an equaliser, and no louder.
    const auto at_60 = nearest_index(preamp.grid, Hertz(60));
    CHECK(preamp.ceiling_db_spl[at_60] == doctest::Approx(plain.ceiling_db_spl[at_60]).epsilon(1e-3));
    // Without the preamp the samples clip: music has to be turned down by as much first.
    const auto clips = with(Peq{Gain(0), {boost}});
    CHECK(clips.ceiling->level.db() == doctest::Approx(102.0).epsilon(1e-3));
    // Only a cut: nothing is lost at 1 kHz.
    CHECK(with(Peq{Gain(0), {{BandType::kPeaking, Hertz(60), Gain(-8), 1.0}}}).ceiling->level.db() ==
          doctest::Approx(110.0).epsilon(1e-3));
  }
}

TEST_CASE("the trace obeys Ohm and Kirchhoff at every port") {
  std::mt19937 random(6);
  for (int round = 0; round < kRounds; ++round) {
    const auto e = evaluated(test::random_stages(random));
    REQUIRE(e.trace.size() >= 2);
    for (const Port& port : e.trace) {
      if (std::isinf(port.load.value())) {
        CHECK(port.current.value() == 0.0);
        continue;
      }
      CHECK(port.voltage.value() == doctest::Approx(port.current.value() * port.load.value()).epsilon(1e-9));
      CHECK(port.power.value() <= port.voltage.value() * port.current.value() * (1 + 1e-9));
      CHECK(port.power.value() >= 0.0);
    }
    // Cable and output carry one current.
    const Port& last = e.trace.back();
    CHECK(last.load.value() == doctest::Approx(e.load_at_reference.value()).epsilon(1e-9));
    if (e.sensitivity && e.full_scale_level) {
      const double wear = e.full_scale_level->db() - e.sensitivity->level_at(last.voltage).db();
      const bool has_pad = std::holds_alternative<Pad>(e.chain.stages().back());
      if (!has_pad) CHECK(wear == doctest::Approx(0.0).epsilon(1e-6));
    }
  }
}

TEST_CASE("noise is a power sum, and reaches the drum by the sensitivity (E37)") {
  Dac dac;
  dac.full_scale = {Volts(1), Confidence::kUser, "test"};
  dac.noise = {microvolts(3), Confidence::kUser, "test"};
  Amplifier amplifier;
  amplifier.gain = {Gain(20.0 * std::log10(2.0)), Confidence::kUser, "test"};
  amplifier.output_impedance = {Ohms(0), Confidence::kUser, "test"};
  amplifier.noise = {microvolts(std::sqrt(64.0 - 36.0)), Confidence::kUser, "test"};
  Headphone headphone;
  headphone.rated_impedance = {Ohms(12.8), Confidence::kUser, "test"};
  headphone.sensitivities = {{Sensitivity::per_volt(DbSpl(131.7)), Confidence::kUser, "test"}};
  const auto e = evaluate(Chain::make({dac, amplifier, headphone}).value());
  CHECK(e.noise->voltage.value() == doctest::Approx(8e-6));
  CHECK(e.noise->level.db() == doctest::Approx(29.76).epsilon(0.001));
}

TEST_CASE("an output capacitor (OTL) is a high-pass against the load") {
  Dac dac;
  dac.full_scale = {Volts(1), Confidence::kUser, "test"};
  Amplifier amplifier;
  amplifier.output_impedance = {Ohms(0), Confidence::kUser, "test"};
  amplifier.coupling_microfarad = {100.0, Confidence::kUser, "test"};
  Headphone headphone;
  headphone.impedance = Impedance::flat(Ohms(300), ImpedanceBasis::kFlatMeasured).value();
  headphone.rated_impedance = {Ohms(300), Confidence::kUser, "test"};
  const auto e = evaluate(Chain::make({dac, amplifier, headphone}).value());
  const double corner_hz = 1.0 / (2.0 * 3.14159265358979 * 300 * 100e-6);  // 5.3 Hz
  for (const double hz : {20.0, 50.0, 100.0}) {
    const std::size_t i = nearest_index(e.grid, Hertz(hz));
    const double x = corner_hz / e.grid.hz()[i];
    CHECK(e.tone_shift_db[i] == doctest::Approx(-10.0 * std::log10(1.0 + x * x)).epsilon(0.02));
  }
}

TEST_CASE("a stage order that makes no sense is refused with a sentence") {
  const Headphone headphone{.name = "HD 650",
                            .driver = "dynamic",
                            .rated_impedance = {Ohms(300), Confidence::kUser, ""},
                            .impedance_source = {},
                            .sensitivities = {},
                            .response = {}};
  const auto message = [](std::vector<Stage> stages) {
    const auto chain = Chain::make(std::move(stages));
    return chain ? std::string("accepted") : chain.error().message;
  };
  CHECK(message({Dac{}, headphone}) == "accepted");
  CHECK(message({headphone, Dac{}}) ==
        "Expected the order source, equalizer, crossfeed, DAC, amplifier, cable, headphone, pad, ear, found the DAC "
        "'DAC' after the headphone 'HD 650'");
  CHECK(message({Dac{}}) == "Expected a headphone in the chain, found none: add one");
  CHECK(message({headphone}) == "Expected a DAC or an amplifier to drive the headphone, found neither: add one");
  CHECK(message({Dac{}, Dac{.name = "second"}, headphone}) == "Expected one DAC, found two: 'DAC' and 'second'");
  CHECK(message({Dac{}, Amplifier{.name = "x", .volume = Gain(3)}, headphone}) ==
        "Expected a volume of at most 0 dB in the amplifier 'x'");
  CHECK(message({}) == "Expected a headphone in the chain, found none: add one");
  // Every shuffled chain is either accepted in its one order or refused.
  std::mt19937 random(8);
  for (int round = 0; round < kRounds; ++round) {
    auto stages = test::random_stages(random);
    auto shuffled = stages;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    const bool ordered = std::is_sorted(shuffled.begin(), shuffled.end(),
                                        [](const Stage& a, const Stage& b) { return a.index() < b.index(); });
    CHECK(Chain::make(shuffled).has_value() == ordered);
  }
}

TEST_CASE("missing figures stay missing, and are listed") {
  const Headphone bare{.name = "x",
                       .rated_impedance = {Ohms(32), Confidence::kUser, ""},
                       .impedance_source = {},
                       .sensitivities = {},
                       .response = {}};
  const auto e = evaluate(Chain::make({Amplifier{}, bare}).value());
  CHECK_FALSE(e.full_scale_level);
  CHECK_FALSE(e.ceiling);
  CHECK_FALSE(e.noise);
  CHECK_FALSE(e.output_impedance);
  for (const auto what : {Missing::kSensitivity, Missing::kDrive, Missing::kLimits, Missing::kOutputImpedance,
                          Missing::kImpedanceCurve, Missing::kNoise, Missing::kResponse}) {
    CHECK(e.lacks(what));
  }
}

TEST_CASE("the reconstructed phase agrees with four fitted circuits") {
  if (test::skip_without("figures/impedance/equivalent_circuits.csv")) return;
  int checked = 0;
  for (const auto& row : test::read_csv(test::shared("figures/impedance/equivalent_circuits.csv"))) {
    if (row.at("confidence") != "page (fit)") continue;
    const MotionalCircuit circuit{Ohms(test::number(row.at("re_ohm"))), test::number(row.at("le_mh")) * 1e-3,
                                  Hertz(test::number(row.at("f0_hz"))), Ohms(test::number(row.at("rp_ohm"))),
                                  test::number(row.at("q"))};
    std::vector<ImpedancePoint> points;
    for (const double hz : standard_grid().hz())
      points.push_back({Hertz(hz), Ohms(std::abs(circuit.at(Hertz(hz)))), std::nullopt});
    const auto curve = Impedance::curve(points).value();
    CHECK(curve.basis() == ImpedanceBasis::kCurveMinimumPhase);
    for (const double hz : {30.0, 60.0, 90.0, 150.0, 500.0, 2000.0, 10000.0}) {
      const double error = std::arg(curve.at(Hertz(hz)) / circuit.at(Hertz(hz))) * 57.29578;
      INFO(row.at("name") << " at " << hz << " Hz");
      CHECK(std::abs(error) < (hz > 2000 ? 8.0 : 2.0));
    }
    ++checked;
  }
  CHECK(checked == 4);
}

TEST_CASE("chain matrices: the loaded divider of gain 2, 10 ohm out, 0.3 ohm cable, 32 ohm") {
  const TwoPort whole = TwoPort::amplifier(2.0, 10.0, 0.0) * TwoPort::series(0.3);
  CHECK(std::abs(whole.voltage_ratio(32.0)) == doctest::Approx(2.0 * 32.0 / 42.3).epsilon(1e-12));
  // Reciprocity: a passive two-port's determinant is one.
  const TwoPort passive = TwoPort::series({3.0, 2.0}) * TwoPort::shunt({0.01, -0.02}) * TwoPort::series({0.5, 0.0});
  CHECK(std::abs(passive.a * passive.d - passive.b * passive.c - 1.0) < 1e-12);
}

TEST_CASE("the leak of a broken seal has the published levels (validation.json)") {
  CHECK(Leak{Hertz(80), 0.7}.db_at(Hertz(20)) == doctest::Approx(-8.84).epsilon(0.001));
  CHECK(Leak{Hertz(80), 1.5}.db_at(Hertz(100)) == doctest::Approx(4.92).epsilon(0.001));
  CHECK(Leak{Hertz(200), 0.3}.db_at(Hertz(50)) == doctest::Approx(-3.53).epsilon(0.002));
  CHECK(Leak{Hertz(300), 1.0}.db_at(Hertz(500)) == doctest::Approx(2.47).epsilon(0.002));
}

TEST_CASE("crossfeed: a centred sound is untouched in the bass and 1.75 dB down at 10 kHz (bs2b, 700 Hz, 4.5 dB)") {
  Dac dac;
  const Headphone headphone{.name = "x",
                            .rated_impedance = {Ohms(32), Confidence::kUser, ""},
                            .impedance_source = {},
                            .sensitivities = {},
                            .response = {}};
  const auto e = evaluate(Chain::make({Crossfeed{}, dac, headphone}).value());
  const double bass = e.source_tone_db.front();
  CHECK(e.source_tone_db[nearest_index(e.grid, Hertz(10000))] - bass == doctest::Approx(-1.75).epsilon(0.03));
}

TEST_CASE("the 90 % interval from a maker's sensitivity covers 85-95 % of the independently measured models") {
  if (test::skip_without("figures/headphones.csv")) return;
  static const std::regex kMeasured(R"(ASR measured 94 dB at (\d+) mV)");
  int models = 0, covered = 0;
  double mean = 0.0;
  std::vector<double> differences;
  for (const auto& row : test::read_csv(test::shared("figures/headphones.csv"))) {
    std::smatch match;
    const std::string notes = row.at("notes");
    if (!std::regex_search(notes, match, kMeasured) || row.at("sensitivity_value").empty()) continue;
    const auto printed =
        parse_sensitivity(test::number(row.at("sensitivity_value")), row.at("sensitivity_unit")).value();
    const Sensitivity maker = to_sensitivity(printed, Ohms(test::number(row.at("impedance_ohm")))).value();
    const Sensitivity measured = Sensitivity::at_voltage(DbSpl(94), millivolts(std::stod(match[1])));
    const LevelSpread spread = spread_of_sensitivity(Confidence::kPage);
    const Gain difference = measured.per_volt() - maker.per_volt();
    covered += difference >= spread.p5() && difference <= spread.p95() ? 1 : 0;
    differences.push_back(difference.db());
    mean += difference.db();
    ++models;
  }
  REQUIRE(models == 39);
  mean /= models;
  double variance = 0.0;
  for (const double d : differences) variance += (d - mean) * (d - mean) / (models - 1);
  MESSAGE(covered << " of " << models << " covered; mean " << mean << " dB, SD " << std::sqrt(variance) << " dB");
  CHECK(covered >= 0.85 * models);
  CHECK(covered <= 0.95 * models);
  CHECK(mean == doctest::Approx(-2.2).epsilon(0.03));
  CHECK(std::sqrt(variance) == doctest::Approx(3.7).epsilon(0.03));
}

}  // namespace eardrum
