// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include <eardrum/eq/rows.h>
#include <eardrum/filter/peq.h>

namespace eardrum::eq {

/// Where a band's parameters may be: ln tan(w0/2), gain in dB, ln Q, in this order everywhere. low == high: fixed.
struct BandBox {
  BandTerms::Kind kind = BandTerms::Kind::kPeaking;
  std::size_t group = 0;  ///< Bands with equal boxes share a number: they can stand in for each other.
  double low[3] = {};
  double high[3] = {};
};

/// Whether a search may move the band about: a peaking one with frequency and gain to find. The others only descend.
inline bool roams(const BandBox& box) {
  return box.kind == BandTerms::Kind::kPeaking && box.high[0] > box.low[0] && box.high[1] > box.low[1];
}

/// A band's parameters in the order of BandBox.
struct BandPoint {
  double at[3] = {};
};

/// What the kernels need to know of a band; no derivatives wanted yet.
BandTerms terms_of(BandTerms::Kind kind, const BandPoint& point);
/// The same of its matched design (filter/matched_design.h), with derivatives or without.
BiquadTerms matched_terms_of(BandTerms::Kind kind, const BandPoint& point, bool derivatives);

/// Bands, each with its box, a broadband offset, and what they cost: the weighted sum of squared errors and penalties.
struct Candidate {
  std::vector<BandBox> boxes;
  std::vector<BandPoint> points;
  double offset_db = 0.0;
  double cost = std::numeric_limits<double>::infinity();

  std::size_t size() const { return points.size(); }
  void add(const BandBox& box, const BandPoint& point) {
    boxes.push_back(box);
    points.push_back(point);
  }
  void remove(std::size_t band) {
    boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(band));
    points.erase(points.begin() + static_cast<std::ptrdiff_t>(band));
  }
};

/// Least squares by Levenberg and Marquardt inside boxes: a variable that leans on its bound is held there for the
/// step.
class Descent {
 public:
  struct Settings {
    bool free_offset = false;
    double gain_penalty = 0.0;  ///< Added to the squared error for each squared dB of gain, times the rows' weight.
    std::size_t max_bands = 0;
    FilterDesign design = FilterDesign::kBilinear;
  };
  struct Stop {
    int steps = 50;
    double tolerance = 1e-6;  ///< Relative fall of the cost over one step below which it is done.
    /// Given up when the cost so far, less `patience` times the last step's fall, stays above this.
    double abandon_above = std::numeric_limits<double>::infinity();
    double patience = 2.0;
  };

  Descent(const Rows& rows, const Settings& settings);

  /// The cost as it stands. Sets candidate.cost.
  double cost(Candidate& candidate);
  /// Moves the points (and the offset) downhill. Sets candidate.cost.
  void run(Candidate& candidate, const Stop& stop);
  /// For each band, by how much the cost would rise, to second order, if its gain were 0 and all else fitted again;
  /// infinity where the gain is fixed.
  void importance(const Candidate& candidate, std::span<double> rise);
  /// The cost around a candidate, to second order: cost + 2 gradient . d + d . curvature d, d over the free parameters
  /// in the order of bands, then the offset if it is free. `curvature` is variables * variables, both halves.
  struct Model {
    std::size_t variables = 0;
    std::vector<double> gradient, curvature;
  };
  Model model(const Candidate& candidate);
  /// The weighted residual of the last cost() call: rows().compared() values.
  const double* residual() const { return residual_; }
  const Rows& rows() const { return rows_; }
  /// Multiplications so far, roughly: what effort is counted in, so that a result does not depend on the clock.
  std::size_t work() const { return work_; }

 private:
  std::size_t prepare(const Candidate& candidate, bool derivatives);
  double evaluate(const Candidate& candidate, double* gram);
  bool solve(const Candidate& candidate, const double* gram, double damping, double* step, double* predicted);

  const Rows& rows_;
  Settings settings_;
  std::size_t variables_ = 0;
  std::vector<BandTerms> terms_;
  std::vector<BiquadTerms> matched_;  // of matched designs: what terms_ points to
  AlignedDoubles columns_;
  AlignedDoubles scratch_;
  double* residual_ = nullptr;
  std::size_t pitch_ = 0;  // of the matrices
  AlignedDoubles gram_now_, gram_next_, factor_, solution_;
  std::vector<double> step_, reach_, gradient_;
  std::vector<std::size_t> pinned_;
  std::size_t work_ = 0;
};

}  // namespace eardrum::eq
