// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/match/isolation.h>

#include <array>

namespace eardrum::match {
namespace {

// 20-200 Hz, 200 Hz-1 kHz, 1-4 kHz, 4-12 kHz
using Bands = std::array<double, 4>;
constexpr Bands kOpen{0.0, 1.0, 4.0, 7.5};
constexpr Bands kSemiOpen{0.0, 3.5, 10.0, 16.0};
constexpr Bands kClosed{4.0, 11.5, 25.0, 35.0};
constexpr Bands kInEarSilicone{16.0, 18.5, 28.5, 34.0};

const Bands& bands_of(chain::Form form, chain::Back back) {
  if (form == chain::Form::kEarbud) return kOpen;
  if (form == chain::Form::kInEar) return kInEarSilicone;
  switch (back) {
    case chain::Back::kOpen:
      return kOpen;
    case chain::Back::kSemiOpen:
      return kSemiOpen;
    case chain::Back::kClosed:
      return kClosed;
  }
  return kOpen;
}

}  // namespace

Gain isolation(chain::Form form, chain::Back back, Hertz frequency) {
  const Bands& bands = bands_of(form, back);
  const double f = frequency.value();
  return Gain(bands[f < 200.0 ? 0 : f < 1000.0 ? 1 : f < 4000.0 ? 2 : 3]);
}

}  // namespace eardrum::match
