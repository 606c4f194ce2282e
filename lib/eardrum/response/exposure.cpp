// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/exposure.h>

#include <cmath>

namespace eardrum {
namespace {

// Equal energy: twice the power, half the time.
const Gain kTwicePower = Gain::from_power_ratio(2.0);
constexpr double kReferencePressurePa = 20e-6;

}  // namespace

// "3 dB exchange" is equal energy in H.870 (Pa2h is an energy); NIOSH writes the formula t = 480 / 2^((L-85)/3) min.
const ExposureLimit kH870Adults{"WHO-ITU H.870 adults", DbFieldA(80.0), Hours(40.0),
                                ExposurePeriod::kWeek,  kTwicePower,    "ITU-T H.870 (03/2022), mode 1"};
const ExposureLimit kH870Sensitive{"WHO-ITU H.870 sensitive", DbFieldA(75.0), Hours(40.0),
                                   ExposurePeriod::kWeek,     kTwicePower,    "ITU-T H.870 (03/2022), mode 2"};
const ExposureLimit kNiosh{"NIOSH", DbFieldA(85.0), Hours(8.0), ExposurePeriod::kDay, Gain(3.0), "NIOSH 98-126 (1998)"};
const ExposureLimit kOsha{"OSHA", DbFieldA(90.0), Hours(8.0), ExposurePeriod::kDay, Gain(5.0), "29 CFR 1910.95"};

Hours allowed_time(const ExposureLimit& limit, DbFieldA level) {
  return limit.time * std::exp2(-(level - limit.level).db() / limit.exchange.db());
}

double dose_percent(const ExposureLimit& limit, const Exposure& exposure) {
  return 100.0 * (exposure.time / allowed_time(limit, exposure.level));
}

double dose_percent(const ExposureLimit& limit, std::span<const Exposure> exposures) {
  double sum = 0.0;
  for (const Exposure& exposure : exposures) sum += dose_percent(limit, exposure);
  return sum;
}

double sound_exposure_pa2h(const Exposure& exposure) {
  return std::pow(10.0, exposure.level.db() / 10.0) * kReferencePressurePa * kReferencePressurePa *
         exposure.time.count();
}

DbFieldA en50332_level(Volts player, Volts characteristic) {
  return DbFieldA(94.0) + Gain::from_amplitude_ratio(player / characteristic);
}

}  // namespace eardrum
