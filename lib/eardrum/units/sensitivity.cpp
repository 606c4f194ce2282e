// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/units/sensitivity.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>

namespace eardrum {

Sensitivity Sensitivity::per_milliwatt(DbSpl at_one_milliwatt, Ohms impedance) {
  EARDRUM_EXPECTS(impedance > Ohms(0));
  return Sensitivity(at_one_milliwatt + Gain::from_power_ratio(1000.0 / impedance.value()));
}

Sensitivity Sensitivity::at_voltage(DbSpl level, Volts drive) {
  EARDRUM_EXPECTS(drive > Volts(0));
  return Sensitivity(level - Gain::from_amplitude_ratio(drive.value()));
}

Sensitivity Sensitivity::at_current(DbSpl level, Amperes drive, Ohms impedance) {
  return at_voltage(level, drive * impedance);
}

DbSpl Sensitivity::per_milliwatt(Ohms impedance) const {
  EARDRUM_EXPECTS(impedance > Ohms(0));
  return at_one_volt_ - Gain::from_power_ratio(1000.0 / impedance.value());
}

namespace {

// "dB SPL / mW" -> "db/mw": spaces, case and the words that carry no unit are dropped.
std::string normalised(std::string_view unit) {
  std::string text;
  for (const char c : unit) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  for (const std::string_view noise : {"spl", "rms"}) {
    for (auto at = text.find(noise); at != std::string::npos; at = text.find(noise)) text.erase(at, noise.size());
  }
  return text;
}

}  // namespace

Result<PrintedSensitivity> parse_sensitivity(double value, std::string_view unit) {
  const std::string text = normalised(unit);
  PrintedSensitivity printed{value, SensitivityUnit::kDbPerVolt, milliamperes(1.0)};
  if (text == "db/v" || text == "dbat1v" || text == "db@1v") return printed;
  if (text == "db/mw" || text == "dbat1mw" || text == "db@1mw") {
    printed.unit = SensitivityUnit::kDbPerMilliwatt;
    return printed;
  }
  if (text == "dbat0.1v" || text == "db@0.1v" || text == "db/0.1v" || text == "db@100mv" || text == "dbat100mv") {
    printed.unit = SensitivityUnit::kDbAtTenthVolt;
    return printed;
  }
  if (text == "vfor94db" || text == "v@94db" || text == "v94" || text == "vat94db") {
    printed.unit = SensitivityUnit::kVoltsFor94Db;
    return printed;
  }
  if (text == "mvfor94db" || text == "mv@94db" || text == "mvat94db") {
    printed.unit = SensitivityUnit::kVoltsFor94Db;
    printed.value = value * 1e-3;
    return printed;
  }
  for (const std::string_view prefix : {"dbat", "db@", "db/"}) {
    if (!text.starts_with(prefix) || !text.ends_with("ma")) continue;
    const std::string_view number = std::string_view(text).substr(prefix.size(), text.size() - prefix.size() - 2);
    double current = 1.0;
    if (!number.empty()) {
      const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), current);
      if (error != std::errc{} || end != number.data() + number.size() || !(current > 0.0)) break;
    }
    printed.unit = SensitivityUnit::kDbAtMilliampere;
    printed.current = milliamperes(current);
    return printed;
  }
  return Error{
      Errc::kInvalidData,
      "Expected the unit dB/V, dB/mW, 'dB at 0.1 V', 'V for 94 dB' or 'dB at 5 mA', found '" + std::string(unit) + "'",
      {}};
}

std::string unit_text(const PrintedSensitivity& printed) {
  switch (printed.unit) {
    case SensitivityUnit::kDbPerVolt:
      return "dB/V";
    case SensitivityUnit::kDbPerMilliwatt:
      return "dB/mW";
    case SensitivityUnit::kDbAtTenthVolt:
      return "dB at 0.1 V";
    case SensitivityUnit::kVoltsFor94Db:
      return "V for 94 dB";
    case SensitivityUnit::kDbAtMilliampere: {
      char digits[32];
      const auto written =
          std::to_chars(digits, digits + sizeof digits, printed.current.value() * 1e3, std::chars_format::general, 6);
      return "dB at " + std::string(digits, written.ptr) + " mA";
    }
  }
  return {};
}

Result<Sensitivity> to_sensitivity(const PrintedSensitivity& printed, std::optional<Ohms> impedance) {
  const bool needs_impedance =
      printed.unit == SensitivityUnit::kDbPerMilliwatt || printed.unit == SensitivityUnit::kDbAtMilliampere;
  if (needs_impedance && !(impedance && *impedance > Ohms(0))) {
    return Error{Errc::kInvalidData, "A sensitivity in " + unit_text(printed) + " needs the headphone's impedance", {}};
  }
  if (!std::isfinite(printed.value)) return Error{Errc::kInvalidData, "Expected a finite sensitivity", {}};
  switch (printed.unit) {
    case SensitivityUnit::kDbPerVolt:
      return Sensitivity::per_volt(DbSpl(printed.value));
    case SensitivityUnit::kDbPerMilliwatt:
      return Sensitivity::per_milliwatt(DbSpl(printed.value), *impedance);
    case SensitivityUnit::kDbAtTenthVolt:
      return Sensitivity::at_voltage(DbSpl(printed.value), Volts(0.1));
    case SensitivityUnit::kVoltsFor94Db:
      if (!(printed.value > 0.0)) return Error{Errc::kInvalidData, "Expected a voltage above zero for 94 dB", {}};
      return Sensitivity::at_voltage(DbSpl(94.0), Volts(printed.value));
    case SensitivityUnit::kDbAtMilliampere:
      return Sensitivity::at_current(DbSpl(printed.value), printed.current, *impedance);
  }
  return Error{Errc::kInvalidData, "Unknown sensitivity unit", {}};
}

Ohms impedance_from_two_sensitivities(DbSpl at_one_volt, DbSpl at_current, Amperes current) {
  return Volts((at_current - at_one_volt).amplitude_ratio()) / current;
}

}  // namespace eardrum
