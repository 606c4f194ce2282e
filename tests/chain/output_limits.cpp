// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Amplifier limits against figures/amp_power_vs_load.csv (electrical.md section 8 B).

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include <eardrum/chain/output_limits.h>

#include "support/csv.h"
#include "support/figures.h"

namespace eardrum {
namespace {

struct MeasuredAmp {
  double zout_ohm = 0.0;
  struct Point {
    double load_ohm, power_mw, volts, shortfall_db;
  };
  std::vector<Point> points;  // rising load
};

std::map<std::string, MeasuredAmp> measured_amps() {
  std::map<std::string, MeasuredAmp> amps;
  for (const auto& row : test::read_csv(test::shared("figures/amp_power_vs_load.csv"))) {
    MeasuredAmp& amp = amps[row.at("model")];
    if (!row.at("zout_ohm").empty()) amp.zout_ohm = test::number(row.at("zout_ohm"));
    amp.points.push_back({test::number(row.at("load_ohm")), test::number(row.at("power_mw")),
                          test::number(row.at("v_rms")), test::number(row.at("measured_minus_divider_db"))});
  }
  for (auto& [name, amp] : amps) {
    std::sort(amp.points.begin(), amp.points.end(),
              [](const auto& a, const auto& b) { return a.load_ohm < b.load_ohm; });
  }
  return amps;
}

chain::OutputLimits limits_from(const std::vector<MeasuredAmp::Point>& points, double zout_ohm) {
  chain::PrintedLimits printed;
  for (const auto& point : points) printed.power_points.push_back({Ohms(point.load_ohm), milliwatts(point.power_mw)});
  return chain::OutputLimits::make(printed, Ohms(zout_ohm)).value();
}

double error_db(const chain::OutputLimits& limits, const MeasuredAmp::Point& point) {
  return 20.0 * std::log10(limits.into(Ohms(point.load_ohm)).voltage.value() / point.volts);
}

}  // namespace

TEST_CASE("with all points known, every measured load comes back within 0.3 dB") {
  if (test::skip_without("figures/amp_power_vs_load.csv")) return;
  std::size_t checked = 0;
  for (const auto& measured : measured_amps()) {
    const std::string& name = measured.first;
    const MeasuredAmp& amp = measured.second;
    const auto limits = limits_from(amp.points, amp.zout_ohm);
    for (const auto& point : amp.points) {
      INFO(name << " into " << point.load_ohm << " ohm");
      CHECK(std::abs(error_db(limits, point)) <= 0.3);
      CHECK(std::abs(20.0 * std::log10(std::exp(limits.log_volts_at(std::log(point.load_ohm))) / point.volts)) <= 0.3);
      ++checked;
    }
  }
  CHECK(checked == 58);
}

TEST_CASE("with any one point left out, the others predict it within 0.3 dB, or say why not") {
  if (test::skip_without("figures/amp_power_vs_load.csv")) return;
  // Between neighbours of a curve that is itself smooth. The list is what is left: sag, and a hard knee between wide
  // points.
  std::size_t within = 0, all = 0;
  for (const auto& measured : measured_amps()) {
    const std::string& name = measured.first;
    const MeasuredAmp& amp = measured.second;
    for (std::size_t out = 1; out + 1 < amp.points.size() && amp.points.size() >= 4; ++out) {
      auto rest = amp.points;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(out));
      const double error = error_db(limits_from(rest, amp.zout_ohm), amp.points[out]);
      INFO(name << " into " << amp.points[out].load_ohm << " ohm: " << error << " dB");
      CHECK(std::abs(error) <= 2.3);
      within += std::abs(error) <= 0.3 ? 1U : 0U;
      ++all;
    }
  }
  MESSAGE(within << " of " << all << " left-out loads within 0.3 dB");
  CHECK(all >= 8);
}

