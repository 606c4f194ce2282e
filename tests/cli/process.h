// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/value.h>

#include "support/temporary_folder.h"

/// Runs the real program as a shell would, and says what came of it.
namespace eardrum::test {

struct Surroundings {
  /// Set besides a plain environment without colours; an empty value unsets.
  std::map<std::string, std::string> environment;
  std::string standard_input;
  /// Standard output and error are one terminal of this many columns; what it showed is in `out`.
  std::optional<unsigned short> terminal_columns;
  /// Stop reading, and close the pipe, after so many bytes of output: what `| head` does.
  std::optional<std::size_t> read_at_most;
  /// Send SIGINT once the program runs, after so long, and again after as long: Ctrl-C by someone who waits.
  std::optional<std::chrono::milliseconds> interrupt_after;
  /// Send SIGINT once, as soon as this holds.
  std::function<bool()> interrupt_when;
  /// The most address space that it may take; without effect under AddressSanitizer, which takes terabytes.
  std::optional<std::size_t> most_memory_bytes;
  std::filesystem::path folder = std::filesystem::current_path();
  /// A program that hangs; one that the machine is too busy for comes back sooner.
  std::chrono::seconds timeout{300};
};

struct Ended {
  int exit = -1;   ///< -1 when a signal ended it
  int signal = 0;  ///< which
  bool timed_out = false;
  std::string out, err;
};

/// `words` begin with the program.
Ended run_process(const std::vector<std::string>& words, const Surroundings& surroundings = {});
/// The command line under test, as built, with nothing of the user's own: every folder that the environment names is
/// empty. Fails the test when a run leaves a file in one of them, but for those that `surroundings` names.
Ended run_eardrum(std::vector<std::string> words, const Surroundings& surroundings = {});

/// The columns of the longest line, in code points.
std::size_t widest_line(const std::string& text);
bool is_one_line(const std::string& text);
bool holds(const std::string& text, const std::string& part);

/// What the program printed, as JSON; fails the test when it is none.
Value json_of(const Ended& ended);
std::string bytes_of(const std::filesystem::path& path);

}  // namespace eardrum::test
