// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads a Room EQ preset of RME's TotalMix (.tmreq).
Result<EqDocument> read_totalmix(std::string_view bytes, const std::string& file);
/// A Room EQ preset: nine bands, of which only the first can be a low shelf or a pass and only the last a high shelf or
/// a pass; 0.01 Hz, Q 0.4 to 9.9, +-20 dB; the preamp is the channel's gain; ears apart.
Export write_totalmix(const EqDocument& document);

}  // namespace eardrum
