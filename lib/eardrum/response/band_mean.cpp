// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/band_mean.h>

#include <algorithm>
#include <cmath>

namespace eardrum {

BandMeans::BandMeans(const FrequencyResponse& curve) : curve_(curve), area_(curve.db().size(), 0.0) {
  const auto x = curve_.grid().log_hz();
  const auto db = curve_.db();
  for (std::size_t i = 1; i < area_.size(); ++i)
    area_[i] = area_[i - 1] + 0.5 * (db[i] + db[i - 1]) * (x[i] - x[i - 1]);
}

double BandMeans::integral_to(double log_hz) const {
  const auto x = curve_.grid().log_hz();
  const auto db = curve_.db();
  const auto right = static_cast<std::size_t>(std::lower_bound(x.begin(), x.end(), log_hz) - x.begin());
  if (right == 0) return (log_hz - x.front()) * db.front();
  if (right == x.size()) return area_.back() + (log_hz - x.back()) * db.back();
  const std::size_t left = right - 1;
  const double step = log_hz - x[left];
  const double slope = (db[right] - db[left]) / (x[right] - x[left]);
  return area_[left] + step * (db[left] + 0.5 * slope * step);
}

double BandMeans::db(Hertz from, Hertz to) const {
  EARDRUM_EXPECTS(from > Hertz(0) && to > from);
  const double start = std::log(from.value());
  const double end = std::log(to.value());
  return (integral_to(end) - integral_to(start)) / (end - start);
}

}  // namespace eardrum
