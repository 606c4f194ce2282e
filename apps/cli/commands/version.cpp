// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "version.h"

#include "commands.h"
#include "output_flags.h"

namespace eardrum::cli {
namespace {

Result<Exit> run(const Arguments& arguments, Console& console) {
  EARDRUM_CHECK(print_line(arguments, console, "eardrum " EARDRUM_VERSION, [] {
    Value answer;
    answer.set("schema", "eardrum.version/1");
    answer.set("version", EARDRUM_VERSION);
    return answer;
  }));
  return Exit::kFine;
}

}  // namespace

Command version_command() {
  return {.name = "version",
          .summary = "Print the version",
          .flags = {json_flag()},
          .run = run,
          .group = "The program itself"};
}

}  // namespace eardrum::cli
