// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <eardrum/base/attributes.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::dsp {

/// How much of each channel the other ear hears: below `cutoff` it is `feed` quieter than the direct sound.
struct CrossfeedParams {
  Hertz cutoff{700.0};  ///< 300 to 2000 Hz
  Gain feed{4.5};       ///< 1 to 15 dB; 4.5 is the default preset, 6 Chu Moy's, 9.5 Jan Meier's

  bool operator==(const CrossfeedParams&) const = default;
};

/// First-order low pass (to the other ear) and high shelf (to the same): y = a0 x + a1 x[-1] + b1 y[-1], then `gain`,
/// after Bauer's stereophonic-to-binaural transform as B. Mikhaylov's libbs2b 3.1 designs it.
struct CrossfeedCoefficients {
  double low_a0, low_b1;
  double high_a0, high_a1, high_b1;
  double gain;
};
CrossfeedCoefficients design(const CrossfeedParams& params, Hertz sample_rate);

/// Bauer's crossfeed on two channels.
class Crossfeed {
 public:
  Crossfeed(const CrossfeedParams& params, Hertz sample_rate) : coefficients_(design(params, sample_rate)) {}

  EARDRUM_REALTIME void process(double* left, double* right, std::size_t frames) noexcept;
  EARDRUM_REALTIME void reset() noexcept { low_[0] = low_[1] = high_[0] = high_[1] = input_[0] = input_[1] = 0.0; }

 private:
  CrossfeedCoefficients coefficients_;
  double low_[2] = {}, high_[2] = {}, input_[2] = {};
};

}  // namespace eardrum::dsp
