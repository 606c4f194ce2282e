// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <span>
#include <string_view>

#include <eardrum/units/electrical.h>
#include <eardrum/units/level.h>

namespace eardrum {

using Hours = std::chrono::duration<double, std::ratio<3600>>;

/// The time over which a limit counts.
enum class ExposurePeriod { kDay, kWeek };

/// A limit of hearing exposure: `time` at `level` fills it, and `exchange` more halves the time. Levels are A-weighted
/// and of the diffuse field (drum_field.h), never those at the drum.
struct ExposureLimit {
  std::string_view name;
  DbFieldA level;
  Hours time;
  ExposurePeriod period = ExposurePeriod::kWeek;
  Gain exchange{
      3.0};  ///< The norms write 3 dB and mean equal energy (3.01 dB); their own tables differ in which they use.
  std::string_view source;
};

/// WHO-ITU H.870 (2018, revised 2022) mode 1: 80 dBA for 40 h a week, 1.6 Pa2h.
extern const ExposureLimit kH870Adults;
/// H.870 mode 2, children and sensitive users: 75 dBA for 40 h a week, 0.51 Pa2h.
extern const ExposureLimit kH870Sensitive;
/// NIOSH 98-126: 85 dBA for 8 h a day.
extern const ExposureLimit kNiosh;
/// OSHA 29 CFR 1910.95: 90 dBA for 8 h a day, 5 dB exchange. A limit for work places, less careful than the others.
extern const ExposureLimit kOsha;

/// How long `level` may be heard in one period. Can exceed the period (168 h a week): then there is no limit in
/// practice.
Hours allowed_time(const ExposureLimit& limit, DbFieldA level);

/// A time spent at a level.
struct Exposure {
  DbFieldA level;
  Hours time;
};
/// The part of the limit that is used up, in percent.
double dose_percent(const ExposureLimit& limit, std::span<const Exposure> exposures);
double dose_percent(const ExposureLimit& limit, const Exposure& exposure);
/// The sound exposure in Pa2h: what H.870 counts.
double sound_exposure_pa2h(const Exposure& exposure);

// EN 50332 and EN/IEC 62368-1: players and headphones sold apart, limited so that any two are safe together.

/// The headphone limit: at least this wide-band characteristic voltage (programme simulation noise that gives 94 dBA).
inline constexpr Volts kEn50332HeadphoneVoltage = millivolts(75.0);
/// The player limits, with programme simulation noise: 100 dBA at most; 85 dBA unless the user accepts more; 80 dBA,
/// where dose counting begins (EN 50332-3).
inline constexpr Volts kEn50332PlayerVoltage = millivolts(150.0);
inline constexpr Volts kEn62368PlayerVoltage = millivolts(27.0);
inline constexpr Volts kEn50332DoseVoltage = millivolts(15.0);
/// The level of programme simulation noise from a player that gives `player` on a headphone whose wide-band
/// characteristic voltage is `characteristic`.
DbFieldA en50332_level(Volts player, Volts characteristic = kEn50332HeadphoneVoltage);

}  // namespace eardrum
