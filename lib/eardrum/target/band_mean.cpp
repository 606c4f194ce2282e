// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/band_mean.h>

#include <cmath>

namespace eardrum {

double band_mean_db(const FrequencyResponse& curve, Hertz from, Hertz to) {
  EARDRUM_EXPECTS(from > Hertz(0) && to > from);
  const auto x = curve.grid().log_hz();
  const double end = std::log(to.value());
  double area = 0.0;
  double left_x = std::log(from.value());
  double left_db = curve.db_at(from);
  const auto add_piece = [&](double right_x, double right_db) {
    area += 0.5 * (left_db + right_db) * (right_x - left_x);
    left_x = right_x;
    left_db = right_db;
  };
  for (std::size_t i = 0; i < x.size() && x[i] < end; ++i) {
    if (x[i] > left_x) add_piece(x[i], curve.db()[i]);
  }
  add_piece(end, curve.db_at(to));
  return area / (end - std::log(from.value()));
}

}  // namespace eardrum
