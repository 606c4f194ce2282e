// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum {

/// The kinds of band that parametric equalisers share. Shelves are at their centre frequency (half the gain in dB),
/// with Q.
enum class BandType { kPeaking, kLowShelf, kHighShelf, kLowPass, kHighPass };

/// "peaking", "low_shelf", "high_shelf", "low_pass", "high_pass".
std::string_view to_text(BandType type);

/// One band of a parametric equaliser, in human units (Audio EQ Cookbook, R. Bristow-Johnson). Passes ignore the gain.
struct Band {
  BandType type = BandType::kPeaking;
  Hertz frequency{1000.0};
  Gain gain{0.0};
  double q = 0.7071067811865476;

  bool operator==(const Band&) const = default;
};

/// How bands become digital filters: by the bilinear transform, as every program does that takes frequency, gain and Q
/// (design()), or with the analogue response kept up to Nyquist, for those that take coefficients (design_matched()).
enum class FilterDesign { kBilinear, kMatched };

/// "bilinear", "matched".
std::string_view to_text(FilterDesign design);

/// A parametric equaliser: a preamp gain and bands in series.
struct Peq {
  Gain preamp{0.0};
  std::vector<Band> bands;
  FilterDesign design = FilterDesign::kBilinear;

  bool operator==(const Peq&) const = default;
};

}  // namespace eardrum
