// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// The points of a "GraphicEQ:" line: frequency and gain in turn, with any marks between. A comma is the decimal mark
/// only where the text has no point. Sorted; points that no equaliser has (0 Hz, 300 dB) and repeats are left out;
/// empty when there is none.
std::vector<GraphicPoint> parse_graphic_points(std::string_view text);
/// "20 -0.2; 21 -0.3": frequencies with at most two decimals, gains with `decimals`. Of points whose frequencies come
/// to the same text the first is kept; the others are counted in `losses`.
std::string graphic_points_text(const std::vector<GraphicPoint>& points, int decimals,
                                std::vector<std::string>& losses);

/// The frequencies that write_graphic_eq gives points at: 48 an octave, because narrow filters need more than AutoEq's
/// 127 (eq::autoeq_points(), which Wavelet insists on). They hold a Q of 14.
const std::vector<Hertz>& dense_graphic_grid();

/// A file that is one "GraphicEQ:" line (Wavelet, JamesDSP, AutoEq).
Result<EqDocument> read_graphic_eq_text(std::string_view bytes, const std::string& file);
/// "GraphicEQ:" at AutoEq's 127 frequencies with one decimal, as Wavelet and AutoEq need it: bands and graphic curve as
/// one curve at 48 kHz, shifted so that the highest point is -0.2 dB, which is the preamp. Two ears apart give a second
/// file.
Export write_wavelet(const EqDocument& document);
/// The same line for JamesDSP and Equalizer APO, which take any grid and scale: two decimals, the preamp included.
Export write_graphic_eq(const EqDocument& document);

}  // namespace eardrum
