// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/crossfeed.h>

#include <cmath>
#include <numbers>

#include <eardrum/base/expects.h>
#include <eardrum/dsp/crossfeed_kernel_internal.h>

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
  detail::crossfeed(coefficients_, low_, high_, input_, left, right, frames);
}

}  // namespace eardrum::dsp
