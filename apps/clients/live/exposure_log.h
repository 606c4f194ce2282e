// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <string>

#include <eardrum/base/result.h>
#include <eardrum/dsp/exposure_budget.h>

namespace eardrum::live {

/// What the left and the right ear took.
using EarsPa2h = std::array<double, 2>;

/// The last seven days of both ears in a file that all sessions share: a limit counts by the week, a session does not
/// last so long.
class ExposureLog {
 public:
  using Time = std::chrono::sys_time<std::chrono::duration<double>>;

  explicit ExposureLog(std::string path) : path_(std::move(path)) {}
  /// XDG_STATE_HOME/eardrum/exposure.json, else ~/.local/state/eardrum/exposure.json; empty when neither is set.
  static std::string usual_path();

  /// Adds what the ears took in the time `over` until `now`, and gives what they took in the week until now. The file
  /// is read, changed and replaced as one. A file that is no exposure log is an error and stays as it is.
  Result<EarsPa2h> add(const EarsPa2h& taken, Hours over, Time now);

 private:
  std::string path_;
};

}  // namespace eardrum::live
