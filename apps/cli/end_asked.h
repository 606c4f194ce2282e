// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <csignal>

namespace eardrum::cli {

/// While it lives, the signals that end a program (SIGINT, SIGTERM, SIGHUP) ask for an end instead: no file is left
/// that is not whole. The second of a kind ends it at once, since what is being read may never come. One at a time.
class EndAsked {
 public:
  EndAsked();
  EndAsked(const EndAsked&) = delete;
  EndAsked& operator=(const EndAsked&) = delete;
  ~EndAsked();

  /// Becomes true when one of them comes.
  const std::atomic<bool>& flag() const;
  /// Ends the process as the signal would have. Precondition: one came.
  void end() const;

 private:
  static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, 3> before_{};
};

}  // namespace eardrum::cli
