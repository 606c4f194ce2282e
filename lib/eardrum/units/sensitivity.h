// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include <eardrum/base/result.h>
#include <eardrum/units/electrical.h>
#include <eardrum/units/level.h>

namespace eardrum {

/// How loud a headphone is for one volt: the level at its rating frequency (1 kHz unless its maker says 500 Hz) for 1 V
/// rms across its terminals. The form that does not depend on impedance; all others convert to it. IEC 60268-7;
/// formulas at http://poulpetersen.dk/notes/hpsc.html.
class Sensitivity {
 public:
  constexpr Sensitivity() = default;
  static constexpr Sensitivity per_volt(DbSpl at_one_volt) { return Sensitivity(at_one_volt); }
  /// `at_one_milliwatt` in `impedance`: S_V = S_P + 10 log10(1000 / Z).
  static Sensitivity per_milliwatt(DbSpl at_one_milliwatt, Ohms impedance);
  /// The level `level` was printed for the voltage `drive` (Etymotic prints 0.1 V).
  static Sensitivity at_voltage(DbSpl level, Volts drive);
  /// The level `level` was printed for the current `drive` through `impedance` (Hi-Fi News prints 5 mA).
  static Sensitivity at_current(DbSpl level, Amperes drive, Ohms impedance);

  constexpr DbSpl per_volt() const { return at_one_volt_; }
  DbSpl per_milliwatt(Ohms impedance) const;
  /// The characteristic voltage of IEC 60268-7: what gives 94 dB SPL.
  Volts for_94_db() const { return voltage_for(DbSpl(94.0)); }

  DbSpl level_at(Volts drive) const { return at_one_volt_ + Gain::from_amplitude_ratio(drive.value()); }
  Volts voltage_for(DbSpl level) const { return Volts((level - at_one_volt_).amplitude_ratio()); }
  Watts power_for(DbSpl level, Ohms impedance) const { return power_into(voltage_for(level), impedance); }

  constexpr auto operator<=>(const Sensitivity&) const = default;

 private:
  constexpr explicit Sensitivity(DbSpl at_one_volt) : at_one_volt_(at_one_volt) {}
  DbSpl at_one_volt_;
};

/// The ways in which makers and laboratories print a sensitivity.
enum class SensitivityUnit {
  kDbPerVolt,        ///< "dB/V": dB SPL at 1 V
  kDbPerMilliwatt,   ///< "dB/mW": dB SPL at 1 mW in the rated impedance
  kDbAtTenthVolt,    ///< "dB at 0.1 V"
  kVoltsFor94Db,     ///< "V for 94 dB"
  kDbAtMilliampere,  ///< "dB at 1 mA"; with another current, "dB at 5 mA"
};

/// A sensitivity as printed: the number, its unit, and the current for kDbAtMilliampere.
struct PrintedSensitivity {
  double value = 0.0;
  SensitivityUnit unit = SensitivityUnit::kDbPerVolt;
  Amperes current = milliamperes(1.0);

  bool operator==(const PrintedSensitivity&) const = default;
};

/// "dB/V", "dB/mW", "dB at 0.1 V", "V for 94 dB", "dB at 5 mA", and the spellings people use ("dB/Vrms", "dB SPL/mW").
/// Fails with kInvalidData and a sentence that lists the spellings.
Result<PrintedSensitivity> parse_sensitivity(double value, std::string_view unit);
/// The canonical spelling of the unit.
std::string unit_text(const PrintedSensitivity& printed);

/// Converts. dB/mW and dB at a current need the impedance: without it kInvalidData, with the sentence that says so.
Result<Sensitivity> to_sensitivity(const PrintedSensitivity& printed, std::optional<Ohms> impedance);

/// The impedance at which two printed figures of one headphone agree: level at 1 V and level at a current.
Ohms impedance_from_two_sensitivities(DbSpl at_one_volt, DbSpl at_current, Amperes current);

}  // namespace eardrum
