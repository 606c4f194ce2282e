// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/eq/descent.h>
#include <eardrum/eq/fit_spec.h>
#include <eardrum/response/frequency_response.h>

namespace eardrum::eq {

/// A curve and an objective as the solver sees them. Frequencies out of range, or at or above Nyquist, are left out.
class Problem {
 public:
  static Result<Problem> make(const FrequencyResponse& curve, Hertz sample_rate, const Objective& objective,
                              FilterDesign design = FilterDesign::kBilinear);

  /// With every `thinning` points merged into one.
  Rows rows(std::size_t thinning) const;
  std::size_t points() const { return hz_.size(); }
  Descent::Settings settings(std::size_t bands) const;

  double log_tangent(Hertz frequency) const;
  Hertz frequency(double log_tangent) const;
  bool free_offset() const { return free_offset_; }
  FilterDesign design() const { return design_; }
  double octaves() const;
  static BandTerms::Kind kind(const Band& band);
  BandBox box(const BandSpec& band) const;
  BandPoint point(const Band& band) const;
  /// Inside the spec's ranges, and exactly at a range's end when the point is.
  Band band(const BandSpec& spec, const BandPoint& point) const;

 private:
  std::vector<double> hz_, target_db_, weight_;
  double sample_rate_hz_ = 0.0;
  double mean_above_hz_ = 0.0;
  bool free_offset_ = false;
  double gain_cost_ = 0.0;
  FilterDesign design_ = FilterDesign::kBilinear;
};

/// Adds one band's weighted response to a residual: rows.compared() values.
void add_response(const Rows& rows, FilterDesign design, BandTerms::Kind kind, const BandPoint& point,
                  double* residual);

}  // namespace eardrum::eq
