// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "pairs.h"

namespace eardrum::test {

using namespace chain;

Impedance flat(double ohm) {
  return Impedance::flat(Ohms(ohm), ImpedanceBasis::kFlatMeasured).value();
}

Impedance curve(std::vector<ImpedancePoint> points) {
  return Impedance::curve(std::move(points), true).value();
}

Headphone headphone(const PlainHeadphone& plain) {
  Headphone made;
  made.name = plain.name;
  made.form = plain.form;
  made.back = plain.back;
  made.driver = plain.driver;
  made.wireless = plain.wireless;
  made.rated_impedance = {Ohms(plain.rated_ohm), Confidence::kPage, "test"};
  made.impedance = plain.impedance ? *plain.impedance : Impedance::flat(Ohms(plain.rated_ohm)).value();
  made.sensitivities = {{Sensitivity::per_volt(DbSpl(plain.db_per_volt)), plain.confidence, "test"}};
  return made;
}

Evaluation pair(const Headphone& headphone, const PlainOutput& output) {
  Dac dac;
  if (output.volts) dac.full_scale = {Volts(*output.volts), Confidence::kMeasured, "test"};
  Amplifier amplifier;
  amplifier.name = output.name;
  amplifier.volume_control = output.volume_control;
  if (output.output_ohm) amplifier.output_impedance = {Ohms(*output.output_ohm), Confidence::kMeasured, "test"};
  if (output.noise_microvolt) amplifier.noise = {microvolts(*output.noise_microvolt), Confidence::kMeasured, "test"};
  PrintedLimits printed;
  printed.power_points = output.power_points;
  if (output.volts) printed.open_voltage = Volts(*output.volts);
  amplifier.limits = OutputLimits::make(printed, Ohms(output.output_ohm.value_or(0.0))).value();
  return evaluate(Chain::make({dac, amplifier, headphone}).value());
}

Evaluation pair(const PlainHeadphone& plain, const PlainOutput& output) {
  return pair(headphone(plain), output);
}

match::Listener listener(double average_db_spl, double crest_factor_db) {
  match::Listener made;
  made.wanted_level = DbSpl(average_db_spl);
  made.crest_factor = Gain(crest_factor_db);
  return made;
}

}  // namespace eardrum::test
