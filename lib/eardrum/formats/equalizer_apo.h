// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// What `LS` and `HS` (without C) mean. Equalizer APO and REW take their frequency as the corner; AutoEq's SoundSource
/// export and squig.link mean the centre. The same token, up to an octave apart.
enum class ShelfToken { kCorner, kCentre };

/// Reads an Equalizer APO configuration with the program's own semantics (version 1.4): additive preamps, channel
/// selections, PK/LP/HP/LS/HS/LSC/HSC, corner frequencies of LS and HS, slopes, bandwidths (at `sample_rate`, since
/// they depend on it), IIR coefficients (those between `If: sampleRate ==` and `EndIf:` for that rate), GraphicEQ,
/// Convolution, and 'Fc 105.123' being 105123 Hz. What it can't carry over (band-pass, notch, all-pass, Include,
/// Device, If, ...) is named in the notes with its line. Fails when nothing in the text is a setting of Equalizer APO.
Result<EqDocument> read_equalizer_apo(std::string_view bytes, const std::string& file,
                                      ShelfToken shelves = ShelfToken::kCorner, Hertz sample_rate = Hertz(48000.0));

/// A configuration with Preamp and Filter lines; two ears apart by `Channel:`; bands of a matched design as IIR
/// coefficients, `If: sampleRate ==` each common rate. Losses: rounding to 0.01 Hz, 0.01 dB and 0.001 of Q. The
/// frequency never has three decimals: the program would take the point for a thousands mark.
Export write_equalizer_apo(const EqDocument& document);
/// The same for Peace, which reads such a file by its Import: at most 31 filters.
Export write_peace(const EqDocument& document);
/// A configuration that convolves with the document's convolution files, which must stand beside it and be at the
/// device's own rate, or the program skips them: one line a file that is named for a rate can't be told apart, so only
/// the file of `device_rate` is named.
Export write_equalizer_apo_convolution(const EqDocument& document, Hertz device_rate);

/// Q of a shelf with slope S (1 = the steepest without overshoot), from the Audio EQ Cookbook.
double q_of_shelf_slope(double slope, Gain gain);

}  // namespace eardrum
