// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/formats/measurement_file.h>

namespace eardrum {

/// Reads an impedance in text columns (.zma, LIMP, REW's impedance export, DATS): frequency, magnitude in ohms, phase
/// in degrees if there is a third column. Fails with kInvalidData as read_numeric_table does, and when a magnitude is
/// not above zero.
Result<ImportedImpedance> read_zma(std::string_view bytes, const std::string& file);

}  // namespace eardrum
