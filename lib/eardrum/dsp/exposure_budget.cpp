// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/exposure_budget.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <eardrum/base/expects.h>

namespace eardrum::dsp {
namespace {

constexpr std::size_t kHoursOfADay = 25;  // the hour that runs and 24 before it
constexpr Hours kHour{1.0};

double limit_pa2h(const ExposureLimit& limit) {
  constexpr double kEqualEnergyWithinDb = 0.02;
  EARDRUM_EXPECTS(std::abs((limit.exchange - Gain::from_power_ratio(2.0)).db()) < kEqualEnergyWithinDb);
  return sound_exposure_pa2h({limit.level, limit.time});
}

double taken_pa2h(const ExposureLimit& limit, const ExposureBudget& taken) {
  return limit.period == ExposurePeriod::kDay ? taken.day_pa2h() : taken.week_pa2h();
}

}  // namespace

void ExposureBudget::add(double exposure_pa2h, Hours elapsed) {
  EARDRUM_EXPECTS(exposure_pa2h >= 0.0 && elapsed >= Hours(0.0));
  // A week without sound and a year are the same.
  const Hours remembered = std::min(elapsed, kHour * static_cast<double>(kHours));
  if (remembered == Hours(0.0)) pa2h[0] += exposure_pa2h;
  for (Hours left = remembered; left > Hours(0.0);) {
    const Hours now = std::min(left, kHour - into_hour);
    pa2h[0] += exposure_pa2h * (now / elapsed);
    left -= now;
    into_hour += now;
    if (into_hour >= kHour) {
      std::shift_right(pa2h.begin(), pa2h.end(), 1);
      pa2h[0] = 0.0;
      into_hour = Hours(0.0);
    }
  }
}

double ExposureBudget::day_pa2h() const {
  return std::accumulate(pa2h.begin(), pa2h.begin() + kHoursOfADay, 0.0);
}
double ExposureBudget::week_pa2h() const {
  return std::accumulate(pa2h.begin(), pa2h.end(), 0.0);
}

double dose_percent(const ExposureLimit& limit, const ExposureBudget& taken) {
  return 100.0 * taken_pa2h(limit, taken) / limit_pa2h(limit);
}

Hours time_left(const ExposureLimit& limit, const ExposureBudget& taken, DbFieldA level) {
  const double left = limit_pa2h(limit) - taken_pa2h(limit, taken);
  return Hours(std::max(0.0, left) / sound_exposure_pa2h({level, Hours(1)}));
}

}  // namespace eardrum::dsp
