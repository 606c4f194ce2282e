// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/measurement_file.h>
#include <eardrum/formats/numeric_table.h>

namespace eardrum {

/// Reads a response in text columns: REW in every locale, .frd, graph-tool sites, AudioTools, ARTA, CLIO, SoundCheck:
/// frequency, level in dB, and phase in degrees if there is a third column that is one. The header's lines are kept as
/// metadata; "Measurement: X" in it is the title, else the file's name is. `file` names the text. Fails with
/// kInvalidData as read_numeric_table does, and when a level is beyond +-300 dB or in another unit than dB.
Result<ImportedResponse> read_response_text(std::string_view bytes, const std::string& file);

/// The response in `level_column` of a table that was read; the phase too when `phase_column` is a column.
Result<ImportedResponse> response_in(const NumericTable& table, std::size_t frequency_column, std::size_t level_column,
                                     std::size_t phase_column, const std::string& file);

}  // namespace eardrum
