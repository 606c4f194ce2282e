// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/number.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace eardrum::report {
namespace {

struct Scaled {
  double factor;
  std::string unit;
};

/// The prefix that suits `value`, so that a number of 1 to 999 stands before the unit.
Scaled scaled(double value, std::string_view unit) {
  struct Prefix {
    double factor;
    std::string_view text;
  };
  constexpr std::array<Prefix, 6> kPrefixes = {
      {{1e6, "M"}, {1e3, "k"}, {1.0, ""}, {1e-3, "m"}, {1e-6, "\u00b5"}, {1e-9, "n"}}};
  const bool electrical = unit == "V" || unit == "A" || unit == "W";
  if (!electrical && unit != "Hz" && unit != "ohm") return {1.0, std::string(unit)};
  const std::string symbol = unit == "ohm" ? "\u03a9" : std::string(unit);
  const double magnitude = std::abs(value);
  // Tenths of an ohm are read as such, and nobody writes "8.0 mHz".
  const double smallest = electrical ? 1e-9 : 1.0;
  for (const auto& prefix : kPrefixes) {
    if (prefix.factor <= smallest || magnitude >= prefix.factor * 0.9995 || magnitude == 0.0) {
      if (magnitude == 0.0 && prefix.factor > 1.0) continue;
      return {prefix.factor, std::string(prefix.text) + symbol};
    }
  }
  return {1.0, symbol};
}

bool is_decibel(std::string_view unit) {
  return unit.substr(0, 2) == "dB" || unit == "phon";
}

std::string digits_for(double value, std::string_view unit) {
  if (is_decibel(unit)) return fixed(value, 1);
  if (unit == "%" || unit == "steps") return std::abs(value) < 10.0 ? significant(value, 2) : fixed(value, 0);
  return significant(value, 3);
}

}  // namespace

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return value > 0 ? "\u221e" : value < 0 ? "-\u221e" : "?";
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed,
                                 std::clamp(decimals, 0, 12));
  std::string text(buffer.data(), end.ptr);
  if (text.front() == '-' && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);
  return text;
}

std::string significant(double value, int digits) {
  if (value == 0.0 || !std::isfinite(value)) return fixed(value, 0);
  const auto decimals_of = [&](double v) { return digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(v)))); };
  const int decimals = decimals_of(value);
  if (decimals >= 0) {
    // 9.996 to three digits is 10.0, not 10.00.
    const double step = std::pow(10.0, -decimals);
    return fixed(value, std::max(0, decimals_of(std::round(value / step) * step)));
  }
  return fixed(value, 0);
}

std::string quantity(double value, std::string_view unit) {
  const Scaled scale = scaled(value, unit);
  const std::string number = digits_for(value / scale.factor, unit);
  return scale.unit.empty() ? number : number + " " + scale.unit;
}

std::string interval(double low, double high, std::string_view unit) {
  const Scaled scale = scaled(std::max(std::abs(low), std::abs(high)), unit);
  const std::string text = digits_for(low / scale.factor, unit) + " to " + digits_for(high / scale.factor, unit);
  return scale.unit.empty() ? text : text + " " + scale.unit;
}

std::string fact_value(const Fact& fact) {
  if (!fact.value) return fact.text;
  const std::string number = quantity(*fact.value, fact.unit);
  return fact.text.empty() ? number : number + " (" + fact.text + ")";
}

std::string fact_interval(const Fact& fact) {
  if (!fact.low || !fact.high) return {};
  return interval(*fact.low, *fact.high, fact.unit);
}

std::string hertz_tick(double hz) {
  const bool kilo = hz >= 1000.0;
  std::string text = fixed(kilo ? hz / 1000.0 : hz, 2);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return kilo ? text + "k" : text;
}

}  // namespace eardrum::report
