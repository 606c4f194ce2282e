// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace eardrum::test {

/// While it lives, what this thread asks of mutexes, condition variables, semaphores and read-write locks is counted
/// (the C library's functions are replaced). What waits without them needs the kernel: system_call_guard.h.
class LockCount {
 public:
  LockCount();
  ~LockCount();
  LockCount(const LockCount&) = delete;
  LockCount& operator=(const LockCount&) = delete;
  std::size_t count() const;

  /// False under a sanitizer, which has replaced them itself: then the count is 0.
  static bool works();
};

}  // namespace eardrum::test
