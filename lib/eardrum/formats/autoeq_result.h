// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// AutoEq's result files: "<name> ParametricEQ.txt" (whole hertz, 0.1 dB, Q to 0.01), and beside it "<name>
/// FixedBandEQ.txt" (ten octave bands fitted to the same curve) and "<name> GraphicEQ.txt". They are read back by
/// read_equalizer_apo and read_graphic_eq_text.
Export write_autoeq_result(const EqDocument& document);

}  // namespace eardrum
