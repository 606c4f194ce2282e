// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/value.h>

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
  /// Send SIGINT once the program runs, after so long.
  std::optional<std::chrono::milliseconds> interrupt_after;
  /// The most address space that it may take; without effect under AddressSanitizer, which takes terabytes.
  std::optional<std::size_t> most_memory_bytes;
  std::filesystem::path folder = std::filesystem::current_path();
  std::chrono::seconds timeout{60};
};

struct Ended {
  int exit = -1;   ///< -1 when a signal ended it
  int signal = 0;  ///< which
  bool timed_out = false;
  std::string out, err;
};

/// `words` begin with the program.
Ended run_process(const std::vector<std::string>& words, const Surroundings& surroundings = {});
/// The command line under test, as built.
Ended run_eardrum(std::vector<std::string> words, const Surroundings& surroundings = {});

/// A folder that goes when the test does.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The columns of the longest line, in code points.
std::size_t widest_line(const std::string& text);
bool is_one_line(const std::string& text);
bool holds(const std::string& text, const std::string& part);

/// What the program printed, as JSON; fails the test when it is none.
Value json_of(const Ended& ended);
std::string bytes_of(const std::filesystem::path& path);

}  // namespace eardrum::test
