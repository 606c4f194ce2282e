// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/catalogue/plausibility.h>

#include <algorithm>
#include <array>
#include <cmath>

#include <eardrum/catalogue/number_text_internal.h>

namespace eardrum::catalogue {
namespace {

constexpr std::array<UsualSensitivity, 6> kUsual{{
    {"over-ear dynamic", 93, 104, 102, 117},
    {"over-ear planar", 84, 101, 101, 117},
    {"over-ear", 90, 104, 102, 118},
    {"in-ear dynamic", 95, 108, 114, 125},
    {"in-ear armature", 99, 115, 116, 135},
    {"in-ear", 93, 114, 111, 134},
}};

const UsualSensitivity& usual_of(const HeadphoneGear& gear) {
  const std::string_view kind = sensitivity_kind(gear);
  return *std::find_if(kUsual.begin(), kUsual.end(), [&](const UsualSensitivity& usual) { return usual.kind == kind; });
}

// The readings that people confuse; a figure in volts or at a current is never one of them.
constexpr std::array<SensitivityUnit, 3> kReadings{SensitivityUnit::kDbPerMilliwatt, SensitivityUnit::kDbPerVolt,
                                                   SensitivityUnit::kDbAtTenthVolt};

bool is_decibels_at(const PrintedSensitivity& printed) {
  return std::find(kReadings.begin(), kReadings.end(), printed.unit) != kReadings.end();
}

struct Reading {
  double db_mw = 0.0;
  double db_v = 0.0;
};

Reading read_as(double value, SensitivityUnit unit, Ohms impedance) {
  const Sensitivity sensitivity = *to_sensitivity({value, unit, milliamperes(1.0)}, impedance);
  return {sensitivity.per_milliwatt(impedance).db(), sensitivity.per_volt().db()};
}

bool within(const Reading& reading, const UsualSensitivity& usual) {
  return reading.db_mw >= usual.low_db_mw && reading.db_mw <= usual.high_db_mw && reading.db_v >= usual.low_db_v &&
         reading.db_v <= usual.high_db_v;
}

bool outside(const Reading& reading, const UsualSensitivity& usual) {
  return (reading.db_mw < usual.low_db_mw || reading.db_mw > usual.high_db_mw) &&
         (reading.db_v < usual.low_db_v || reading.db_v > usual.high_db_v);
}

std::string unit_of(SensitivityUnit unit) {
  return unit_text({0.0, unit, milliamperes(1.0)});
}

std::string printed_text(const PrintedSensitivity& printed) {
  if (printed.unit == SensitivityUnit::kVoltsFor94Db) return number_text(printed.value) + " V for 94 dB";
  std::string unit = unit_text(printed);
  return number_text(printed.value) + " " + unit;
}

void check_units(const HeadphoneGear& gear, std::vector<Warning>& warnings) {
  const UsualSensitivity& usual = usual_of(gear);
  for (const auto& claim : gear.sensitivity) {
    const auto& figure = claim.figure.value;
    const auto impedance = figure.into ? figure.into : nominal_impedance(gear);
    if (!impedance || claim.figure.confidence == Confidence::kMeasured || !is_decibels_at(figure.printed)) continue;
    const double value = figure.printed.value;
    if (!outside(read_as(value, figure.printed.unit, *impedance), usual)) continue;
    for (const SensitivityUnit other : kReadings) {
      // Only makers of earphones print dB at 0.1 V.
      if (other == SensitivityUnit::kDbAtTenthVolt && gear.form != Form::kInEar) continue;
      if (other == figure.printed.unit || !within(read_as(value, other, *impedance), usual)) continue;
      warnings.push_back({"sensitivity", printed_text(figure.printed) + " at " + number_text(impedance->value()) +
                                             " ohm is unusual: is it " + unit_of(other) + "?"});
      break;
    }
  }
}

// Claims of the same headphone against each other.
void check_agreement(const HeadphoneGear& gear, std::vector<Warning>& warnings) {
  constexpr double kApartDb =
      6.0;  // maker against laboratory: mean 2.2, SD 3.7 dB; beyond that a unit is the likelier reason
  constexpr double kAgreeDb = 2.0;
  const auto& claims = gear.sensitivity;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    for (std::size_t j = i + 1; j < claims.size(); ++j) {
      const auto first = converted(claims[i].figure.value, gear);
      const auto second = converted(claims[j].figure.value, gear);
      if (!first || !second) continue;
      const double apart_db = std::abs((first->per_volt() - second->per_volt()).db());
      if (apart_db <= kApartDb) continue;
      std::string message = printed_text(claims[i].figure.value.printed) + " and " +
                            printed_text(claims[j].figure.value.printed) + " are " +
                            number_text(std::round(apart_db * 10.0) / 10.0) + " dB apart";
      for (const auto* suspect : {&claims[i], &claims[j]}) {
        const auto& other = suspect == &claims[i] ? second : first;
        const auto& figure = suspect->figure.value;
        const auto impedance = figure.into ? figure.into : nominal_impedance(gear);
        if (!impedance || suspect->figure.confidence == Confidence::kMeasured || !is_decibels_at(figure.printed))
          continue;
        const auto agrees = std::find_if(kReadings.begin(), kReadings.end(), [&](SensitivityUnit unit) {
          const Reading reading = read_as(figure.printed.value, unit, *impedance);
          return std::abs(reading.db_v - other->per_volt().db()) <= kAgreeDb;
        });
        if (agrees != kReadings.end()) {
          message += "; they agree if " + number_text(figure.printed.value) + " is read as " + unit_of(*agrees);
          break;
        }
      }
      warnings.push_back({"sensitivity", std::move(message)});
    }
  }
}

// dB/V = dB/mW + 10 log10(1000/Z); turned round it comes out too low below 1 kilohm.
void check_sign(const HeadphoneGear& gear, std::vector<Warning>& warnings) {
  const auto impedance = nominal_impedance(gear);
  if (!impedance) return;
  const double step_db = Gain::from_power_ratio(1000.0 / impedance->value()).db();
  constexpr double kSameDb = 0.5;
  if (std::abs(step_db) < 2.0 * kSameDb) return;
  for (const auto& power : gear.sensitivity) {
    if (power.figure.value.printed.unit != SensitivityUnit::kDbPerMilliwatt) continue;
    for (const auto& voltage : gear.sensitivity) {
      if (voltage.figure.value.printed.unit != SensitivityUnit::kDbPerVolt) continue;
      const double turned_db_v = power.figure.value.printed.value - step_db;
      if (std::abs(voltage.figure.value.printed.value - turned_db_v) > kSameDb) continue;
      warnings.push_back({"sensitivity", printed_text(voltage.figure.value.printed) + " looks converted from " +
                                             printed_text(power.figure.value.printed) + " with the sign turned: at " +
                                             number_text(impedance->value()) + " ohm it is " +
                                             number_text(power.figure.value.printed.value + step_db) + " dB/V"});
    }
  }
}

void check_impedance(const HeadphoneGear& gear, std::vector<Warning>& warnings) {
  const auto nominal = nominal_impedance(gear);
  // The catalogue spans 3 to 600 ohm.
  if (nominal && (*nominal < Ohms(2.0) || *nominal > Ohms(2000.0))) {
    warnings.push_back(
        {"impedance", "A nominal impedance of " + number_text(nominal->value()) + " ohm is unusual: is the unit ohm?"});
  }
  const auto* minimum = impedance_claim(gear, ImpedanceAt::kMinimum);
  const auto* maximum = impedance_claim(gear, ImpedanceAt::kMaximum);
  if (minimum != nullptr && maximum != nullptr && minimum->figure.value.magnitude > maximum->figure.value.magnitude) {
    warnings.push_back({"impedance", "The minimum of " + number_text(minimum->figure.value.magnitude.value()) +
                                         " ohm lies above the maximum of " +
                                         number_text(maximum->figure.value.magnitude.value()) + " ohm"});
  }
  constexpr double kIecShare = 0.8;
  if (minimum != nullptr && nominal && minimum->figure.value.magnitude < kIecShare * *nominal) {
    warnings.push_back({"impedance", "The minimum of " + number_text(minimum->figure.value.magnitude.value()) +
                                         " ohm is below 80 % of the nominal " + number_text(nominal->value()) +
                                         " ohm, which IEC 60268-7 allows only when it is stated"});
  }
}

}  // namespace

