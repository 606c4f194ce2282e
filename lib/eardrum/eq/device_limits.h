// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/eq/fit_spec.h>

namespace eardrum::eq {

/// What an equaliser in a device, an app or a file format can hold. Plain data: the table of devices fills it, the fit
/// and the exporters read it.
struct DeviceLimits {
  /// How many bands of one type there can be, and where their parameters may stand.
  struct Kind {
    BandType type = BandType::kPeaking;
    std::size_t at_most = std::numeric_limits<std::size_t>::max();
    Range<Hertz> frequency{Hertz(20.0), Hertz(20000.0)};
    Range<Gain> gain{Gain(-20.0), Gain(20.0)};
    Range<double> q{0.1, 10.0};

    bool operator==(const Kind&) const = default;
  };

  /// Whether it takes filters as coefficients, or as impulse responses, so that they need not be bilinear designs.
  enum class Coefficients {
    kNone,
    kAlso,  ///< besides bands, which can be changed in it and hold for every sample rate
    kOnly   ///< what its file holds in any case
  };

  std::string name;
  std::size_t bands = 10;   ///< Of all types together.
  std::vector<Kind> kinds;  ///< The types that it has.
  Steps steps;
  /// Centre frequencies of a graphic equaliser, rising: one peaking band each, of the peaking kind's gain and (fixed)
  /// Q.
  std::vector<Hertz> graphic_frequencies;
  /// The rates that its filters run at whatever the music's is; empty: the music's.
  std::vector<Hertz> sample_rates;
  /// The preamp that it has; none: it keeps headroom by itself or not at all.
  std::optional<Range<Gain>> preamp;
  Gain preamp_step{0.0};
  Coefficients coefficients = Coefficients::kNone;

  const Kind* find(BandType type) const;
  bool operator==(const DeviceLimits&) const = default;
};

/// The spec that uses `bands` of the device's bands: from three on a low and a high shelf where it has them, the rest
/// peaking; of a graphic equaliser all its bands. Frequencies end below half the sample rate. Fails with kUsage when
/// there are not so many.
Result<FitSpec> fit_spec_for(const DeviceLimits& device, std::size_t bands, Hertz sample_rate);

}  // namespace eardrum::eq
