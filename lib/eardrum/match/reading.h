// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/response/exposure.h>
#include <eardrum/units/electrical.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::match {

// Numbers as a listener reads them: as many digits as mean something, and the unit at a size that avoids zeros. ASCII.

/// "0.83 dB", "4.1 dB", "12 dB"; never "-0.0".
std::string reading(Gain gain);
/// The same with its sign: "+0.83 dB".
std::string signed_reading(Gain gain);
/// "104 dB SPL"; whole decibels, because no level at a drum is known better.
std::string reading(DbSpl level);
/// "72 dB(A)", of the diffuse field.
std::string reading(DbFieldA level);
/// "8 uV", "150 mV", "2.45 V".
std::string reading(Volts voltage);
std::string reading(Amperes current);
std::string reading(Watts power);
/// "0.12 ohm", "3.4 ohm", "120 ohm".
std::string reading(Ohms resistance);
/// "96 Hz", "3.2 kHz".
std::string reading(Hertz frequency);
/// "40 seconds", "8 minutes", "2 h 20 min", "35 h".
std::string reading(Hours time);
/// A bare number with `significant` digits and no trailing zeros, never in exponents.
std::string reading(double value, int significant);

}  // namespace eardrum::match
