// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "../completions.h"

#include "../arguments.h"
#include "../console.h"
#include "commands.h"

namespace eardrum::cli {
namespace {

Result<Exit> run(const Arguments& arguments, Console& console) {
  const std::string& shell = arguments.operands().front();
  EARDRUM_CHECK(console.print(shell == "bash"  ? bash_completions(program())
                              : shell == "zsh" ? zsh_completions(program())
                                               : fish_completions(program())));
  return Exit::kFine;
}

}  // namespace

Command completions_command() {
  return {
      .name = "completions",
      .summary = "Print the completion script of a shell",
      .detail =
          "Prints the script that lets a shell complete verbs, flags and the names of gear. An installed Eardrum has "
          "put them in place already.",
      .operands = {{.name = "SHELL", .summary = "bash, zsh or fish", .choices = {"bash", "zsh", "fish"}}},
      .examples = {{"completions bash > ~/.local/share/bash-completion/completions/eardrum", "For your own bash."}},
      .run = run,
      .group = "The program itself"};
}

}  // namespace eardrum::cli
