// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/formats/measurement_file.h>

namespace eardrum {

/// Reads a table of seatings, `frequency,L1,L2,..,R1,R2,..`: one response a column, side and seating from its name.
/// Fails with kInvalidData when a column has another name, or as read_numeric_table does.
Result<std::vector<ImportedResponse>> read_seating_table(std::string_view bytes, const std::string& file);

/// Whether the names are those of a table of seatings.
bool names_seatings(const std::vector<std::string>& column_names);

}  // namespace eardrum
