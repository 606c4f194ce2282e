// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <string>
#include <vector>

#include "arguments.h"
#include "command.h"
#include "console.h"
#include "help.h"
#include "version.h"

namespace eardrum::cli {
namespace {

Exit exit_for(Errc code) {
  switch (code) {
    case Errc::kUsage:
      return Exit::kUsage;
    case Errc::kInvalidData:
    case Errc::kNotFound:
    case Errc::kIo:
      return Exit::kData;
    case Errc::kDevice:
      return Exit::kDevice;
  }
  return Exit::kData;
}

Console console_for(const Arguments& arguments) {
  const auto when = arguments.text("color");
  if (when == "always") return Console(Console::Colour::kAlways);
  if (when == "never") return Console(Console::Colour::kNever);
  return Console();
}

Result<Exit> run(const std::vector<std::string>& words, Console& console) {
  EARDRUM_TRY(const auto arguments, Arguments::parse(program(), words));
  console = console_for(arguments);
  const Command& command = arguments.command();
  if (arguments.has("version")) {
    EARDRUM_CHECK(console.print("eardrum " EARDRUM_VERSION "\n"));
    return Exit::kFine;
  }
  if (arguments.has("help") || command.run == nullptr) {
    EARDRUM_CHECK(console.print(help_text(command, arguments.path(), console)));
    // A bare `eardrum` is a newcomer; a bare `eardrum gear` forgot its verb, but wants to read the same.
    return Exit::kFine;
  }
  return command.run(arguments, console);
}

}  // namespace
}  // namespace eardrum::cli

int main(int argc, char** argv) {
  // Whoever started us may ignore SIGPIPE; `| head` must end us quietly all the same.
  std::signal(SIGPIPE, SIG_DFL);
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  eardrum::cli::Console console;
  const auto outcome = eardrum::cli::run(words, console);
  if (outcome) return static_cast<int>(*outcome);
  console.complain(outcome.error().to_string());
  return static_cast<int>(eardrum::cli::exit_for(outcome.error().code));
}
