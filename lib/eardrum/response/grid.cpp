// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/response/grid.h>

#include <cmath>
#include <string>

namespace eardrum {

FrequencyGrid::FrequencyGrid(std::vector<double> hz) {
  std::vector<double> log_hz(hz.size());
  for (std::size_t i = 0; i < hz.size(); ++i) log_hz[i] = std::log(hz[i]);
  data_ = std::make_shared<const Data>(Data{std::move(hz), std::move(log_hz)});
}

Result<FrequencyGrid> FrequencyGrid::make(std::vector<double> frequencies_hz) {
  if (frequencies_hz.empty()) return Error{Errc::kInvalidData, "Expected at least one frequency, found none", {}};
  for (std::size_t i = 0; i < frequencies_hz.size(); ++i) {
    const double f = frequencies_hz[i];
    if (!std::isfinite(f) || f <= 0.0) {
      return Error{Errc::kInvalidData, "Expected frequencies above 0 Hz, found " + std::to_string(f) + " as number " +
                                           std::to_string(i + 1), {}};
    }
    if (i > 0 && f <= frequencies_hz[i - 1]) {
      return Error{Errc::kInvalidData, "Expected rising frequencies, found " + std::to_string(f) + " Hz after " +
                                           std::to_string(frequencies_hz[i - 1]) + " Hz", {}};
    }
  }
  return FrequencyGrid(std::move(frequencies_hz));
}

FrequencyGrid FrequencyGrid::logarithmic(Hertz from, Hertz to, double points_per_octave) {
  EARDRUM_EXPECTS(points_per_octave > 0.0);
  return geometric(from, to, std::exp2(1.0 / points_per_octave));
}

FrequencyGrid FrequencyGrid::geometric(Hertz from, Hertz to, double ratio) {
  EARDRUM_EXPECTS(from > Hertz(0) && to >= from && ratio > 1.0);
  std::vector<double> hz;
  // The hair above `to` keeps an end that only rounding put past it.
  for (int n = 0;; ++n) {
    const double f = from.value() * std::pow(ratio, n);
    if (f > to.value() * (1.0 + 1e-9)) break;
    hz.push_back(f);
  }
  return FrequencyGrid(std::move(hz));
}

}  // namespace eardrum
