// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <eardrum/report/document.h>

namespace eardrum::report {

/// `value` with so many decimals, no locale; "-0" is "0".
std::string fixed(double value, int decimals);
/// `value` to so many significant digits, without exponent or trailing zeros: 2586, 2.59, 0.7.
std::string significant(double value, int digits);

/// A number with its unit as a person reads it: "80.0 dB SPL", "2.59 V", "3 µV", "88 mA", "1.25 kHz", "0.7 ohm". V, A,
/// W and Hz take a prefix.
std::string quantity(double value, std::string_view unit);
/// The same with fewer digits where its interval is wide: "119 dB SPL".
std::string quantity(double value, std::string_view unit, std::optional<double> low, std::optional<double> high);
/// "112 to 119": the ends of an interval in the unit in which quantity() shows `value`.
std::string interval(double low, double high, double value, std::string_view unit);

/// A fact's number with unit and its words: "104.8 dB/V", "not published", "2.59 V (full scale)".
std::string fact_value(const Fact& fact);
/// Its 90 % interval, or empty.
std::string fact_interval(const Fact& fact);

/// 1250 -> "1.25k", 20 -> "20": for the frequency axis.
std::string hertz_tick(double hz);

}  // namespace eardrum::report
