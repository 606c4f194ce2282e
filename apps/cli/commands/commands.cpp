// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

namespace eardrum::cli {

std::vector<Command> verbs() {
  return {match_command(), score_command(), eq_command(),   import_command(), render_command(),      live_command(),
          chain_command(), gear_command(),  help_command(), man_command(),    completions_command(), version_command()};
}

}  // namespace eardrum::cli
