// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace eardrum::bench {

/// Our figure against another's on the same problems, lower being better.
class Ratios {
 public:
  void add(double ours, double theirs) { values_.push_back(ours / theirs); }
  /// "geometric mean 0.43, at or below on 122 of 122 (100.0 %), worst 0.93; within 2 % on ..."
  std::string text() const;

 private:
  std::vector<double> values_;
};

double median(std::vector<double> values);

}  // namespace eardrum::bench
