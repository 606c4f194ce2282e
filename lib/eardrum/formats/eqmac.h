// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads presets of eqMac's Expert equaliser (bandwidth in octaves becomes Q), and of its Advanced one, whose ten bands
/// are half an octave wide.
Result<std::vector<EqDocument>> read_eqmac(std::string_view bytes, const std::string& file);
/// One preset of eqMac's Expert equaliser (Apple's AVAudioUnitEQ): bandwidth 0.05 to 5 octaves, +-24 dB; its shelves
/// have no Q.
Export write_eqmac(const EqDocument& document);

/// One preset of eqMac's Advanced equaliser, a graphic one of ten octave bands from 32 Hz: peaking bands at other
/// frequencies go to the nearest, all else is left out, and the losses say so.
Export write_eqmac_advanced(const EqDocument& document);

/// Bandwidth in octaves between half-gain points of a peaking filter of quality q, and back (analogue, BW = 2
/// asinh(1/2q)/ln 2).
double octaves_of_q(double q);
double q_of_octaves(double octaves);

}  // namespace eardrum
