// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads a text as the importers of squig.link and modernGraphTool do: whole hertz ("Fc 105 Hz"), gain and Q on every
/// line, preamp and ON/OFF ignored, LS and HS with the centre frequency. Lines that those sites would drop are named in
/// the notes.
Result<EqDocument> read_squig_text(std::string_view bytes, const std::string& file);
/// A text that those importers read whole: PK, LSC and HSC with whole hertz, 0.1 dB and Q to 0.001. What rounding to
/// whole hertz costs is in the losses; a fit that knows the steps has none of it.
Export write_squig_text(const EqDocument& document);

}  // namespace eardrum
