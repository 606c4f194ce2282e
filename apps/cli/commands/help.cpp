// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "../help.h"

#include "../arguments.h"
#include "../console.h"
#include "commands.h"

namespace eardrum::cli {
namespace {

Result<Exit> run(const Arguments& arguments, Console& console) {
  // `help gear list` is `gear list --help`; the parser says what is wrong with the words.
  std::vector<std::string> words = arguments.operands();
  words.emplace_back("--help");
  EARDRUM_TRY(const auto asked, Arguments::parse(program(), words));
  EARDRUM_CHECK(console.print(help_text(asked.command(), asked.path(), console)));
  return Exit::kFine;
}

}  // namespace

Command help_command() {
  return {.name = "help",
          .summary = "Show the verbs, or what one of them does",
          .operands = {{.name = "VERB", .summary = "the verb to tell of", .least = 0, .most = 2}},
          .examples = {{"help match", "What match does, and its flags."}},
          .run = run,
          .group = "The program itself"};
}

}  // namespace eardrum::cli
