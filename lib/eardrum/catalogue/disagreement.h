// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/catalogue/gear.h>

namespace eardrum::catalogue {

/// Several statements about the same figure that don't agree.
struct Disagreement {
  struct Statement {
    double value = 0.0;  ///< In the disagreement's unit.
    std::string by;
    std::string note;
    Confidence confidence = Confidence::kApprox;
    std::string source;
    bool used = false;  ///< The one that the chain computes with.

    bool operator==(const Statement&) const = default;
  };

  std::string_view figure;  ///< "sensitivity", "impedance", "output impedance", "maximum voltage"
  std::string_view unit;    ///< "dB/V", "ohm", "V"
  double spread = 0.0;      ///< Highest less lowest, in dB; for ohms and volts 20 log10 of their ratio.
  std::vector<Statement> statements;

  bool operator==(const Disagreement&) const = default;
};

/// Where the claims differ: sensitivities by more than 1 dB, nominal and measured impedances by more than 5 %.
std::vector<Disagreement> disagreements(const HeadphoneGear& gear);
/// The same of a socket: output impedances and maximum voltages, by more than 5 %.
std::vector<Disagreement> disagreements(const Socket& socket);

}  // namespace eardrum::catalogue
