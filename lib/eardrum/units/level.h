// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <compare>

#include <eardrum/units/electrical.h>

namespace eardrum {

/// A step in decibels: how much higher one level is than another. Gains add; a Gain is no Level.
class Gain {
 public:
  constexpr Gain() = default;
  constexpr explicit Gain(double db) : db_(db) {}
  static Gain from_amplitude_ratio(double ratio) { return Gain(20.0 * std::log10(ratio)); }
  static Gain from_power_ratio(double ratio) { return Gain(10.0 * std::log10(ratio)); }

  constexpr double db() const { return db_; }
  double amplitude_ratio() const { return std::pow(10.0, db_ / 20.0); }
  double power_ratio() const { return std::pow(10.0, db_ / 10.0); }

  constexpr auto operator<=>(const Gain&) const = default;
  friend constexpr Gain operator+(Gain a, Gain b) { return Gain(a.db_ + b.db_); }
  friend constexpr Gain operator-(Gain a, Gain b) { return Gain(a.db_ - b.db_); }
  friend constexpr Gain operator-(Gain a) { return Gain(-a.db_); }
  friend constexpr Gain operator*(Gain a, double factor) { return Gain(a.db_ * factor); }
  friend constexpr Gain operator*(double factor, Gain a) { return Gain(a.db_ * factor); }

 private:
  double db_ = 0.0;
};

/// A point on a decibel scale. Level - Level = Gain, Level + Gain = Level; two levels do not add, and levels of
/// different references do not meet: neither compiles.
template <class Reference>
class Level {
 public:
  constexpr Level() = default;
  constexpr explicit Level(double db) : db_(db) {}

  constexpr double db() const { return db_; }

  constexpr auto operator<=>(const Level&) const = default;
  friend constexpr Level operator+(Level level, Gain gain) { return Level(level.db_ + gain.db()); }
  friend constexpr Level operator+(Gain gain, Level level) { return Level(level.db_ + gain.db()); }
  friend constexpr Level operator-(Level level, Gain gain) { return Level(level.db_ - gain.db()); }
  friend constexpr Gain operator-(Level a, Level b) { return Gain(a.db_ - b.db_); }

 private:
  double db_ = 0.0;
};

struct ReferenceSpl {};  ///< 20 uPa, unweighted, at the drum reference point (ITU-T P.57) unless said.
struct ReferenceFieldA {
};  ///< 20 uPa, A-weighted, in the diffuse field without the listener (ISO 11904-1): what limits are written in.
struct ReferenceVolt {};       ///< 1 V rms (dBV).
struct ReferenceDbu {};        ///< sqrt(0.6) V rms = 0.7746 V (dBu).
struct ReferenceFullScale {};  ///< dBFS: the rms of a full-scale sine is 0 (AES17).
struct ReferencePhon {};       ///< Loudness level, ISO 226.

using DbSpl = Level<ReferenceSpl>;
using DbFieldA = Level<ReferenceFieldA>;
using DbV = Level<ReferenceVolt>;
using Dbu = Level<ReferenceDbu>;
using DbFs = Level<ReferenceFullScale>;
using Phon = Level<ReferencePhon>;

/// sqrt(1 mW * 600 ohm): 0 dBu.
inline const double kDbuReferenceVolts = std::sqrt(0.6);

inline DbV to_dbv(Volts v) {
  return DbV(20.0 * std::log10(v.value()));
}
inline Volts to_volts(DbV level) {
  return Volts(std::pow(10.0, level.db() / 20.0));
}
inline Dbu to_dbu(Volts v) {
  return Dbu(20.0 * std::log10(v.value() / kDbuReferenceVolts));
}
inline Volts to_volts(Dbu level) {
  return Volts(kDbuReferenceVolts * std::pow(10.0, level.db() / 20.0));
}

}  // namespace eardrum