std::span<const UsualSensitivity> usual_sensitivities() {
  return kUsual;
}

std::string_view sensitivity_kind(const HeadphoneGear& gear) {
  const bool in_ear = gear.form == Form::kInEar || gear.form == Form::kEarbud;
  if (!gear.driver) return in_ear ? "in-ear" : "over-ear";
  switch (*gear.driver) {
    case Driver::kDynamic:
      return in_ear ? "in-ear dynamic" : "over-ear dynamic";
    case Driver::kPlanar:
      return in_ear ? "in-ear" : "over-ear planar";
    case Driver::kBalancedArmature:
    case Driver::kHybrid:
      return in_ear ? "in-ear armature" : "over-ear";
  }
  return "over-ear";
}

std::vector<Warning> check(const HeadphoneGear& gear) {
  std::vector<Warning> warnings;
  check_units(gear, warnings);
  check_sign(gear, warnings);
  check_agreement(gear, warnings);
  check_impedance(gear, warnings);
  return warnings;
}

std::vector<Warning> check(const SourceGear& gear) {
  constexpr double kTolerance = 1.1;
  std::vector<Warning> warnings;
  for (const auto& socket : gear.sockets) {
    const auto* voltage = preferred(socket.max_voltage);
    const auto* current = preferred(socket.max_current);
    for (const auto& point : socket.power) {
      const Volts needed = voltage_for(point.power.value, point.load);
      const std::string printed =
          number_text(point.power.value.value() * 1e3) + " mW into " + number_text(point.load.value()) + " ohm needs ";
      if (voltage != nullptr && needed > voltage->figure.value * kTolerance) {
        warnings.push_back(
            {"power",
             printed + number_text(needed.value(), 3) + " V, more than the " +
                 number_text(voltage->figure.value.value(), 3) +
                 " V that it is said to reach: is the power that of both channels, or of the balanced output?"});
      }
      const Amperes flowing = needed / point.load;
      if (current != nullptr && flowing > current->figure.value * kTolerance) {
        warnings.push_back({"power", printed + number_text(flowing.value() * 1e3, 3) + " mA, more than the " +
                                         number_text(current->figure.value.value() * 1e3, 3) +
                                         " mA that it is said to give"});
      }
    }
  }
  return warnings;
}

}  // namespace eardrum::catalogue
