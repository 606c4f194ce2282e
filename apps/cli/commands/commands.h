// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "../command.h"

/// Every verb of the program, one file each. A new verb adds its function here and to the list in commands.cpp.
namespace eardrum::cli {

Command match_command();
Command score_command();
Command eq_command();
Command import_command();
Command render_command();
Command live_command();
Command chain_command();
Command gear_command();
Command help_command();
Command man_command();
Command completions_command();
Command version_command();

/// All of them, in the order in which help shows them.
std::vector<Command> verbs();

}  // namespace eardrum::cli
