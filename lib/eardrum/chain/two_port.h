// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>

namespace eardrum::chain {

/// A linear two-port in chain (ABCD) form: V1 = a V2 + b I2, I1 = c V2 + d I2. Two in a row are the matrix product, so
/// output impedance, cable and load act together. Any circuit textbook; IEEE Std 100 "chain matrix".
struct TwoPort {
  using Complex = std::complex<double>;
  Complex a{1.0}, b{0.0}, c{0.0}, d{1.0};

  static TwoPort identity() { return {}; }
  /// An impedance in series, in ohms.
  static TwoPort series(Complex impedance_ohm) { return {1.0, impedance_ohm, 0.0, 1.0}; }
  /// An admittance across, in siemens.
  static TwoPort shunt(Complex admittance_siemens) { return {1.0, 0.0, admittance_siemens, 1.0}; }
  /// A voltage amplifier: gain as an amplitude ratio above zero, input admittance, output impedance.
  static TwoPort amplifier(Complex gain_ratio, Complex output_impedance_ohm, Complex input_admittance_siemens) {
    const Complex a = 1.0 / gain_ratio;
    const Complex b = output_impedance_ohm / gain_ratio;
    return {a, b, input_admittance_siemens * a, input_admittance_siemens * b};
  }

  /// V2 / V1 with `load_ohm` across the output.
  Complex voltage_ratio(Complex load_ohm) const { return load_ohm / (a * load_ohm + b); }
  /// What the input looks like with `load_ohm` across the output; infinite when nothing flows in.
  Complex input_impedance(Complex load_ohm) const { return (a * load_ohm + b) / (c * load_ohm + d); }

  friend TwoPort operator*(const TwoPort& x, const TwoPort& y) {
    return {x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d, x.c * y.a + x.d * y.c, x.c * y.b + x.d * y.d};
  }
  bool operator==(const TwoPort&) const = default;
};

}  // namespace eardrum::chain
