// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "chains.h"

#include <cmath>

#include "support/csv.h"
#include "support/figures.h"

namespace eardrum::test {

using namespace chain;

Impedance impedance_file(const std::string& file) {
  std::vector<ImpedancePoint> points;
  for (const auto& row : read_csv(shared("figures/impedance/" + file))) {
    ImpedancePoint point{Hertz(number(row.at("freq_hz"))), Ohms(number(row.at("ohm"))), std::nullopt};
    if (row.contains("phase_deg") && !row.at("phase_deg").empty()) point.phase_degrees = number(row.at("phase_deg"));
    points.push_back(point);
  }
  return Impedance::curve(points, points.size() < 10).value();
}

Chain driven_by(double output_ohm, const Impedance& impedance) {
  Dac dac;
  dac.full_scale = {Volts(1.0), Confidence::kUser, "test"};
  Amplifier amplifier;
  amplifier.output_impedance = {Ohms(output_ohm), Confidence::kUser, "test"};
  Headphone headphone;
  headphone.impedance = impedance;
  headphone.rated_impedance = {Ohms(impedance.magnitude_at(Hertz(1000)).value()), Confidence::kUser, "test"};
  headphone.sensitivities = {{Sensitivity::per_volt(DbSpl(100)), Confidence::kUser, "test"}};
  return Chain::make({dac, amplifier, headphone}).value();
}

std::vector<Stage> random_stages(std::mt19937& random) {
  const auto uniform = [&](double from, double to) { return std::uniform_real_distribution<double>(from, to)(random); };
  const auto log_uniform = [&](double from, double to) { return std::exp(uniform(std::log(from), std::log(to))); };
  const auto coin = [&] { return uniform(0, 1) < 0.5; };
  std::vector<Stage> stages;
  if (coin()) stages.emplace_back(Source{.name = "player", .gain = Gain(-uniform(0, 12)), .tone = {}});
  if (coin()) {
    Equalizer equalizer;
    for (int i = 0; i < 3; ++i) {
      equalizer.peq.bands.push_back({coin() ? BandType::kPeaking : BandType::kLowShelf, Hertz(log_uniform(30, 15000)),
                                     Gain(uniform(-9, 9)), log_uniform(0.3, 6)});
    }
    stages.emplace_back(equalizer);
  }
  if (coin()) stages.emplace_back(Crossfeed{});
  Dac dac;
  dac.full_scale = {Volts(log_uniform(0.3, 6)), Confidence::kUser, "random"};
  if (coin()) dac.noise = {microvolts(log_uniform(0.5, 20)), Confidence::kUser, "random"};
  if (coin()) dac.output_impedance = {Ohms(uniform(0, 100)), Confidence::kUser, "random"};
  stages.emplace_back(dac);
  Amplifier amplifier;
  const double output_ohm = coin() ? log_uniform(0.05, 5) : log_uniform(5, 300);
  amplifier.output_impedance = {Ohms(output_ohm), Confidence::kUser, "random"};
  if (coin()) amplifier.gain = {Gain(uniform(-3, 20)), Confidence::kUser, "random"};
  if (coin()) amplifier.input_impedance = {Ohms(log_uniform(5e3, 1e5)), Confidence::kUser, "random"};
  if (coin()) amplifier.noise = {microvolts(log_uniform(0.5, 50)), Confidence::kUser, "random"};
  if (coin()) amplifier.volume = Gain(-uniform(0, 60));
  if (coin()) {
    PrintedLimits printed;
    if (coin()) printed.open_voltage = Volts(log_uniform(0.5, 20));
    if (coin()) printed.max_current = milliamperes(log_uniform(20, 1000));
    if (coin())
      printed.power_points = {{Ohms(32), milliwatts(log_uniform(10, 3000))},
                              {Ohms(300), milliwatts(log_uniform(2, 300))}};
    amplifier.limits = OutputLimits::make(printed, Ohms(output_ohm)).value();
  }
  stages.emplace_back(amplifier);
  if (coin()) stages.emplace_back(cable_of_gauge(26, uniform(0.5, 4)).value());
  Headphone headphone;
  const double re = log_uniform(8, 600);
  if (coin()) {
    headphone.impedance =
        Impedance::circuit({Ohms(re), 1e-6 * re, Hertz(uniform(40, 150)), Ohms(re * uniform(0.05, 2)), uniform(0.3, 3)})
            .value();
  } else {
    headphone.impedance = Impedance::flat(Ohms(re), ImpedanceBasis::kFlatMeasured).value();
  }
  headphone.rated_impedance = {Ohms(re), Confidence::kUser, "random"};
  headphone.sensitivities = {{Sensitivity::per_volt(DbSpl(uniform(88, 135))), Confidence::kUser, "random"}};
  stages.emplace_back(headphone);
  if (coin())
    stages.emplace_back(
        Pad{.name = "worn pads", .leak = Leak{Hertz(uniform(30, 200)), uniform(0.3, 1.5)}, .change = {}});
  return stages;
}

}  // namespace eardrum::test
