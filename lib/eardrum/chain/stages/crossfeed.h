// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::chain {

/// First-order crossfeed after B. S. Bauer, in the form that bs2b made common: each ear also hears the other channel,
/// low- passed and delayed. Digital; the only stage that mixes channels. Evaluated for a sound in the middle (left =
/// right).
struct Crossfeed {
  std::string name = "crossfeed";
  Hertz cutoff{700.0};
  Gain feed{4.5};

  bool operator==(const Crossfeed&) const = default;
};

}  // namespace eardrum::chain
