// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/chain/stages/headphone.h>
#include <eardrum/units/frequency.h>
#include <eardrum/units/level.h>

namespace eardrum::match {

/// How much of the room's sound a headphone of this kind keeps out: the middle of the ranges of reference/science.md
/// section 7, [approx] by type, in four bands from 20 Hz to 12 kHz. In-ear: silicone tips. 5 dB either way.
Gain isolation(chain::Form form, chain::Back back, Hertz frequency);

}  // namespace eardrum::match
