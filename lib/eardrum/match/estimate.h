// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <eardrum/chain/spread.h>
#include <eardrum/match/finding.h>

namespace eardrum::match {

/// A number that is not exactly known, as a normal distribution.
struct Estimate {
  double mean = 0.0;
  double sd = 0.0;

  /// The ends of the 90 % interval.
  double low() const { return mean - 1.6448536 * sd; }
  double high() const { return mean + 1.6448536 * sd; }
  /// The share of the distribution at or above `limit`, 0 to 1; without scatter 0 or 1.
  double share_from(double limit) const;
};

/// A level in dB that was computed from the sensitivity, as what the truth may be.
inline Estimate estimate_of(double level_db, const chain::LevelSpread& spread) {
  return {level_db + spread.bias.db(), spread.sd.db()};
}

/// kSure from 95 %, kProbable from 70 %.
Certainty certainty_of(double share);
/// The less sure of two.
Certainty less_sure(Certainty a, Certainty b);

/// The estimate as a figure with its 90 % interval; no interval without scatter.
Figure figure_of(std::string_view name, const Estimate& estimate, std::string_view unit,
                 std::optional<double> limit = std::nullopt);

}  // namespace eardrum::match
