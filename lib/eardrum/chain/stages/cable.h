// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/result.h>
#include <eardrum/units/electrical.h>

namespace eardrum::chain {

/// A headphone cable: resistance in the loop, and what the channels share.
struct Cable {
  std::string name = "cable";
  /// There and back, with contacts.
  Ohms loop_resistance{};
  /// The part of the return conductor that both channels share; 0 for four-wire cables.
  Ohms shared_return{};

  bool operator==(const Cable&) const = default;
};

/// Ohms per kilometre of one copper conductor at 20 C: AWG 20 to 36, even gauges as tabulated
/// (http://www.wp.1728.org/?p=4314), odd ones between them by the gauge's own geometric law. Fails with kInvalidData
/// outside.
Result<double> awg_ohm_per_km(int awg);

/// A cable from gauge and length: loop = 2 * length * ohm per metre + contacts (10-50 milliohm each, [approx]; none
/// unless given).
Result<Cable> cable_of_gauge(int awg, double length_m, Ohms contacts = Ohms(0.0));

}  // namespace eardrum::chain
