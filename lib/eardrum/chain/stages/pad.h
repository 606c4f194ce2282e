// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/response/frequency_response.h>
#include <eardrum/units/frequency.h>
#include <optional>

namespace eardrum::chain {

/// A leak between cushion and head, for a source that is stiffness controlled (closed headphones, earphones):
/// p_leak / p_sealed = (s^2 + s w0/Q) / (s^2 + s w0/Q + w0^2). reference/science.md section 2.2.
struct Leak {
  Hertz f0{80.0};
  double q = 0.7;

  /// The change of level in dB at `frequency`.
  double db_at(Hertz frequency) const;
  bool operator==(const Leak&) const = default;
};

/// Pads, tips and how they sit: what changes against the measured headphone. A measured change of response where there
/// is one (worn minus fresh pads), else a leak.
struct Pad {
  std::string name = "pads";
  std::optional<Leak> leak{};
  std::optional<FrequencyResponse> change{};

  bool operator==(const Pad&) const = default;
};

}  // namespace eardrum::chain
