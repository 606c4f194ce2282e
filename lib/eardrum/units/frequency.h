// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/units/quantity.h>

namespace eardrum {

/// A frequency in hertz. A sample rate is a frequency too: samples (frames) per second.
using Hertz = Quantity<struct HertzUnit>;

}  // namespace eardrum
