// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <new>

#include <sys/mman.h>
#include <unistd.h>

namespace eardrum::test {

/// Samples between two pages that nobody may touch: what reads or writes beside them ends the program. For kernels that
/// an address sanitizer's build does not compile.
class GuardedSamples {
 public:
  /// `at_the_end`: the last sample ends at a guard; else the first begins behind one.
  GuardedSamples(std::size_t count, bool at_the_end) {
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t bytes = (count * sizeof(double) + page - 1) / page * page;
    bytes_ = bytes + 2 * page;
    base_ = static_cast<std::byte*>(mmap(nullptr, bytes_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    if (base_ == MAP_FAILED || mprotect(base_ + page, bytes, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
    samples_ = reinterpret_cast<double*>(base_ + page + (at_the_end ? bytes - count * sizeof(double) : 0));
  }
  ~GuardedSamples() { munmap(base_, bytes_); }
  GuardedSamples(const GuardedSamples&) = delete;
  GuardedSamples& operator=(const GuardedSamples&) = delete;

  double* data() { return samples_; }

 private:
  std::size_t bytes_ = 0;
  std::byte* base_ = nullptr;
  double* samples_ = nullptr;
};

}  // namespace eardrum::test
