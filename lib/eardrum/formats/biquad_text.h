// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads miniDSP's advanced biquad text: b0, b1, b2, a1, a2 with a1 and a2 of inverted sign. The text does not say its
/// sample rate: `sample_rate` does (2x4 HD: 96 kHz; 2x4, DDRC: 48 kHz).
Result<EqDocument> read_minidsp(std::string_view bytes, const std::string& file, Hertz sample_rate);
/// Such a text for one rate: at most ten biquads, the preamp inside the first one.
Export write_minidsp(const EqDocument& document, Hertz sample_rate);

/// Reads a .vdc of ViPER4Android's and JamesDSP's DDC: biquads for several rates, a1 and a2 of inverted sign.
Result<EqDocument> read_vdc(std::string_view bytes, const std::string& file);
/// A .vdc for 44.1 and 48 kHz, the preamp inside the first biquad.
Export write_vdc(const EqDocument& document);

/// The bands' filters at a rate, with the preamp inside the first one (or a filter that is only the preamp).
std::vector<BiquadCoefficients> biquads_with_preamp(const Peq& peq, Hertz sample_rate);

}  // namespace eardrum
