// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <random>

#include <eardrum/chain/chain_file.h>
#include <eardrum/chain/difference.h>

#include "chains.h"

namespace eardrum {
namespace {

using namespace chain;

std::string error_of(const std::string& text, const GearLookup& lookup = {}) {
  const auto chain = read_chain(text, "my.toml", lookup);
  return chain ? "accepted" : chain.error().to_string();
}

const char* const kByHand = R"(
[[stage]]
kind = "DAC"
full_scale_v = 2
[[stage]]
kind = "amplifier"
name = "little amp"
output_impedance_ohm = { value = 10, confidence = "page", source = "the box" }
limits = { voltage_v = 2, power_points = [[32, 100], [300, 12]] }
[[stage]]
kind = "cable"
awg = 26
length_m = 1.2
[[stage]]
kind = "headphone"
name = "Mine"
rated_impedance_ohm = 32
impedance = { points = [[20, 40], [100, 80], [1000, 32], [20000, 50]] }
sensitivity_db_per_v = 110
)";

}  // namespace

TEST_CASE("a chain written by hand is read") {
  const auto chain = read_chain(kByHand, "my.toml").value();
  REQUIRE(chain.stages().size() == 4);
  CHECK(chain.headphone().name == "Mine");
  CHECK(chain.amplifier()->output_impedance->source == "the box");
  CHECK(chain.amplifier()->limits.printed().power_points.size() == 2);
  CHECK(std::get<Cable>(chain.stages()[2]).loop_resistance.value() == doctest::Approx(0.321).epsilon(0.002));
}

TEST_CASE("what is written is read back equal, on random chains") {
  std::mt19937 random(11);
  for (int round = 0; round < 40; ++round) {
    const auto chain = Chain::make(test::random_stages(random)).value();
    const std::string text = write_chain(chain);
    const auto again = read_chain(text, "round trip");
    REQUIRE_MESSAGE(again.has_value(), again.error().to_string() << "\n" << text);
    // Units are scaled on the way (uV, mW, mH): the last bit may differ, the text may not.
    CHECK(write_chain(*again) == text);
    CHECK(differences(chain, *again).empty());
  }
}

TEST_CASE("errors name file, line and field") {
  CHECK(error_of("[[stage]]\nkind = \"toaster\"\n") ==
        "my.toml:1: field 'kind': Expected source, equalizer, crossfeed, DAC, amplifier, cable, headphone, pad or ear, "
        "found 'toaster'");
  CHECK(error_of("[[stage]]\nkind = \"DAC\"\nfull_scale = 2\n") ==
        "my.toml:3: field 'full_scale': Unknown key 'full_scale'; did you mean 'full_scale_v'?");
  CHECK(error_of("[[stage]]\nkind = \"DAC\"\nfull_scale_v = \"two\"\n") ==
        "my.toml:3: field 'full_scale_v': Expected a number, found a text");
  CHECK(error_of("[[stage]]\nkind = \"DAC\"\nfull_scale_v = { value = 2, confidence = \"sure\" }\n") ==
        "my.toml:3: field 'full_scale_v.confidence': Expected measured, page, known, approx, computed or user, found "
        "'sure'");
  CHECK(error_of("x = 1\n").substr(0, 8) == "my.toml:");
  CHECK(error_of("") == "my.toml:1: field 'stage': Expected [[stage]] tables, found none");
  CHECK(error_of("[[stage]]\nkind = \"headphone\"\nname = \"x\"\n") ==
        "my.toml:1: field 'rated_impedance_ohm': Expected a number of ohms, found nothing: add the key");
  CHECK(error_of("[[stage]]\ngear = \"HD 650\"\n").find("no catalogue here") != std::string::npos);
  CHECK(error_of("[[stage]]\nkind = \"cable\"\nawg = 50\nlength_m = 1\n").find("AWG 20 to AWG 36") !=
        std::string::npos);
  CHECK(error_of("not toml at all =").substr(0, 10) == "my.toml:1:");
}

TEST_CASE("gear is looked up, and what the look-up says is passed on with the line") {
  const GearLookup lookup = [](const std::string& name) -> Result<std::vector<Stage>> {
    if (name == "Mojo") {
      Dac dac;
      dac.name = "Mojo";
      return std::vector<Stage>{dac, Amplifier{.name = "Mojo"}};
    }
    return Error{Errc::kNotFound, "No gear is called '" + name + "'", {}};
  };
  const std::string headphone = "[[stage]]\nkind = \"headphone\"\nrated_impedance_ohm = 32\n";
  CHECK(read_chain("[[stage]]\ngear = \"Mojo\"\n" + headphone, "a", lookup).value().stages().size() == 3);
  CHECK(error_of("[[stage]]\ngear = \"Moja\"\n" + headphone, lookup) ==
        "my.toml:1: field 'stage.gear': No gear is called 'Moja'");
}

TEST_CASE("differences name the stage, the figure and both values") {
  const auto a = read_chain(kByHand).value();
  std::string changed = kByHand;
  changed.replace(changed.find("full_scale_v = 2"), 16, "full_scale_v = 4");
  const auto lines = differences(a, read_chain(changed).value());
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == "DAC 'DAC': full_scale_v 2.0 -> 4.0");
  std::vector<Stage> shorter(a.stages().begin(), a.stages().end());
  shorter.erase(shorter.begin() + 2);
  CHECK(differences(a, Chain::make(shorter).value()) == std::vector<std::string>{"cable 'cable': removed"});
}

TEST_CASE("differences go into figures, lists and circuits, and count the points of curves") {
  const std::string dac = "[[stage]]\nkind = \"DAC\"\n";
  const auto chain = [&](const std::string& headphone) {
    const auto made = read_chain(dac + "[[stage]]\nkind = \"headphone\"\nrated_impedance_ohm = 32\n" + headphone);
    REQUIRE(made);
    return *made;
  };
  const auto circuit = [](const char* re) {
    return "impedance = { circuit = { re_ohm = " + std::string(re) + ", f0_hz = 100, rp_ohm = 168, q = 1.4 } }\n";
  };
  using Lines = std::vector<std::string>;
  CHECK(differences(chain(circuit("312")), chain(circuit("300"))) ==
        Lines{"headphone 'headphone': impedance.circuit.re_ohm 312.0 -> 300.0"});
  const auto figures = [](const char* second) {
    return "sensitivity_db_per_v = [{ value = 104.8, source = \"a\" }, { value = 103, source = \"" +
           std::string(second) + "\" }]\n";
  };
  CHECK(differences(chain(figures("b")), chain(figures("c"))) ==
        Lines{"headphone 'headphone': sensitivity_db_per_v[2].source \"b\" -> \"c\""});
  const auto curve = [](const char* points) { return "impedance = { points = [" + std::string(points) + "] }\n"; };
  CHECK(
      differences(chain(curve("[20, 40], [1000, 32], [5000, 30]")), chain(curve("[20, 41], [1000, 32], [5000, 30]"))) ==
      Lines{"headphone 'headphone': impedance.points 1 of 3 points differ"});
  CHECK(differences(chain(curve("[20, 40], [1000, 32], [5000, 30]")), chain(curve("[20, 40], [1000, 32]"))) ==
        Lines{"headphone 'headphone': impedance.points 3 points -> 2 points"});
}

}  // namespace eardrum
