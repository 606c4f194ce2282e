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

namespace {

// SplitMix64 (G. Steele, D. Lea and C. Flood, OOPSLA 2014), whose two halves
// give the two uniform numbers. A counter is all that one sample's number needs of the one before, so that several are
// made at once.
double triangle(std::uint64_t counter) noexcept {
  std::uint64_t z = counter;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  z ^= z >> 31;
  const auto high = static_cast<std::int64_t>(static_cast<std::int32_t>(z >> 32));
  const auto low = static_cast<std::int64_t>(static_cast<std::int32_t>(z & 0xffffffffu));
  return static_cast<double>(high + low + 1) * 0x1p-32;
}

constexpr std::uint64_t kCounterStep = 0x9e3779b97f4a7c15u;

// To the nearest whole number, ties to even, of values below 2^51: nearbyint() without the call. What is larger stays
// so.
double whole(double x) noexcept {
  constexpr double kBias = 0x1.8p52;
  return (x + kBias) - kBias;
}

}  // namespace

void Dither::process(std::span<const double> in, std::span<std::int32_t> out) noexcept {
  EARDRUM_EXPECTS(in.size() == out.size());
  if (taps_ == std::array<double, 3>{}) return process_flat(in, out);
  for (std::size_t k = 0; k < in.size(); ++k) {
    const double wanted = in[k] * scale_ - (taps_[0] * errors_[0] + taps_[1] * errors_[1] + taps_[2] * errors_[2]);
    double rounded = whole(wanted + triangle(random_ += kCounterStep));
    errors_ = {rounded - wanted, errors_[0], errors_[1]};
    if (!(rounded >= lowest_ && rounded <= highest_)) {
      rounded = rounded > highest_ ? highest_ : lowest_;
      errors_ = {};  // the error of clipping is no noise to shape
      ++clipped_;
    }
    out[k] = static_cast<std::int32_t>(rounded);
  }
}

void Dither::process_flat(std::span<const double> in, std::span<std::int32_t> out) noexcept {
  const double scale = scale_, lowest = lowest_, highest = highest_;
  const std::uint64_t start = random_;
  std::uint64_t clipped = 0;
  for (std::size_t k = 0; k < in.size(); ++k) {
    const double rounded = whole(in[k] * scale + triangle(start + (k + 1) * kCounterStep));
    const double held = rounded > highest ? highest : rounded >= lowest ? rounded : lowest;
    clipped += held != rounded ? 1 : 0;
    out[k] = static_cast<std::int32_t>(held);
  }
  random_ = start + in.size() * kCounterStep;
  clipped_ += clipped;
}

}  // namespace eardrum::dsp
