// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "command.h"

namespace eardrum::cli {

/// The manual page eardrum(1) in roff, with the man(7) macros: every verb and every flag of `program`.
std::string man_page(const Command& program);

}  // namespace eardrum::cli
