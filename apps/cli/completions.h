// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "command.h"

namespace eardrum::cli {

/// Completion scripts: verbs, flags, the values of flags that have a closed set, files, and the names of gear (asked of
/// the program itself, `eardrum gear list --names`).
std::string bash_completions(const Command& program);
std::string zsh_completions(const Command& program);
std::string fish_completions(const Command& program);

}  // namespace eardrum::cli
