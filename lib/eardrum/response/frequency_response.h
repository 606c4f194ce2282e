// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/response/grid.h>

namespace eardrum {

/// A level against frequency: one decibel value a grid point. Whether it is a level (dB SPL) or a gain is the owner's to
/// say. Between points it is linear in dB over log frequency; beyond the ends it holds the end's value.
class FrequencyResponse {
 public:
  /// Fails with kInvalidData when the sizes differ or a value is not finite.
  static Result<FrequencyResponse> make(FrequencyGrid grid, std::vector<double> db);
  /// 0 dB everywhere.
  static FrequencyResponse flat(FrequencyGrid grid);

  const FrequencyGrid& grid() const noexcept { return grid_; }
  std::span<const double> db() const noexcept { return db_; }

  double db_at(Hertz frequency) const;
  /// The same curve sampled on another grid.
  FrequencyResponse on(const FrequencyGrid& grid) const;
  /// Writes the values at `grid`'s frequencies to `db` (grid.size() of them); allocates nothing.
  void sample(const FrequencyGrid& grid, std::span<double> db) const;
  /// Shifted so that the value at `frequency` is 0 dB.
  FrequencyResponse normalised_at(Hertz frequency) const;
  FrequencyResponse shifted(double db) const;

  bool operator==(const FrequencyResponse&) const = default;

 private:
  FrequencyResponse(FrequencyGrid grid, std::vector<double> db) : grid_(std::move(grid)), db_(std::move(db)) {}
  FrequencyGrid grid_;
  std::vector<double> db_;
};

/// a - b on a's grid.
FrequencyResponse difference(const FrequencyResponse& a, const FrequencyResponse& b);

}  // namespace eardrum