TEST_CASE("with only the highest and the lowest load known, the error stays within section 8's shortfall of 2.3 dB") {
  if (test::skip_without("figures/amp_power_vs_load.csv")) return;
  double sum = 0.0, divider_sum = 0.0;
  std::size_t count = 0;
  for (const auto& measured : measured_amps()) {
    const std::string& name = measured.first;
    const MeasuredAmp& amp = measured.second;
    if (amp.points.size() < 3) continue;
    const auto limits = limits_from({amp.points.front(), amp.points.back()}, amp.zout_ohm);
    for (std::size_t i = 1; i + 1 < amp.points.size(); ++i) {
      const double error = error_db(limits, amp.points[i]);
      INFO(name << " into " << amp.points[i].load_ohm << " ohm: " << error << " dB");
      CHECK(std::abs(error) <= 2.3);
      sum += error * error;
      divider_sum += amp.points[i].shortfall_db * amp.points[i].shortfall_db;
      ++count;
    }
  }
  REQUIRE(count >= 15);
  MESSAGE("rms error " << std::sqrt(sum / static_cast<double>(count)) << " dB; a pure divider's "
                       << std::sqrt(divider_sum / static_cast<double>(count)) << " dB");
  CHECK(sum < divider_sum);
}

TEST_CASE("limits never promise more than any one of them, and never less for a higher load") {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> log_mw(std::log(1.0), std::log(5000.0));
  for (int round = 0; round < 300; ++round) {
    chain::PrintedLimits printed;
    // Powers that a real output has: as the load rises the e.m.f. does not fall and the current does not rise.
    const double zout = round % 2 == 0 ? 0.0 : 3.0;
    double emf = std::exp(log_mw(random)) / 500.0, load = 8.0;
    const int points = 1 + round % 4;
    for (int i = 0; i < points; ++i) {
      printed.power_points.push_back({Ohms(load), power_into(Volts(emf * load / (load + zout)), Ohms(load))});
      const double step = 2.0 + (round % 7);
      load *= step;
      emf *= 1.0 + 0.5 * (step - 1.0) * std::uniform_real_distribution<double>(0, 1)(random);
    }
    if (round % 3 == 0) printed.open_voltage = Volts(emf * 0.9);
    if (round % 5 == 0) printed.max_current = milliamperes(100);
    const auto limits = chain::OutputLimits::make(printed, Ohms(zout)).value();
    double before = 0.0;
    for (double r = 2.0; r < 3000.0; r *= 1.1) {
      const double v = limits.into(Ohms(r)).voltage.value();
      CHECK(v >= before * (1 - 1e-9));
      if (printed.open_voltage) CHECK(v <= printed.open_voltage->value() * (1 + 1e-12));
      if (printed.max_current) CHECK(v / r <= printed.max_current->value() * (1 + 1e-12));
      CHECK(std::abs(20.0 * std::log10(std::exp(limits.log_volts_at(std::log(r))) / v)) < 0.02);
      before = v;
    }
  }
}

TEST_CASE("figures that no output has are refused with a sentence") {
  using chain::OutputLimits;
  CHECK(OutputLimits::make({.open_voltage = Volts(-1), .max_current = {}, .max_power = {}, .power_points = {}}, Ohms(0))
            .error()
            .message == "Expected a maximum voltage above zero, found -1.000000");
  CHECK_FALSE(OutputLimits::make({.open_voltage = {},
                                  .max_current = {},
                                  .max_power = {},
                                  .power_points = {{Ohms(32), Watts(1)}, {Ohms(32), Watts(2)}}},
                                 Ohms(0)));
  CHECK_FALSE(OutputLimits::make(
      {.open_voltage = {}, .max_current = {}, .max_power = {}, .power_points = {{Ohms(0), Watts(1)}}}, Ohms(0)));
  CHECK_FALSE(
      OutputLimits::make({.open_voltage = Volts(1), .max_current = {}, .max_power = {}, .power_points = {}}, Ohms(-1)));
}

}  // namespace eardrum
