// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/reading.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace eardrum::match {
namespace {

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return "unlimited";
  const double scale = std::pow(10.0, decimals);
  // Rounded first, so that nothing prints as "-0".
  double rounded = std::round(value * scale) / scale;
  if (rounded == 0.0) rounded = 0.0;
  std::array<char, 64> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), rounded, std::chars_format::fixed, decimals);
  return end.ec == std::errc() ? std::string(text.data(), end.ptr) : "very many";
}

std::string with_prefix(double value, std::string_view unit) {
  const double size = std::abs(value);
  // Down to a tenth of a milli: "0.86 mA" is read more easily than "860 uA".
  if (size < 0.0995e-3) return reading(value * 1e6, 3) + " \u00b5" + std::string(unit);
  if (size < 0.9995) return reading(value * 1e3, 3) + " m" + std::string(unit);
  return reading(value, 3) + " " + std::string(unit);
}

int decimals_of_gain(double db) {
  return std::abs(db) < 0.995 ? 2 : std::abs(db) < 9.95 ? 1 : 0;
}

}  // namespace

std::string reading(double value, int significant) {
  if (!std::isfinite(value) || value == 0.0) return fixed(value, 0);
  const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
  std::string text = fixed(value, std::clamp(significant - 1 - magnitude, 0, 9));
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

std::string reading(Gain gain) {
  return fixed(gain.db(), decimals_of_gain(gain.db())) + " dB";
}

std::string signed_reading(Gain gain) {
  const std::string text = reading(gain);
  const bool positive = gain.db() > 0.0 && text.find_first_of("123456789") != std::string::npos;
  return positive ? "+" + text : text;
}

std::string reading(DbSpl level) {
  return fixed(level.db(), 0) + " dB SPL";
}

std::string reading(DbFieldA level) {
  return fixed(level.db(), 0) + " dB(A)";
}

std::string reading(Volts voltage) {
  return with_prefix(voltage.value(), "V");
}

std::string reading(Amperes current) {
  return with_prefix(current.value(), "A");
}

std::string reading(Watts power) {
  return with_prefix(power.value(), "W");
}

std::string reading(Ohms resistance) {
  return reading(resistance.value(), resistance < Ohms(100) ? 2 : 3) + " ohm";
}

std::string reading(Hertz frequency) {
  if (frequency < Hertz(995)) return reading(frequency.value(), 2) + " Hz";
  return reading(frequency.value() / 1000.0, 2) + " kHz";
}

std::string reading(Hours time) {
  const double seconds = time.count() * 3600.0;
  if (seconds < 1.0) return "less than a second";
  const auto counted = [](double count, const std::string& unit) {
    return reading(count, 2) + " " + unit + (reading(count, 2) == "1" ? "" : "s");
  };
  if (seconds < 99.5) return counted(seconds, "second");
  if (seconds < 99.5 * 60.0) return counted(seconds / 60.0, "minute");
  if (time.count() < 9.9) {
    const double minutes = 10.0 * std::round(seconds / 600.0);
    const double hours = std::floor(minutes / 60.0);
    const double rest = minutes - 60.0 * hours;
    return fixed(hours, 0) + " h" + (rest > 0.0 ? " " + fixed(rest, 0) + " min" : "");
  }
  return fixed(time.count(), 0) + " h";
}

}  // namespace eardrum::match
