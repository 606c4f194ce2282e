// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/report/document.h>

namespace eardrum::report {

/// The range of an axis and the distance of its labelled lines: low and high are multiples of step.
struct Scale {
  double low = 0.0, high = 1.0, step = 1.0;
  int decimals = 0;  ///< that the labels need

  std::vector<double> ticks() const;
};

/// The smallest scale of at most `max_steps` steps of 1, 2 or 5 times a power of ten that holds low..high.
Scale fit_scale(double low, double high, int max_steps);
/// The scale for the axis of a chart: holds its curves (not their bands), its minimum span and its zero.
Scale scale_of(const Chart& chart, const Axis& axis, bool right, int max_steps);

}  // namespace eardrum::report
