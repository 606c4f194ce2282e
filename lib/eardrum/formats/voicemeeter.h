// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads a bus equaliser of Voicemeeter: the left ear is channel 1 of the first bus in the file, the right one
/// channel 2.
Result<EqDocument> read_voicemeeter(std::string_view bytes, const std::string& file);
/// Six cells on each of the eight channels of bus 1: peaking and shelves, -36 to +18 dB. No preamp; ears apart.
Export write_voicemeeter(const EqDocument& document);

}  // namespace eardrum
