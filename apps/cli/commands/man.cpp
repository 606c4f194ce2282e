// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "../arguments.h"
#include "../console.h"
#include "../man_page.h"
#include "commands.h"

namespace eardrum::cli {
namespace {

Result<Exit> run(const Arguments&, Console& console) {
  EARDRUM_CHECK(console.print(man_page(program())));
  return Exit::kFine;
}

}  // namespace

Command man_command() {
  return {.name = "man",
          .summary = "Print the manual page, for man to show",
          .examples = {{"man | man -l -", "Read it."}},
          .run = run,
          .group = "The program itself"};
}

}  // namespace eardrum::cli
