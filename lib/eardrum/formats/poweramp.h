// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads Poweramp's equaliser presets: every preset of the file, bands by channel (0 both, 1 left, 2 right). Types 0
/// and 1 are the idle tone rows. Fails when the file is no array of presets.
Result<std::vector<EqDocument>> read_poweramp(std::string_view bytes, const std::string& file);
/// One parametric preset, the two tone rows first: +-15 dB, Q 0.1 to 12, peaking and shelves, whole hertz, both ears or
/// apart.
Export write_poweramp(const EqDocument& document);

}  // namespace eardrum
