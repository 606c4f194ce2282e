// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads the equaliser lines of a Rockbox .cfg.
Result<EqDocument> read_rockbox(std::string_view bytes, const std::string& file);
/// A .cfg: one low shelf, eight peaks, one high shelf; whole hertz, Q 0.5 to 6.4 in 0.1, +-24 dB in 0.1; a precut of at
/// most 24 dB and never a boost.
Export write_rockbox(const EqDocument& document);

}  // namespace eardrum
