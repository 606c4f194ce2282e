// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace eardrum::test {

/// How a thread that may not enter the kernel ended.
enum class Guarded {
  kFinished,     ///< and made no system call
  kSystemCall,   ///< it made one, and was ended
  kFailed,       ///< in another way: a signal, a time-out of 120 s
  kUnavailable,  ///< this kernel or a sanitizer does not let us watch
};
struct GuardedResult {
  Guarded end = Guarded::kFailed;
  long system_call = -1;  ///< the number of the first that it made
};

/// Runs `audio` on a thread of a child process whose every system call but its exit ends the child (a seccomp filter,
/// so that none escapes, however it is made), while `others` runs on another thread without a guard. `audio` must not
/// end before it is done with whatever `others` does for it. Both see copies of the memory: results do not come back.
GuardedResult run_without_system_calls(
    const std::function<void()>& audio, const std::function<void()>& others = [] {});

}  // namespace eardrum::test
