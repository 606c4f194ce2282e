// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/dither.h>

#include <cmath>

#include <eardrum/base/expects.h>

namespace eardrum::dsp {

Dither::Dither(unsigned bits, NoiseShaping shaping, std::uint64_t seed) noexcept
    : scale_(std::ldexp(1.0, static_cast<int>(bits) - 1)),
      lowest_(-scale_),
      highest_(scale_ - 1.0),
      random_(seed * 0x9e3779b97f4a7c15u + 0x632be59bd9b4e019u) {
  EARDRUM_EXPECTS(bits >= 8 && bits <= 32);
  if (shaping == NoiseShaping::kShaped) taps_ = {1.623, -0.982, 0.109};
}

// xorshift64*; from -1/2 to 1/2.
double Dither::uniform() noexcept {
  random_ ^= random_ >> 12;
  random_ ^= random_ << 25;
  random_ ^= random_ >> 27;
  return std::ldexp(static_cast<double>((random_ * 0x2545f4914f6cdd1du) >> 11), -53) - 0.5;
}

void Dither::process(std::span<const double> in, std::span<std::int32_t> out) noexcept {
  EARDRUM_EXPECTS(in.size() == out.size());
  for (std::size_t k = 0; k < in.size(); ++k) {
    const double wanted = in[k] * scale_ - (taps_[0] * errors_[0] + taps_[1] * errors_[1] + taps_[2] * errors_[2]);
    double rounded = std::nearbyint(wanted + uniform() + uniform());
    errors_ = {rounded - wanted, errors_[0], errors_[1]};
    if (!(rounded >= lowest_ && rounded <= highest_)) {
      rounded = rounded > highest_ ? highest_ : lowest_;
      errors_ = {};  // the error of clipping is no noise to shape
      ++clipped_;
    }
    out[k] = static_cast<std::int32_t>(rounded);
  }
}

}  // namespace eardrum::dsp
