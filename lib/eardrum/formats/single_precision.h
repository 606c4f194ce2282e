// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/filter/peq.h>

namespace eardrum {

/// The largest error in dB, 20 Hz to 20 kHz, of filters whose coefficients are rounded from exact ones to float
/// (PipeWire): low filters at high sample rates lose the digits that make them.
double single_precision_error_db(const Peq& peq, Hertz sample_rate);

/// The error in dB to expect of filters that are computed in float all the way, design, coefficients and state
/// (EasyEffects): the root sum square of what half a unit in the last place of each coefficient does, at the worst
/// frequency from 20 Hz to 20 kHz.
double single_precision_spread_db(const Peq& peq, Hertz sample_rate);

}  // namespace eardrum
