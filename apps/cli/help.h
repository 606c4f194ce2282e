// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "command.h"
#include "console.h"

namespace eardrum::cli {

/// "GEAR GEAR..." : the operands of a command as a usage line shows them.
std::string synopsis(const Command& command);
/// "--level DB", "-h, --help"
std::string shown(const Flag& flag);

/// Summary and detail of a flag in one: "How loud you listen; 75 is moderate", or two sentences.
std::string about(const Flag& flag);

/// What `--help` prints. `path` are the words that name the command ("gear list"); empty for the whole program.
std::string help_text(const Command& command, const std::string& path, const Console& console);

}  // namespace eardrum::cli
