// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "version.h"

#include <eardrum/base/value.h>

#include "../arguments.h"
#include "../console.h"
#include "commands.h"

namespace eardrum::cli {
namespace {

Result<Exit> run(const Arguments& arguments, Console& console) {
  std::string text = "eardrum " EARDRUM_VERSION "\n";
  if (arguments.has("json")) {
    Value answer;
    answer.set("schema", "eardrum.version/1");
    answer.set("version", EARDRUM_VERSION);
    text = write_json(answer) + "\n";
  }
  EARDRUM_CHECK(console.print(text));
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
