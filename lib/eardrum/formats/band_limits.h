// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <eardrum/eq/device_limits.h>
#include <eardrum/filter/peq.h>

namespace eardrum {

/// A range of values that a format or a device can hold, and the step between them.
struct ValueRange {
  double low = 0.0;
  double high = 0.0;
  double step = 0.0;  ///< 0 = any value.
};

/// What a file format can hold of a parametric equaliser, where it is the same for all types of band: short for
/// eq::DeviceLimits.
struct BandLimits {
  int max_bands = 0;  ///< 0 = any number.
  std::vector<BandType> types = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass,
                                 BandType::kHighPass};
  ValueRange frequency_hz{1.0, 96000.0, 0.0};
  ValueRange gain_db{-120.0, 120.0, 0.0};
  ValueRange q{0.001, 1000.0, 0.0};
  bool has_preamp = true;
  ValueRange preamp_db{-120.0, 120.0, 0.0};
  bool coefficients = false;  ///< Filters can be of any design.

  eq::DeviceLimits for_each_type() const;
};

/// The equaliser as those limits can hold it: bands past the last are cut off, types that there are not are left out,
/// values are clamped and rounded, and a matched design becomes bilinear where coefficients can't be held. Each change
/// is said in `losses`, with the largest error in dB that all of it makes between 20 Hz and 20 kHz at 48 kHz when that
/// is above 0.02 dB.
Peq held_by(const eq::DeviceLimits& limits, const Peq& peq, std::vector<std::string>& losses);
Peq held_by(const BandLimits& limits, const Peq& peq, std::vector<std::string>& losses);

/// The largest difference in dB, 20 Hz to 20 kHz, of two equalisers at a sample rate.
double largest_difference_db(const Peq& a, const Peq& b, Hertz sample_rate);

}  // namespace eardrum
