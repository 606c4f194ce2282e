// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string>

#include <eardrum/chain/chain.h>

namespace eardrum::test {

/// The impedance of figures/impedance/<file>: with its phase where it has one.
chain::Impedance impedance_file(const std::string& file);

/// 1 V behind `output_ohm`, no limits, into a headphone of that impedance and 100 dB/V: only the divider acts.
chain::Chain driven_by(double output_ohm, const chain::Impedance& impedance);

/// A chain that makes sense, drawn at random: impedances flat, circuits and curves; limits; cables; pads; equalisers.
std::vector<chain::Stage> random_stages(std::mt19937& random);

}  // namespace eardrum::test
