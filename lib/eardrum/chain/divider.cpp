// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/divider.h>

#include <cmath>
#include <string>

namespace eardrum::chain {

Gain divider_loss(Ohms load, Ohms source) {
  return Gain::from_amplitude_ratio(load / (load + source));
}

Gain deviation_bound(Ohms lowest, Ohms highest, Ohms source) {
  return divider_loss(highest, source) - divider_loss(lowest, source);
}

Gain worst_case_deviation(Ohms lowest, Ohms source) {
  return Gain::from_amplitude_ratio(1.0 + source / lowest);
}

double damping_factor(Ohms load, Ohms source) {
  return load / source;
}

Result<Ohms> output_impedance_from_load(Volts open, Volts loaded, Ohms load) {
  if (!(loaded > Volts(0)) || !(open >= loaded) || !(load > Ohms(0))) {
    return Error{Errc::kInvalidData,
                 "Expected an unloaded voltage not below the loaded one, both above zero, found " +
                     std::to_string(open.value()) + " V and " + std::to_string(loaded.value()) + " V into " +
                     std::to_string(load.value()) + " ohm",
                 {}};
  }
  return load * (open / loaded - 1.0);
}

Result<TheveninSource> source_from_two_loads(Ohms r1, Volts v1, Ohms r2, Volts v2) {
  const double denominator = v1.value() * r2.value() - v2.value() * r1.value();
  const bool fits = r2 > r1 && r1 > Ohms(0) && v1 > Volts(0) && v2 >= v1 && denominator > 0.0;
  if (!fits) {
    return Error{Errc::kInvalidData,
                 "Expected a higher voltage into the higher load, found " + std::to_string(v1.value()) + " V into " +
                     std::to_string(r1.value()) + " ohm and " + std::to_string(v2.value()) + " V into " +
                     std::to_string(r2.value()) + " ohm",
                 {}};
  }
  const Ohms zo((v2.value() - v1.value()) * r1.value() * r2.value() / denominator);
  return TheveninSource{v2 * ((r2 + zo) / r2), zo};
}

Ohms output_impedance_from_loss(Gain loss, Ohms load) {
  return load * (loss.amplitude_ratio() - 1.0);
}

Gain shared_return_crosstalk(Ohms shared, Ohms load) {
  return Gain::from_amplitude_ratio(shared / (shared + load));
}

namespace {
constexpr double kLowestShareOfRated = 0.8;  // IEC 60268-7 clause 8.2
}

bool rated_impedance_allowed(Ohms lowest, Ohms rated) {
  return lowest >= rated * kLowestShareOfRated;
}

Ohms highest_rated_impedance(Ohms lowest) {
  return lowest / kLowestShareOfRated;
}

Volts emf_for_power(Watts power, Ohms rated, Ohms source) {
  return voltage_for(power, rated) * ((rated + source) / rated);
}

Volts emf_for_voltage(Watts power, Ohms rated, Ohms actual, Ohms source) {
  return voltage_for(power, rated) * ((actual + source) / actual);
}

}  // namespace eardrum::chain
