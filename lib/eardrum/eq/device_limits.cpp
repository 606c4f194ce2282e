// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/device_limits.h>

#include <algorithm>
#include <string>

namespace eardrum::eq {
namespace {

// A device that lets one enter 20 kHz at 32 kHz does not get a filter from us beyond this part of the rate.
constexpr double kHighestPartOfRate = 0.49;

BandSpec spec_of(const DeviceLimits::Kind& kind, Hertz sample_rate) {
  BandSpec spec{kind.type, kind.frequency, kind.gain, kind.q};
  const Hertz highest = sample_rate * kHighestPartOfRate;
  spec.frequency.highest = std::min(spec.frequency.highest, highest);
  spec.frequency.lowest = std::min(spec.frequency.lowest, spec.frequency.highest);
  return spec;
}

}  // namespace

const DeviceLimits::Kind* DeviceLimits::find(BandType type) const {
  const auto found = std::find_if(kinds.begin(), kinds.end(), [type](const Kind& kind) { return kind.type == type; });
  return found != kinds.end() && found->at_most > 0 ? &*found : nullptr;
}

Result<FitSpec> fit_spec_for(const DeviceLimits& device, std::size_t bands, Hertz sample_rate) {
  FitSpec spec;
  spec.sample_rate = sample_rate;
  spec.steps = device.steps;
  const DeviceLimits::Kind* peaking = device.find(BandType::kPeaking);
  if (!device.graphic_frequencies.empty()) {
    if (peaking == nullptr) return Error{Errc::kUsage, device.name + ": expected the gains of its graphic bands", {}};
    for (const Hertz frequency : device.graphic_frequencies) {
      if (frequency > sample_rate * kHighestPartOfRate) break;
      BandSpec band = spec_of(*peaking, sample_rate);
      band.frequency = fixed_at(frequency);
      spec.bands.push_back(band);
    }
    // Their frequencies are what they are, and in no need of rounding.
    spec.steps.frequencies.clear();
    spec.steps.frequency = Hertz(0.0);
    return spec;
  }
  if (bands == 0 || bands > device.bands) {
    return Error{
        Errc::kUsage,
        device.name + ": expected 1 to " + std::to_string(device.bands) + " bands, found " + std::to_string(bands),
        {}};
  }
  if (bands >= 3) {
    for (const BandType type : {BandType::kLowShelf, BandType::kHighShelf}) {
      if (const auto* shelf = device.find(type)) spec.bands.push_back(spec_of(*shelf, sample_rate));
    }
  }
  while (peaking != nullptr && spec.bands.size() < bands) {
    const auto used = static_cast<std::size_t>(std::count_if(
        spec.bands.begin(), spec.bands.end(), [](const BandSpec& band) { return band.type == BandType::kPeaking; }));
    if (used == peaking->at_most) break;
    spec.bands.push_back(spec_of(*peaking, sample_rate));
  }
  if (spec.bands.size() < bands) {
    return Error{Errc::kUsage,
                 device.name + ": has only " + std::to_string(spec.bands.size()) +
                     " bands that a fit can use, found a wish for " + std::to_string(bands),
                 {}};
  }
  return spec;
}

}  // namespace eardrum::eq
