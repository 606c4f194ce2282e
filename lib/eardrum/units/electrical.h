// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include <eardrum/units/quantity.h>

namespace eardrum {

using Ohms = Quantity<struct OhmUnit>;        ///< Magnitude of an impedance, or a resistance.
using Volts = Quantity<struct VoltUnit>;      ///< Root mean square, unless the name says peak.
using Amperes = Quantity<struct AmpereUnit>;  ///< Root mean square, unless the name says peak.
using Watts = Quantity<struct WattUnit>;

// Ohm's law for magnitudes, and power in a resistance.
constexpr Amperes operator/(Volts v, Ohms r) {
  return Amperes(v.value() / r.value());
}
constexpr Volts operator*(Amperes i, Ohms r) {
  return Volts(i.value() * r.value());
}
constexpr Ohms operator/(Volts v, Amperes i) {
  return Ohms(v.value() / i.value());
}
constexpr Watts operator*(Volts v, Amperes i) {
  return Watts(v.value() * i.value());
}
/// The power that `v` delivers into the resistance `r`.
constexpr Watts power_into(Volts v, Ohms r) {
  return Watts(v.value() * v.value() / r.value());
}
/// The voltage across `r` at the power `p`.
inline Volts voltage_for(Watts p, Ohms r) {
  return Volts(std::sqrt(p.value() * r.value()));
}

constexpr Watts milliwatts(double value) {
  return Watts(value * 1e-3);
}
constexpr Volts millivolts(double value) {
  return Volts(value * 1e-3);
}
constexpr Volts microvolts(double value) {
  return Volts(value * 1e-6);
}
constexpr Amperes milliamperes(double value) {
  return Amperes(value * 1e-3);
}

}  // namespace eardrum
