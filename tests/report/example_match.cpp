// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "example_match.h"

#include <cmath>

#include <eardrum/chain/evaluate.h>

namespace eardrum::test {
namespace {

FrequencyResponse response() {
  const FrequencyGrid grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 12);
  std::vector<double> db;
  for (const double hz : grid.hz()) db.push_back(9.0 * std::exp(-std::pow(std::log2(hz / 3000.0), 2.0)));
  return FrequencyResponse::make(grid, db).value();
}

ExampleMatch judged(const std::string& name, std::vector<chain::Stage> stages) {
  const auto made = chain::Chain::make(std::move(stages));
  chain::Evaluation evaluation = chain::evaluate(made.value());
  match::Listener listener;
  if (evaluation.chain.headphone().response) {
    listener.target = target::Target{.name = "target of " + name,
                                     .aliases = {},
                                     .rig = evaluation.chain.headphone().response->rig,
                                     .about = {},
                                     .source = {},
                                     .licence = {},
                                     .note = {},
                                     .response = response().shifted(3.0)};
  }
  match::Verdict verdict = match::judge(evaluation, listener);
  return {name + " player", name + " phone", std::move(evaluation), std::move(listener), std::move(verdict)};
}

}  // namespace

ExampleMatch known_match(const std::string& name, Ohms output_impedance) {
  chain::Dac dac{.name = name};
  dac.full_scale = Sourced<Volts>{Volts(2.0), Confidence::kPage, "sheet of " + name};
  dac.noise = Sourced<Volts>{microvolts(2.0), Confidence::kMeasured, name};
  chain::Amplifier amplifier{.name = name};
  amplifier.gain = Sourced<Gain>{Gain(6.0), Confidence::kPage, name};
  amplifier.output_impedance = Sourced<Ohms>{output_impedance, Confidence::kMeasured, name};
  amplifier.noise = Sourced<Volts>{microvolts(5.0), Confidence::kMeasured, name};
  chain::PrintedLimits limits;
  limits.open_voltage = Volts(4.0);
  limits.power_points = {{Ohms(32.0), milliwatts(250.0)}, {Ohms(300.0), milliwatts(50.0)}};
  amplifier.limits = chain::OutputLimits::make(limits, output_impedance).value();
  amplifier.limits_confidence = Confidence::kPage;
  amplifier.limits_source = "https://example.org/?a=1&b=2 " + name;
  amplifier.volume_control = name;
  chain::Headphone headphone{.name = name};
  headphone.driver = name;
  headphone.rated_impedance = {Ohms(300.0), Confidence::kPage, name};
  headphone.impedance = chain::Impedance::circuit({Ohms(300.0), 0.0015, Hertz(100.0), Ohms(200.0), 1.5}).value();
  headphone.impedance_source = name;
  headphone.sensitivities = {
      {Sensitivity::per_volt(DbSpl(104.8)), Confidence::kMeasured, name},
      {Sensitivity::per_volt(DbSpl(103.0)), Confidence::kPage, name},
  };
  headphone.response = chain::MeasuredResponse{response(), name + " rig", "target of " + name, name, name};
  return judged(name, {dac, amplifier, chain::Cable{.name = name, .loop_resistance = Ohms(0.3)}, headphone});
}

ExampleMatch unknown_match(const std::string& name) {
  chain::Headphone headphone{.name = name};
  headphone.rated_impedance = {Ohms(32.0), Confidence::kApprox, name};
  return judged(name, {chain::Amplifier{.name = name}, headphone});
}

}  // namespace eardrum::test
