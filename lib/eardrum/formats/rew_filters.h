// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/eq_document.h>

namespace eardrum {

/// Reads a filter settings file of Room EQ Wizard: Generic and other equalisers, 'None' rows, 'BW/60', thousands marks
/// of any locale. The header goes to the details. Fails when the text is no such file.
Result<EqDocument> read_rew_filters(std::string_view bytes, const std::string& file);
/// REW's filter settings for its Generic equaliser: 0.1 Hz, 0.1 dB, Q to 0.001. At most 22 filters.
Export write_rew_filters(const EqDocument& document);

}  // namespace eardrum
