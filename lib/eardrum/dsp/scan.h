// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include <eardrum/base/attributes.h>

namespace eardrum::dsp {

struct Scan {
  double peak = 0.0;   ///< the highest magnitude; of no meaning when not finite
  bool finite = true;  ///< whether every sample is a finite number

  bool operator==(const Scan&) const = default;
};

/// What must be known of samples before they are trusted, at memory speed.
EARDRUM_REALTIME Scan scan(std::span<const float> samples) noexcept;
EARDRUM_REALTIME Scan scan(std::span<const double> samples) noexcept;

}  // namespace eardrum::dsp
