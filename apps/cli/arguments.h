// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command.h"

namespace eardrum::cli {

/// A parsed command line: strings in their places, nothing worked out or opened yet.
class Arguments {
 public:
  /// Reads what follows the program's name. Flags may stand anywhere; "--" ends them; "--name=value" and "--name value"
  /// are the same. Fails with kUsage and a sentence that names the flag and suggests the nearest one.
  static Result<Arguments> parse(const Command& program, std::span<const std::string> words);

  const Command& command() const { return *command_; }
  /// The words that name the command: "gear list".
  const std::string& path() const { return path_; }
  const std::vector<std::string>& operands() const { return operands_; }

  bool has(std::string_view flag) const;
  /// The last value given, or nothing.
  std::optional<std::string> text(std::string_view flag) const;
  /// The value as a number between the limits. Fails with kUsage and a sentence that names the flag, the limits and the
  /// unit.
  Result<std::optional<double>> number(std::string_view flag, double least, double most, std::string_view unit) const;

 private:
  Result<void> check_operands() const;

  const Command* command_ = nullptr;
  std::string path_;
  std::vector<std::string> operands_;
  std::map<std::string, std::vector<std::string>, std::less<>> flags_;
};

}  // namespace eardrum::cli
