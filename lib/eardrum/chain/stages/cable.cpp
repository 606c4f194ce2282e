// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/stages/cable.h>

#include <array>
#include <cmath>

namespace eardrum::chain {
namespace {

constexpr std::array<double, 9> kOhmPerKm = {33.29, 52.94, 84.20, 133.86, 212.87, 338.5, 538.3, 855.8, 1360.0};
constexpr int kFirstAwg = 20;
constexpr int kLastAwg = 36;

}  // namespace

Result<double> awg_ohm_per_km(int awg) {
  if (awg < kFirstAwg || awg > kLastAwg) {
    return Error{
        Errc::kInvalidData, "Expected a wire gauge from AWG 20 to AWG 36, found AWG " + std::to_string(awg), {}};
  }
  const auto below = static_cast<std::size_t>((awg - kFirstAwg) / 2);
  if ((awg - kFirstAwg) % 2 == 0) return kOhmPerKm[below];
  return std::sqrt(kOhmPerKm[below] * kOhmPerKm[below + 1]);
}

Result<Cable> cable_of_gauge(int awg, double length_m, Ohms contacts) {
  EARDRUM_TRY(const double ohm_per_km, awg_ohm_per_km(awg));
  if (!std::isfinite(length_m) || length_m <= 0.0) {
    return Error{Errc::kInvalidData, "Expected a cable length above 0 m, found " + std::to_string(length_m), {}};
  }
  Cable cable;
  cable.loop_resistance = Ohms(2.0 * length_m * ohm_per_km / 1000.0) + contacts;
  return cable;
}

}  // namespace eardrum::chain
