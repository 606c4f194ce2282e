// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <eardrum/eq/descent.h>

namespace eardrum::eq {

/// Peaking bands over one box's frequencies and widths, each as the shape of a small gain, to find what a residual
/// lacks.
class Dictionary {
 public:
  Dictionary(const Rows& rows, const BandBox& box, FilterDesign design);

  struct Match {
    BandPoint point;    ///< With the gain that fits best, inside the box.
    double fall = 0.0;  ///< Of the cost, to first order.
  };
  /// Up to `count` matches to a residual (rows.compared() values), best first, that do not overlap each other.
  void match(const double* residual, std::size_t count, std::vector<Match>& found);
  const BandBox& box() const { return box_; }

 private:
  struct Shape {
    double log_tangent = 0.0;
    double log_q = 0.0;
    double inverse_square = 0.0;  ///< 1 / (shape . shape)
  };
  void draw(const Rows& rows, const Shape& shape, FilterDesign design, double* value) const;

  BandBox box_;
  std::size_t rows_ = 0;
  std::vector<Shape> shapes_;
  AlignedDoubles values_;
  std::vector<Match> scored_;
};

}  // namespace eardrum::eq
