// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/response/frequency_response.h>

namespace eardrum {

/// The means of a curve over bands of log frequency, in dB: exact integrals of its straight pieces, each found in O(log
/// n) once the running integral is there.
class BandMeans {
 public:
  explicit BandMeans(const FrequencyResponse& curve);
  /// Precondition: 0 < from < to. Beyond the curve's ends its end value counts.
  double db(Hertz from, Hertz to) const;

 private:
  double integral_to(double log_hz) const;

  FrequencyResponse curve_;
  std::vector<double> area_;  // from the first point to each point, dB times nepers of frequency
};

/// One mean, where only one is wanted.
inline double band_mean_db(const FrequencyResponse& curve, Hertz from, Hertz to) {
  return BandMeans(curve).db(from, to);
}

}  // namespace eardrum
