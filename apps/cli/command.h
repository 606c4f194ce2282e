// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>

/// The command line as data. A verb describes itself once, as a Command; the parser (arguments.h), `--help` (help.h),
/// the man page (man_page.h) and the completions (completions.h) read that description, so that they can't disagree.
namespace eardrum::cli {

class Arguments;
class Console;

/// What a shell offers where a value is expected.
enum class Completes { kNothing, kFile, kGear };

/// One flag. All texts are literals.
struct Flag {
  std::string_view name;                    ///< without the dashes: "level"
  std::string_view value;                   ///< what stands for its value in help: "DB"; empty for a switch
  std::string_view summary;                 ///< one line, capital first, no full stop
  std::string_view detail{};                ///< more, for the man page and the verb's own --help
  std::vector<std::string_view> choices{};  ///< the values it takes, when they are a closed set
  Completes completes = Completes::kNothing;
  char letter = 0;  ///< 'h' for -h
};

inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

/// One operand or a run of them.
struct Operand {
  std::string_view name;  ///< "GEAR"
  std::string_view summary;
  std::size_t least = 1;
  std::size_t most = 1;
  Completes completes = Completes::kNothing;
  std::vector<std::string_view> choices{};
};

struct Example {
  std::string_view line;  ///< without "eardrum "
  std::string_view says;
};

/// What a run ended in, for the shell: the exit code.
enum class Exit {
  kFine = 0,
  kVerdictIsNo = 1,
  kUsage = 2,
  kData = 3,
  kDevice = 4,
};

/// One verb, or a verb of verbs ("gear list").
struct Command {
  std::string_view name;
  std::string_view summary;   ///< one line, for lists of verbs
  std::string_view detail{};  ///< paragraphs, parted by empty lines
  std::vector<Operand> operands{};
  std::vector<Flag> flags{};  ///< besides common_flags()
  std::vector<Example> examples{};
  /// When not empty, the first operand names one; where the command also has a run(), any other word is its own
  /// operand.
  std::vector<Command> verbs{};
  /// Does it. A failure is printed on stderr and decides the exit code.
  Result<Exit> (*run)(const Arguments&, Console&) = nullptr;
  std::string_view group{};  ///< under which heading lists of verbs show it

  /// The verb of that name, or nullptr.
  const Command* find(std::string_view verb) const;
  const Flag* find_flag(std::string_view name) const;  ///< its own or a common one
  const Flag* find_flag(char letter) const;
};

/// The flags of every verb: --help and --color.
const std::vector<Flag>& common_flags();
/// --json, for every verb that answers with data.
Flag json_flag();

/// The whole program: `eardrum` with its verbs. Each verb lives in one file of commands/.
const Command& program();

}  // namespace eardrum::cli
