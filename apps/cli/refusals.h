// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/formats/import_measurements.h>

#include "console.h"

namespace eardrum::cli {

/// Lists what was left out on standard error: a file and its reason on a line; a reason that several files share once,
/// above their names.
void complain_of(const Console& console, const std::vector<Refusal>& refused);

}  // namespace eardrum::cli
