// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/eq/graphic.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace eardrum::eq {
namespace {

// A point that no frequency of the curve touches keeps the curve's value: this much weight says so.
constexpr double kAnchor = 1e-6;

// A symmetric tridiagonal system, solved from the point `from` on with those before it fixed.
struct Tridiagonal {
  std::vector<double> diagonal, above, right;

  std::vector<double> solve(std::size_t from, const std::vector<double>& fixed) const {
    const std::size_t n = diagonal.size();
    std::vector<double> x = fixed, ratio(n), value(n);
    for (std::size_t i = from; i < n; ++i) {
      double pivot = diagonal[i];
      double rest = right[i];
      if (i > from) {
        pivot -= above[i - 1] * ratio[i - 1];
        rest -= above[i - 1] * value[i - 1];
      } else if (i > 0) {
        rest -= above[i - 1] * fixed[i - 1];
      }
      ratio[i] = above[i] / pivot;
      value[i] = rest / pivot;
    }
    for (std::size_t i = n; i-- > from;) x[i] = value[i] - (i + 1 < n ? ratio[i] * x[i + 1] : 0.0);
    return x;
  }
};

}  // namespace

std::vector<BandSpec> graphic_bands(const std::vector<Hertz>& centres, double q, Range<Gain> gain) {
  std::vector<BandSpec> bands;
  for (const Hertz centre : centres) bands.push_back({BandType::kPeaking, fixed_at(centre), gain, fixed_at(q)});
  return bands;
}

std::vector<BandSpec> ten_band_graphic(Range<Gain> gain) {
  std::vector<Hertz> centres;
  for (int n = 0; n < 10; ++n) centres.emplace_back(31.25 * std::exp2(n));
  return graphic_bands(centres, std::numbers::sqrt2, gain);
}

std::vector<BandSpec> thirty_one_band_graphic(Range<Gain> gain) {
  std::vector<Hertz> centres;
  for (const double hz : {20.0,   25.0,   31.5,   40.0,   50.0,   63.0,  80.0,    100.0,   125.0,  160.0,  200.0,
                          250.0,  315.0,  400.0,  500.0,  630.0,  800.0, 1000.0,  1250.0,  1600.0, 2000.0, 2500.0,
                          3150.0, 4000.0, 5000.0, 6300.0, 8000.0, 1e4,   12500.0, 16000.0, 20000.0}) {
    centres.emplace_back(hz);
  }
  return graphic_bands(centres, 4.318, gain);
}

std::vector<Hertz> autoeq_points() {
  // sorted(set(int(20 * 1.0563**n))), autoeq/frequency_response.py
  std::vector<Hertz> points;
  for (int n = 0; points.size() < 127; ++n) {
    const Hertz hz(std::floor(20.0 * std::pow(1.0563, n)));
    if (points.empty() || hz > points.back()) points.push_back(hz);
  }
  return points;
}

Result<std::vector<Gain>> fit_points(const FrequencyResponse& curve, const PointsSpec& spec,
                                     const Objective& objective) {
  const std::size_t n = spec.frequencies.size();
  if (n < 2 || !std::is_sorted(spec.frequencies.begin(), spec.frequencies.end(), std::less_equal<>()) ||
      !(spec.frequencies.front() > Hertz(0))) {
    return Error{Errc::kUsage, "Expected at least two rising frequencies above 0 Hz", {}};
  }
  if (!objective.weights.empty() && objective.weights.size() != curve.grid().size()) {
    return Error{Errc::kUsage,
                 "Expected " + std::to_string(curve.grid().size()) + " weights, one a grid point, found " +
                     std::to_string(objective.weights.size()),
                 {}};
  }
  const double step = spec.step.db();
  double lowest = spec.gain.lowest.db(), highest = spec.gain.highest.db();
  if (step > 0.0) {
    lowest = std::ceil(lowest / step - 1e-9) * step;
    highest = std::floor(highest / step + 1e-9) * step;
  }
  if (!(lowest <= highest))
    return Error{Errc::kUsage, "Expected a range of gains that holds a multiple of the step", {}};

  std::vector<double> x(n);
  for (std::size_t i = 0; i < n; ++i) x[i] = std::log(spec.frequencies[i].value());
  Tridiagonal system{std::vector<double>(n, kAnchor), std::vector<double>(n, 0.0), std::vector<double>(n)};
  for (std::size_t i = 0; i < n; ++i) system.right[i] = kAnchor * curve.db_at(spec.frequencies[i]);
  for (std::size_t k = 0; k < curve.grid().size(); ++k) {
    if (!objective.range.contains(Hertz(curve.grid().hz()[k]))) continue;
    const double weight = objective.weights.empty() ? 1.0 : objective.weights[k];
    const double at = std::clamp(curve.grid().log_hz()[k], x.front(), x.back());
    const auto right = std::clamp<std::ptrdiff_t>(std::upper_bound(x.begin(), x.end(), at) - x.begin(), 1,
                                                  static_cast<std::ptrdiff_t>(n) - 1);
    const auto i = static_cast<std::size_t>(right) - 1;
    const double b = (at - x[i]) / (x[i + 1] - x[i]), a = 1.0 - b;
    const double level_db = curve.db()[k];
    system.diagonal[i] += weight * a * a;
    system.diagonal[i + 1] += weight * b * b;
    system.above[i] += weight * a * b;
    system.right[i] += weight * a * level_db;
    system.right[i + 1] += weight * b * level_db;
  }
  std::vector<double> gains = system.solve(0, std::vector<double>(n, 0.0));
  const auto allowed = [&](double db) {
    return std::clamp(step > 0.0 ? std::round(db / step) * step : db, lowest, highest);
  };
  for (std::size_t i = 0; i < n; ++i) {
    const double put = allowed(gains[i]);
    if (put == gains[i]) continue;
    gains[i] = put;
    if (i + 1 < n) gains = system.solve(i + 1, gains);
  }
  std::vector<Gain> result;
  for (const double db : gains) result.emplace_back(db);
  return result;
}

}  // namespace eardrum::eq
