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
  constexpr std::array<Prefix, 5> kPrefixes = {{{1e3, "k"}, {1.0, ""}, {1e-3, "m"}, {1e-6, "\u00b5"}, {1e-9, "n"}}};
  if (unit == "uV") return {1.0, "\u00b5V"};
  const bool electrical = unit == "V" || unit == "A" || unit == "W";
  // Nobody writes "8 mHz", or a headphone's impedance in kilohms.
  if ((!electrical && unit != "Hz") || value == 0.0) return {1.0, std::string(unit)};
  const double smallest = electrical ? 1e-9 : 1.0;
  for (const auto& prefix : kPrefixes) {
    if (prefix.factor <= smallest || std::abs(value) >= prefix.factor * 0.9995) {
      return {prefix.factor, std::string(prefix.text).append(unit)};
    }
  }
  return {1.0, std::string(unit)};
}

bool is_decibel(std::string_view unit) {
  return unit.substr(0, 2) == "dB" || unit == "phon";
}

std::string digits_for(double value, std::string_view unit) {
  // 80 and 103 were meant so; a hundredth of a decibel is worth saying only where nothing else is left.
  if (is_decibel(unit) && value == std::round(value)) return fixed(value, 0);
  if (unit == "dB" && std::abs(value) < 0.095) return fixed(value, 2);
  if (is_decibel(unit)) return fixed(value, 1);
  return significant(value, 3);
}

/// The digits of a level that is known to a few decibels stop at the whole one, and so do those of a score.
bool is_rough(std::string_view unit, double low, double high) {
  return (is_decibel(unit) || unit == "points") && high - low > 2.0;
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
  const int decimals = digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value))));
  if (decimals >= 0) {
    std::string text = fixed(value, decimals);
    if (text.find('.') == std::string::npos) return text;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  }
  return fixed(value, 0);
}

std::string quantity(double value, std::string_view unit) {
  const Scaled scale = scaled(value, unit);
  const std::string number = digits_for(value / scale.factor, unit);
  return scale.unit.empty() ? number : number + " " + scale.unit;
}

std::string quantity(double value, std::string_view unit, std::optional<double> low, std::optional<double> high) {
  if (low && high && is_rough(unit, *low, *high)) return fixed(value, 0) + " " + std::string(unit);
  return quantity(value, unit);
}

std::string interval(double low, double high, double value, std::string_view unit) {
  const double factor = scaled(value, unit).factor;
  const bool rough = is_rough(unit, low, high);
  const auto number = [&](double end) { return rough ? fixed(end, 0) : digits_for(end / factor, unit); };
  return number(low) + " to " + number(high);
}

std::string fact_value(const Fact& fact) {
  if (!fact.value) return fact.text;
  // What was published is shown as published; what follows from it with the digits that it deserves.
  const std::string number =
      fact.confidence ? quantity(*fact.value, fact.unit) : quantity(*fact.value, fact.unit, fact.low, fact.high);
  return fact.text.empty() ? number : number + " (" + fact.text + ")";
}

std::string fact_interval(const Fact& fact) {
  if (!fact.low || !fact.high) return {};
  return interval(*fact.low, *fact.high, fact.value.value_or(*fact.high), fact.unit);
}

std::string hertz_tick(double hz) {
  const bool kilo = hz >= 1000.0;
  std::string text = fixed(kilo ? hz / 1000.0 : hz, 2);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return kilo ? text + "k" : text;
}

}  // namespace eardrum::report
