// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/tuning.h>

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "headphones.h"

using namespace eardrum;
using namespace eardrum::app;

namespace {

std::string put(const test::Scratch& scratch, const std::string& name, const std::string& bytes) {
  const std::string path = scratch / name;
  test::write(path, bytes);
  return path;
}

double fir_db(const std::vector<float>& taps, double hz, double rate_hz) {
  const std::complex<double> z = std::polar(1.0, -2.0 * std::numbers::pi * hz / rate_hz);
  std::complex<double> sum;
  for (std::size_t k = taps.size(); k-- > 0;) sum = sum * z + static_cast<double>(taps[k]);
  return 20.0 * std::log10(std::abs(sum));
}

}  // namespace

TEST_CASE("an equaliser's bands can be turned; its name is the file's") {
  const test::Scratch scratch;
  const Inventory inventory = test::inventory_in(scratch);
  TuningRequest request;
  request.equalizer = put(scratch, "mine.txt", "Preamp: -4 dB\nFilter 1: ON PK Fc 100 Hz Gain 4 dB Q 1\n");
  const auto answer = tuning_for(request, inventory);
  REQUIRE_MESSAGE(answer.has_value(), answer.error().to_string());
  CHECK(answer->tuning.name == "mine");
  CHECK(answer->tuning.preamp == Gain(-4));
  CHECK(answer->tuning.ears[0].size() == 1);
  CHECK(answer->tuning.fixed == nullptr);
}

TEST_CASE("a graphic curve is the fixed part, at any rate; an impulse response that is missing is told at once") {
  const test::Scratch scratch;
  const Inventory inventory = test::inventory_in(scratch);
  TuningRequest request;
  request.equalizer = put(scratch, "curve.txt", "GraphicEQ: 20 -3; 100 -3; 1000 0; 5000 4; 20000 4\n");
  const auto answer = tuning_for(request, inventory);
  REQUIRE_MESSAGE(answer.has_value(), answer.error().to_string());
  REQUIRE(answer->tuning.fixed != nullptr);
  for (const double rate_hz : {44100.0, 96000.0}) {
    const auto spec = engine::plan_for(answer->tuning, Hertz(rate_hz), 2);
    REQUIRE_MESSAGE(spec.has_value(), spec.error().to_string());
    for (const auto& point : std::vector<std::pair<double, double>>{{50, -3}, {1000, 0}, {10000, 4}}) {
      CHECK(std::abs(fir_db(spec->fir[0], point.first, rate_hz) + spec->preamp.db() - point.second) < 0.05);
    }
  }
  request.equalizer = put(scratch, "conv.txt", "Convolution: missing.wav\n");
  const auto missing = tuning_for(request, inventory);
  REQUIRE(!missing.has_value());
  CHECK(missing.error().to_string().find("missing.wav") != std::string::npos);
}

TEST_CASE("a chain gives its digital stages, and what its rest does at the drum") {
  const test::Scratch scratch;
  const Inventory inventory = test::inventory_in(scratch);
  TuningRequest request;
  request.chain = put(scratch, "chain.toml",
                      "[[stage]]\nkind = \"source\"\ngain_db = -2\n"
                      "[[stage]]\nkind = \"equalizer\"\npreamp_db = -3\n"
                      "bands = [{ type = \"peaking\", frequency_hz = 100, gain_db = 3, q = 1 }]\n"
                      "[[stage]]\nkind = \"DAC\"\nfull_scale_v = 2\noutput_impedance_ohm = 0\n"
                      "[[stage]]\nkind = \"headphone\"\nname = \"Mine\"\nrated_impedance_ohm = 300\n"
                      "sensitivity_db_per_v = 100\n");
  const auto answer = tuning_for(request, inventory);
  REQUIRE_MESSAGE(answer.has_value(), answer.error().to_string());
  CHECK(answer->tuning.name == "Mine");
  CHECK(answer->tuning.preamp == Gain(-5));
  CHECK(answer->tuning.ears[0].size() == 1);
  REQUIRE(answer->drum_db_spl.has_value());
  // 2 V into 100 dB/V, whatever the equaliser does before.
  CHECK(answer->drum_db_spl->db_at(Hertz(1000)) == doctest::Approx(106.02).epsilon(1e-4));
}

TEST_CASE("nothing is nothing, two things are one too many") {
  const test::Scratch scratch;
  const Inventory inventory = test::inventory_in(scratch);
  CHECK(tuning_for({}, inventory)->tuning == engine::Tuning{});
  TuningRequest request;
  request.equalizer = "a.txt";
  request.chain = "b.toml";
  CHECK(tuning_for(request, inventory).error().code == Errc::kUsage);
}
