// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace eardrum::test {

/// While it lives, what this thread allocates and frees is counted, by operator new or the C library (both are
/// replaced; under a sanitizer only operator new and delete).
class AllocationCount {
 public:
  AllocationCount();
  ~AllocationCount();
  AllocationCount(const AllocationCount&) = delete;
  AllocationCount& operator=(const AllocationCount&) = delete;
  std::size_t count() const;
};

}  // namespace eardrum::test
