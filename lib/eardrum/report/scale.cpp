// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/report/scale.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace eardrum::report {
namespace {

constexpr double kCliffHz = 16000.0, kCliffRoom = 5.0;

}  // namespace

std::vector<double> Scale::ticks() const {
  const long first = std::lround(low / step), last = std::lround(high / step);
  std::vector<double> values;
  for (long i = first; i <= last; ++i) values.push_back(static_cast<double>(i) * step);
  return values;
}

Scale fit_scale(double low, double high, int max_steps) {
  max_steps = std::max(max_steps, 1);
  if (!(high - low > 1e-9)) {
    low -= 0.5;
    high += 0.5;
  }
  // Rounding to steps at both ends can cost a step: try the next coarser one until all fits.
  for (int power = static_cast<int>(std::floor(std::log10((high - low) / max_steps)));; ++power) {
    for (const double mantissa : {1.0, 2.0, 5.0}) {
      const double step = mantissa * std::pow(10.0, power);
      const double from = std::floor(low / step + 1e-9), to = std::ceil(high / step - 1e-9);
      if (to - from <= max_steps) return {from * step, to * step, step, std::max(0, -power)};
    }
  }
}

Scale scale_of(const Chart& chart, const Axis& axis, bool right, int max_steps) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  double edge_low = low, edge_high = high;
  const auto hold = [](double y, double& bottom, double& top) {
    if (!std::isfinite(y)) return;
    bottom = std::min(bottom, y);
    top = std::max(top, y);
  };
  for (const auto& curve : chart.curves) {
    if (curve.right != right) continue;
    for (std::size_t i = 0; i < curve.y.size(); ++i) {
      const bool edge = chart.db_per_decade > 0.0 && i < chart.hz.size() && chart.hz[i] > kCliffHz;
      hold(curve.y[i], edge ? edge_low : low, edge ? edge_high : high);
      if (edge) continue;
      if (i < curve.low.size()) hold(curve.low[i], low, high);
      if (i < curve.high.size()) hold(curve.high[i], low, high);
    }
  }
  // A response may fall off a cliff at the very top: it gets some room, yet not all of it, or what matters would
  // shrink.
  if (low <= high) {
    low = std::min(low, std::max(edge_low, low - kCliffRoom));
    high = std::max(high, std::min(edge_high, high + kCliffRoom));
  }
  if (low > high) low = high = 0.0;
  if (axis.from_zero) {
    low = std::min(low, 0.0);
    high = std::max(high, 0.0);
  }
  if (high - low < axis.minimum_span) {
    const double missing = axis.minimum_span - (high - low);
    // Centred on zero where zero is in reach: a shift of nothing lies in the middle.
    const double middle = std::abs(low + high) < axis.minimum_span / 2 ? 0.0 : (low + high) / 2;
    if (axis.from_zero) {
      high += missing;
    } else if (middle == 0.0) {
      low = std::min(low, -axis.minimum_span / 2);
      high = std::max(high, axis.minimum_span / 2);
    } else {
      low -= missing / 2;
      high += missing / 2;
    }
  }
  return fit_scale(low, high, max_steps);
}

}  // namespace eardrum::report
