// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include <eardrum/filter/peq.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::eq {

/// From lowest to highest, both allowed. Equal ends fix the value.
template <class T>
struct Range {
  T lowest{};
  T highest{};

  constexpr bool fixed() const { return lowest == highest; }
  constexpr bool contains(const T& value) const { return lowest <= value && value <= highest; }
  bool operator==(const Range&) const = default;
};

template <class T>
constexpr Range<T> fixed_at(T value) {
  return {value, value};
}

/// One band that the fit may use, and how far each of its parameters may go.
struct BandSpec {
  BandType type = BandType::kPeaking;
  Range<Hertz> frequency{Hertz(20.0), Hertz(20000.0)};
  Range<Gain> gain{Gain(-20.0), Gain(20.0)};
  Range<double> q{0.18, 6.0};

  bool operator==(const BandSpec&) const = default;
};

/// The values that a device can hold. The fit ends on them: parameters are rounded one by one, and the rest fitted
/// again around each. Zero, or an empty list: any value.
struct Steps {
  std::vector<Hertz> frequencies;  ///< The only frequencies there are, rising.
  Hertz frequency{0.0};            ///< Multiples of this.
  Gain gain{0.0};                  ///< Multiples of this.
  std::vector<double> qs;          ///< The only Qs there are, rising.
  double q = 0.0;                  ///< Multiples of this.

  bool operator==(const Steps&) const = default;
};

/// What is made small: the root of the weighted mean, over the curve's grid, of the squared difference in dB.
struct Objective {
  Range<Hertz> range{Hertz(20.0), Hertz(20000.0)};
  /// Above this, curve and response are compared by their means only: no coupler repeats there (AutoEq: 10 kHz).
  std::optional<Hertz> mean_above;
  /// The curve's level is of no concern: a broadband offset is fitted with the bands, and told apart from the preamp.
  bool free_offset = false;
  /// One a grid point, at least 0, not all 0: how much its squared difference counts. Empty: all 1.
  std::vector<double> weights;
  /// The error, in dB, that one dB of a band's gain costs (root of the sum over bands): above 0 it keeps neighbours
  /// from fighting each other. 0.01 to 0.03 is felt; 0 leaves the curve alone to decide.
  double gain_cost = 0.0;

  bool operator==(const Objective&) const = default;
};

/// How long to look for a better minimum. Ten bands on 349 points take about 1, 7 and 55 ms.
enum class Effort { kFast, kDefault, kHigh };

struct FitSpec {
  Hertz sample_rate{48000.0};   ///< The rate that the filters will run at; refit for each rate.
  std::vector<BandSpec> bands;  ///< 1 to 31.
  /// How the bands will become filters. The matched design takes about twice the time.
  FilterDesign design = FilterDesign::kBilinear;
  Objective objective;
  Steps steps;
  Effort effort = Effort::kDefault;
  /// The preamp is minus the response's highest point above 0 dB, minus this.
  Gain headroom{0.2};

  bool operator==(const FitSpec&) const = default;
};

/// `count` free peaking bands, of which one low and one high shelf when `shelves` (and `count` is at least 2).
std::vector<BandSpec> free_bands(std::size_t count, bool shelves = true);
/// AutoEq's default: low shelf 105 Hz and high shelf 10 kHz, both Q 0.7, and eight peaking bands (autoeq/constants.py).
std::vector<BandSpec> autoeq_bands();

}  // namespace eardrum::eq
