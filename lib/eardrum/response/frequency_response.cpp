// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/frequency_response.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace eardrum {

Result<FrequencyResponse> FrequencyResponse::make(FrequencyGrid grid, std::vector<double> db) {
  if (db.size() != grid.size()) {
    return Error{Errc::kInvalidData, "Expected " + std::to_string(grid.size()) + " levels, one a frequency, found " +
                                         std::to_string(db.size()), {}};
  }
  for (std::size_t i = 0; i < db.size(); ++i) {
    if (!std::isfinite(db[i])) {
      return Error{Errc::kInvalidData, "Expected a finite level at " + std::to_string(grid.hz()[i]) + " Hz", {}};
    }
  }
  return FrequencyResponse(std::move(grid), std::move(db));
}

FrequencyResponse FrequencyResponse::flat(FrequencyGrid grid) {
  std::vector<double> db(grid.size(), 0.0);
  return FrequencyResponse(std::move(grid), std::move(db));
}

void FrequencyResponse::sample(const FrequencyGrid& grid, std::span<double> db) const {
  EARDRUM_EXPECTS(db.size() == grid.size());
  if (grid == grid_) {
    std::copy(db_.begin(), db_.end(), db.begin());
    return;
  }
  const auto from = grid_.log_hz();
  const auto to = grid.log_hz();
  // Both grids rise: one walk over each.
  std::size_t right = 0;
  for (std::size_t i = 0; i < to.size(); ++i) {
    while (right < from.size() && from[right] < to[i]) ++right;
    if (right == 0) {
      db[i] = db_.front();
    } else if (right == from.size()) {
      db[i] = db_.back();
    } else {
      const double t = (to[i] - from[right - 1]) / (from[right] - from[right - 1]);
      db[i] = db_[right - 1] + t * (db_[right] - db_[right - 1]);
    }
  }
}

double FrequencyResponse::db_at(Hertz frequency) const {
  EARDRUM_EXPECTS(frequency > Hertz(0));
  const auto from = grid_.log_hz();
  const double x = std::log(frequency.value());
  const auto right = static_cast<std::size_t>(std::lower_bound(from.begin(), from.end(), x) - from.begin());
  if (right == 0) return db_.front();
  if (right == from.size()) return db_.back();
  const double t = (x - from[right - 1]) / (from[right] - from[right - 1]);
  return db_[right - 1] + t * (db_[right] - db_[right - 1]);
}

FrequencyResponse FrequencyResponse::on(const FrequencyGrid& grid) const {
  std::vector<double> db(grid.size());
  sample(grid, db);
  return FrequencyResponse(grid, std::move(db));
}

FrequencyResponse FrequencyResponse::shifted(double db) const {
  FrequencyResponse moved = *this;
  for (double& value : moved.db_) value += db;
  return moved;
}

FrequencyResponse FrequencyResponse::normalised_at(Hertz frequency) const { return shifted(-db_at(frequency)); }

FrequencyResponse difference(const FrequencyResponse& a, const FrequencyResponse& b) {
  std::vector<double> db(a.grid().size());
  b.sample(a.grid(), db);
  for (std::size_t i = 0; i < db.size(); ++i) db[i] = a.db()[i] - db[i];
  return FrequencyResponse::make(a.grid(), std::move(db)).value();
}

}  // namespace eardrum
