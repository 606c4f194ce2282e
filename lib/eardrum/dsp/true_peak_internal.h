// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace eardrum::dsp::detail {

inline constexpr std::size_t kPeakPhases = 8;  // points a sample
inline constexpr std::size_t kPeakHalf = 64;   // samples of the interpolator on either side
inline constexpr std::size_t kPeakTaps = 2 * kPeakHalf;
inline constexpr std::size_t kPeakPadding = 64;  // floats that may be touched beyond the last frame: a vector

// Interpolator to kPeakPhases - 1 points between two samples: sinc, Kaiser window (beta 5: flat to 0.47 of the rate).
// The points p and kPeakPhases - p are mirror images: with the sums s and differences d of the samples at the same
// distance to the left and the right, one is e + o and the other e - o, where e = sum even s and o = sum odd d.
class PeakInterpolator {
 public:
  PeakInterpolator();

  // highest[j] = max(highest[j], the largest |value| from the sample j + kPeakHalf - 1 to the next, ends included) for
  // samples[0 .. frames + kPeakTaps - 1). Frames all around which nothing can reach `ceiling` are left as they are.
  void find(const float* samples, std::size_t frames, float ceiling, float* highest) const noexcept;

  struct Taps {
    float even[kPeakPhases / 2][kPeakHalf];  // of the phases 1 to 4
    float odd[kPeakPhases / 2][kPeakHalf];   // the last is 0
  };

 private:
  Taps taps_;
  float largest_gain_;  // no point is farther from zero than this times the largest sample
};

}  // namespace eardrum::dsp::detail
