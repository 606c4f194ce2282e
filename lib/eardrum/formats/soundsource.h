// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads a text for Rogue Amoeba's SoundSource: Equalizer APO's lines, but LS and HS with the centre frequency.
Result<EqDocument> read_soundsource(std::string_view bytes, const std::string& file);
/// Such a text: 0.1 Hz, 0.1 dB, Q to 0.01, preamp to 0.01 dB; peaking and shelves.
Export write_soundsource(const EqDocument& document);

}  // namespace eardrum
