// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <eardrum/base/attributes.h>

namespace eardrum::dsp {

enum class NoiseShaping {
  kNone,    ///< white
  kShaped,  ///< Wannamaker's three-tap F-weighted filter (JAES 40, 1992): the noise moves out of 2-6 kHz, up to the top
            ///< octave
};

/// Rounds one channel to whole numbers of a bit depth with triangular dither of 2 units (S. Lipshitz, R. Wannamaker and
/// J. Vanderkooy, JAES 40, 1992): the error's mean and power do not depend on the signal, so that there is no
/// distortion, only noise. Values beyond full scale are held at it, and counted.
class Dither {
 public:
  /// `bits`: 8 to 32. `seed`: another one for each channel; the same one gives the same noise.
  Dither(unsigned bits, NoiseShaping shaping, std::uint64_t seed) noexcept;

  /// `out`: in units of the last bit, from -2^(bits-1) to 2^(bits-1) - 1. Full scale of `in` is 1.
  EARDRUM_REALTIME void process(std::span<const double> in, std::span<std::int32_t> out) noexcept;
  std::uint64_t clipped() const noexcept { return clipped_; }

 private:
  void process_flat(std::span<const double> in, std::span<std::int32_t> out) noexcept;

  double scale_, lowest_, highest_;
  std::array<double, 3> taps_{}, errors_{};
  std::uint64_t random_;
  std::uint64_t clipped_ = 0;
};

}  // namespace eardrum::dsp
