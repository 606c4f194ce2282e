// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/crossfeed.h>

#include <cmath>
#include <numbers>

#include <eardrum/base/expects.h>

namespace eardrum::dsp {

CrossfeedCoefficients design(const CrossfeedParams& params, Hertz sample_rate) {
  EARDRUM_EXPECTS(params.cutoff > Hertz(0) && params.cutoff < sample_rate / 2.0 && params.feed > Gain(0));
  const double low_db = params.feed.db() * -5.0 / 6.0 - 3.0;
  const double high_db = params.feed.db() / 6.0 - 3.0;
  const double low = std::pow(10.0, low_db / 20.0);
  const double high = 1.0 - std::pow(10.0, high_db / 20.0);
  const double high_cutoff_hz = params.cutoff.value() * std::exp2((low_db - 20.0 * std::log10(high)) / 12.0);
  const double x_low = std::exp(-2.0 * std::numbers::pi * (params.cutoff / sample_rate));
  const double x_high = std::exp(-2.0 * std::numbers::pi * high_cutoff_hz / sample_rate.value());
  return {low * (1.0 - x_low), x_low, 1.0 - high * (1.0 - x_high), -x_high, x_high, 1.0 / (1.0 - high + low)};
}

void Crossfeed::process(double* left, double* right, std::size_t frames) noexcept {
  const CrossfeedCoefficients c = coefficients_;
  double low_l = low_[0], low_r = low_[1], high_l = high_[0], high_r = high_[1], last_l = input_[0], last_r = input_[1];
  for (std::size_t k = 0; k < frames; ++k) {
    const double l = left[k], r = right[k];
    low_l = c.low_a0 * l + c.low_b1 * low_l;
    low_r = c.low_a0 * r + c.low_b1 * low_r;
    high_l = c.high_a0 * l + c.high_a1 * last_l + c.high_b1 * high_l;
    high_r = c.high_a0 * r + c.high_a1 * last_r + c.high_b1 * high_r;
    last_l = l;
    last_r = r;
    left[k] = c.gain * (high_l + low_r);
    right[k] = c.gain * (high_r + low_l);
  }
  low_[0] = low_l, low_[1] = low_r, high_[0] = high_l, high_[1] = high_r, input_[0] = last_l, input_[1] = last_r;
}

}  // namespace eardrum::dsp
