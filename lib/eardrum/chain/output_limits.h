// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/units/electrical.h>

namespace eardrum::chain {

/// A published maximum: this much power, clean, into this load.
struct PowerPoint {
  Ohms load{};
  Watts power{};

  bool operator==(const PowerPoint&) const = default;
};

/// What stops an output from going louder.
enum class Limit {
  kNone,              ///< nothing known stops it
  kVoltage,           ///< the supply or the drive: the voltage is held whatever the load
  kCurrent,           ///< the current into a low load
  kPower,             ///< between the two: sag, or a power rating
  kDigitalFullScale,  ///< the music reaches 0 dBFS first, with the volume full up
};
std::string_view to_text(Limit limit);

/// The printed limits of an output: any of them may be missing.
struct PrintedLimits {
  std::optional<Volts> open_voltage{};  ///< unloaded maximum
  std::optional<Amperes> max_current{};
  std::optional<Watts> max_power{};
  std::vector<PowerPoint> power_points{};  ///< any order

  bool empty() const { return !open_voltage && !max_current && !max_power && power_points.empty(); }
  /// Whether they tell what a load does to the output: an unloaded voltage alone doesn't.
  bool tell_of_loads() const { return max_current || max_power || !power_points.empty(); }
  bool operator==(const PrintedLimits&) const = default;
};

/// The largest clean voltage at an output's terminals, for any load. Worked from the printed points as the e.m.f.
/// behind the output impedance, E = V (R + Zo) / R, so that a source of high impedance is not taken for a clipping one:
///  - at a printed point it gives that point;
///  - between three or more, E runs linear in log R (reference/electrical.md section 1);
///  - between only two, which may lie six octaves apart, E follows the soft knee of real output stages,
///    E^-p = V0^-p + (I R)^-p with p = 1.7 through both points (seven amplifiers with three measured loads give p
///    = 1.5-2.6, one less than 1, one a hard knee); a divider with one hard current limit overstates mid loads by up
///    to 2.3 dB;
///  - above the highest load E is held, below the lowest load the current is held;
///  - an open voltage, current or power limit then caps it.
/// Immutable and cheap to copy: the curve is tabulated once.
class OutputLimits {
 public:
  /// Nothing known.
  OutputLimits();
  /// Fails with kInvalidData for figures that are not above zero, or two powers for one load.
  static Result<OutputLimits> make(const PrintedLimits& printed, Ohms output_impedance);

  bool known() const { return data_->known; }
  const PrintedLimits& printed() const { return data_->printed; }

  struct Maximum {
    Volts voltage{};  ///< at the terminals, rms of a sine
    Limit limit = Limit::kNone;
  };
  /// The maximum into `load` (magnitude). Precondition: known() and load above zero.
  Maximum into(Ohms load) const;
  /// The same from ln(load / 1 ohm), from the table: error below 0.02 dB. For inner loops.
  double log_volts_at(double log_load_ohm) const;

  bool operator==(const OutputLimits& other) const {
    return data_ == other.data_ ||
           (data_->printed == other.data_->printed && data_->output_impedance == other.data_->output_impedance);
  }

 private:
  struct Data;
  explicit OutputLimits(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  struct Data {
    bool known = false;
    PrintedLimits printed;  // points sorted by load
    Ohms output_impedance{};
    std::vector<double> log_emf;             // of the points
    double knee_log_v0 = 0, knee_log_i = 0;  // for exactly two points
    std::vector<double> table;               // ln V over the table's ln R
  };
  static Maximum exact(const Data& data, double load_ohm);
  std::shared_ptr<const Data> data_;
};

}  // namespace eardrum::chain
