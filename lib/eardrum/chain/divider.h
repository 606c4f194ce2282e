// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <eardrum/base/result.h>
#include <eardrum/chain/impedance.h>
#include <eardrum/units/electrical.h>
#include <eardrum/units/level.h>

namespace eardrum::chain {

// The voltage divider of output impedance and headphone, for resistances: what calculators and laboratories print. The
// evaluation itself works with complex loads.

/// What a load loses behind a source impedance: 20 log10(load / (load + source)), at most 0 dB.
Gain divider_loss(Ohms load, Ohms source);

/// How much louder the highest impedance is than the lowest, behind `source`: an upper estimate of the tone shift when
/// the load is reactive. Hi-Fi News prints it for 1, 3, 10 and 30 ohm.
Gain deviation_bound(Ohms lowest, Ohms highest, Ohms source);

/// The most that any load whose impedance nowhere falls below `lowest` can deviate: 20 log10(1 + source / lowest). 1.02
/// dB at the 1/8 rule's limit.
Gain worst_case_deviation(Ohms lowest, Ohms source);

/// Load over source: 8 at the 1/8 rule's limit.
double damping_factor(Ohms load, Ohms source);

/// The output impedance from two readings, unloaded and across `load`: R (Vopen / Vload - 1). Not (Vopen - Vload) /
/// Vopen * R, which one published page uses. Fails with kInvalidData unless open >= loaded > 0 and load > 0.
Result<Ohms> output_impedance_from_load(Volts open, Volts loaded, Ohms load);

struct TheveninSource {
  Volts open_voltage{};
  Ohms output_impedance{};
};
/// Both from readings across two loads: Zo = (V2 - V1) R1 R2 / (V1 R2 - V2 R1), R2 > R1. Fails with kInvalidData when
/// the readings fit no source (the higher load has the lower voltage).
Result<TheveninSource> source_from_two_loads(Ohms r1, Volts v1, Ohms r2, Volts v2);

/// The output impedance from a published loss into a load, a positive number of dB.
Ohms output_impedance_from_loss(Gain loss, Ohms load);

/// The other channel's level through a return of `shared` ohms that both use: 20 log10(shared / (shared + load)).
Gain shared_return_crosstalk(Ohms shared, Ohms load);

/// IEC 60268-7 clause 8.2: the modulus may not fall below 80 % of the rated impedance. True when `lowest` allows
/// `rated`.
bool rated_impedance_allowed(Ohms lowest, Ohms rated);
/// The highest rated impedance that `lowest` allows.
Ohms highest_rated_impedance(Ohms lowest);

/// IEC 60268-7 clause 8.5.2: the e.m.f. behind `source` that gives `power` in the rated impedance.
Volts emf_for_power(Watts power, Ohms rated, Ohms source);
/// Clause 8.5.3 c: the e.m.f. that sets sqrt(power * rated) across the headphone itself, whose modulus at 500 Hz is
/// `actual`.
Volts emf_for_voltage(Watts power, Ohms rated, Ohms actual, Ohms source);

}  // namespace eardrum::chain
