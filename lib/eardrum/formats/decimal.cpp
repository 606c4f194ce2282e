// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/decimal.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include <eardrum/base/expects.h>

namespace eardrum {

std::optional<double> parse_decimal(std::string_view text) {
  bool negative = false;
  if (text.substr(0, 3) == "\xE2\x88\x92") {
    negative = true;
    text.remove_prefix(3);
    if (!text.empty() && (text.front() == '-' || text.front() == '+')) return std::nullopt;
  } else if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return std::nullopt;
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return negative ? -value : value;
}

std::optional<double> parse_decimal_any_mark(std::string_view text) {
  std::string point(text);
  std::replace(point.begin(), point.end(), ',', '.');
  return parse_decimal(point);
}

std::optional<int> parse_integer(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string fixed(double value, int decimals) {
  EARDRUM_EXPECTS(std::isfinite(value) && decimals >= 0);
  std::array<char, 400> buffer;
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
  EARDRUM_EXPECTS(error == std::errc());
  std::string text(buffer.data(), end);
  if (text.front() == '-' && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);
  return text;
}

std::string fixed_trimmed(double value, int decimals) {
  std::string text = fixed(value, decimals);
  if (text.find('.') == std::string::npos) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string shortest(double value) {
  std::array<char, 40> buffer;
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  EARDRUM_EXPECTS(error == std::errc());
  return std::string(buffer.data(), end);
}

double rounded(double value, int decimals) {
  return parse_decimal(fixed(value, decimals)).value_or(value);
}

}  // namespace eardrum
