// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/eq/fit_spec.h>
#include <eardrum/response/frequency_response.h>
#include <eardrum/response/measurement.h>
#include <eardrum/response/smoothing.h>

namespace eardrum::eq {

/// How a correction is drawn from a measurement and a target, before any filter is fitted to it.
struct CurveSpec {
  /// Applied once, to the measurement's power, so that narrow dips fill rather than turn into boosts.
  Smoothing smoothing = Smoothing::octave_fraction(12.0);
  /// What takes over in the treble, where ears and seatings differ by more than such detail is deep; a crossfade
  /// between the two ends of `treble`.
  Smoothing treble_smoothing = Smoothing::octave_fraction(2.0);
  Range<Hertz> treble{Hertz(6000.0), Hertz(9000.0)};
  Gain most_boost{12.0};
  Gain most_treble_boost{6.0};
  Gain most_cut{20.0};
  /// Steeper than this, a boost is lowered and a cut made shallower, never the other way. (AutoEq: 18)
  double most_slope_db_per_octave = 18.0;
  /// The curve holds its level beyond. Drivers that leak or end have nothing to give there.
  Range<Hertz> range{Hertz(20.0), Hertz(20000.0)};
  /// Measurement and target are brought to the same mean level here.
  Range<Hertz> levelled{Hertz(300.0), Hertz(3000.0)};
  /// A frequency whose mean is known to this SD counts half in the fit; see repeatability_weights().
  Gain half_weight_at{1.0};

  bool operator==(const CurveSpec&) const = default;
};

/// The wanted gain, how much each frequency should count in a fit, and what the limits took away.
struct EqCurve {
  FrequencyResponse gain;
  std::vector<double> weights;  ///< One a grid point, 0 to 1.
  /// The gain that was wanted, before limits.
  FrequencyResponse unlimited;
  /// The largest difference between the two, and where; 0 when no limit was met.
  Gain most_taken;
  Hertz most_taken_at{0.0};
};

/// What turns `from` into `to` on from's grid: a target, or another headphone on the same rig ("make mine sound like
/// that one"; smooth it like the measurement, with smoothed()). The weights are those of a headphone measured once.
EqCurve eq_curve(const FrequencyResponse& from, const FrequencyResponse& to, const CurveSpec& spec = {});
/// From the mean of all seatings, with the weights that their spread gives, so that a fit does not chase one seating's
/// notch.
EqCurve eq_curve(const Measurement& from, const FrequencyResponse& to, const CurveSpec& spec = {});

/// spec with the curve's weights and range as its objective's.
FitSpec weighted_by(const EqCurve& curve, const CurveSpec& curve_spec, FitSpec spec);

}  // namespace eardrum::eq
