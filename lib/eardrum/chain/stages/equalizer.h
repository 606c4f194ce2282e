// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/filter/peq.h>

namespace eardrum::chain {

/// A parametric equaliser in the digital domain, at the rate at which it runs.
struct Equalizer {
  std::string name = "equalizer";
  Peq peq;
  Hertz sample_rate{48000.0};

  bool operator==(const Equalizer&) const = default;
};

}  // namespace eardrum::chain
