// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eardrum {

/// The number that the whole text is, with a point as decimal mark whatever the locale; a leading '+' is fine, and so
/// is U+2212 as minus. Nothing when it is anything else, infinite or no number.
std::optional<double> parse_decimal(std::string_view text);
/// The same for a text that may use a decimal comma ("1000,5"); the text holds one number and no thousands marks.
std::optional<double> parse_decimal_any_mark(std::string_view text);
std::optional<int> parse_integer(std::string_view text);

/// `value` with exactly `decimals` digits after the point, whatever the locale; never "-0".
std::string fixed(double value, int decimals);
/// The same without trailing zeros: "0.5", "105".
std::string fixed_trimmed(double value, int decimals);
/// The shortest text that reads back as the same double.
std::string shortest(double value);
/// The nearest number with that many decimals.
double rounded(double value, int decimals);

}  // namespace eardrum
