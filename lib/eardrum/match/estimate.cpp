// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/estimate.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace eardrum::match {

double Estimate::share_from(double limit) const {
  if (!(sd > 0.0)) return mean >= limit ? 1.0 : 0.0;
  return 0.5 * std::erfc((limit - mean) / (sd * std::numbers::sqrt2));
}

Certainty certainty_of(double share) {
  if (share >= 0.95) return Certainty::kSure;
  return share >= 0.70 ? Certainty::kProbable : Certainty::kOpen;
}

Certainty less_sure(Certainty a, Certainty b) {
  return std::max(a, b);
}

Figure figure_of(std::string_view name, const Estimate& estimate, std::string_view unit, std::optional<double> limit) {
  Figure figure{name, estimate.mean, unit, std::nullopt, std::nullopt, limit};
  if (estimate.sd > 0.0) {
    figure.low = estimate.low();
    figure.high = estimate.high();
  }
  return figure;
}

}  // namespace eardrum::match
