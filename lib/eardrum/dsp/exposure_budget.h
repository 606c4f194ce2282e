// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include <eardrum/response/exposure.h>

namespace eardrum::dsp {

/// What one ear took over the last seven days, hour by hour: a value to keep between runs of a program. It has no
/// clock; who keeps it says how much time went by, the hours without sound too.
struct ExposureBudget {
  /// The hour that runs and the 168 before it: a week, and never less than a week.
  static constexpr std::size_t kHours = 169;
  std::array<double, kHours> pa2h{};  ///< [0] is the hour that runs
  Hours into_hour{0.0};               ///< how far it has run

  bool operator==(const ExposureBudget&) const = default;

  /// `exposure_pa2h` (ExposureMeter) was taken evenly over the `elapsed` time that went by. Both at least 0.
  void add(double exposure_pa2h, Hours elapsed);
  /// Of the last 24 hours, up to one hour more.
  double day_pa2h() const;
  /// Of the last seven days, up to one hour more.
  double week_pa2h() const;
};

/// The part of `limit` used up within its period (its day or week up to now), in percent. Precondition: the limit means
/// equal energy (H.870, NIOSH within 0.2 %; not OSHA).
double dose_percent(const ExposureLimit& limit, const ExposureBudget& taken);
/// How long `level` may still be heard until `limit` is full; 0 when it is. Takes no account of what the period forgets
/// meanwhile, so it is never too long.
Hours time_left(const ExposureLimit& limit, const ExposureBudget& taken, DbFieldA level);

}  // namespace eardrum::dsp
