// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace eardrum::cli {

/// How far long work is, as one line on standard error that rewrites itself; nothing where that is no terminal.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { done(); }

  void at(std::size_t count);
  /// Takes the line away.
  void done();

 private:
  std::string what_;
  std::size_t total_;
  std::size_t shown_percent_ = 101;
  bool visible_;
};

}  // namespace eardrum::cli
