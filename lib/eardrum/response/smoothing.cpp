// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/smoothing.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <eardrum/base/expects.h>

namespace eardrum {
namespace {

// The integral of a function that is linear between points of x, from x.front().
class RunningIntegral {
 public:
  RunningIntegral(std::span<const double> x, std::span<const double> y) : x_(x), y_(y), sum_(x.size(), 0.0) {
    for (std::size_t i = 1; i < x.size(); ++i) sum_[i] = sum_[i - 1] + 0.5 * (y[i] + y[i - 1]) * (x[i] - x[i - 1]);
  }

  double between(double from, double to) const {
    const std::size_t first = segment(from), last = segment(to);
    // Within one segment nothing is subtracted: a deep notch keeps its digits.
    if (first == last) return 0.5 * (value(first, from) + value(first, to)) * (to - from);
    const double head = 0.5 * (value(first, from) + y_[first + 1]) * (x_[first + 1] - from);
    const double tail = 0.5 * (y_[last] + value(last, to)) * (to - x_[last]);
    if (last - first <= kDirectly) {
      double middle = 0.0;
      for (std::size_t i = first + 1; i < last; ++i) middle += 0.5 * (y_[i] + y_[i + 1]) * (x_[i + 1] - x_[i]);
      return head + middle + tail;
    }
    return head + (sum_[last] - sum_[first + 1]) + tail;
  }

 private:
  static constexpr std::size_t kDirectly = 64;

  std::size_t segment(double at) const {
    const auto right = std::upper_bound(x_.begin() + 1, x_.end() - 1, at);
    return static_cast<std::size_t>(right - x_.begin()) - 1;
  }
  double value(std::size_t i, double at) const {
    return y_[i] + (y_[i + 1] - y_[i]) * (at - x_[i]) / (x_[i + 1] - x_[i]);
  }

  std::span<const double> x_, y_;
  std::vector<double> sum_;
};

}  // namespace

Smoothing Smoothing::octave_fraction(double n) {
  EARDRUM_EXPECTS(n > 0.0);
  return {Kind::kOctaveFraction, n};
}

double Smoothing::width_octaves(Hertz frequency) const {
  const double f = frequency.value();
  switch (kind_) {
    case Kind::kNone:
      return 0.0;
    case Kind::kOctaveFraction:
      return 1.0 / fraction_;
    case Kind::kVariable: {
      const double decades = std::clamp(std::log10(f / 1000.0), -1.0, 1.0);
      return decades < 0.0 ? std::pow(8.0, decades) / 6.0 : std::pow(2.0, decades) / 6.0;
    }
    case Kind::kErb: {
      // The band around f, in ratio as far below as above, that is one ERB wide in hertz.
      const double erb_hz = 24.7 * (4.37e-3 * f + 1.0);
      return 2.0 * std::asinh(0.5 * erb_hz / f) / std::numbers::ln2;
    }
  }
  return 0.0;
}

FrequencyResponse smoothed(const FrequencyResponse& response, const Smoothing& smoothing) {
  if (smoothing == Smoothing::none() || response.grid().size() < 2) return response;
  const auto db = response.db();
  const auto x = response.grid().log_hz();
  const double highest_db = *std::max_element(db.begin(), db.end());
  std::vector<double> power(db.size());
  for (std::size_t i = 0; i < db.size(); ++i) power[i] = std::pow(10.0, (db[i] - highest_db) / 10.0);
  const RunningIntegral integral(x, power);
  std::vector<double> out(db.begin(), db.end());
  for (std::size_t i = 0; i < db.size(); ++i) {
    const double wanted = 0.5 * std::numbers::ln2 * smoothing.width_octaves(Hertz(response.grid().hz()[i]));
    const double half = std::min({wanted, x[i] - x.front(), x.back() - x[i]});
    if (half <= 0.0) continue;
    out[i] = highest_db + 10.0 * std::log10(integral.between(x[i] - half, x[i] + half) / (2.0 * half));
  }
  return FrequencyResponse::make(response.grid(), std::move(out)).value();
}

}  // namespace eardrum
