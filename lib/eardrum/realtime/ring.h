// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <type_traits>

#include <eardrum/base/attributes.h>
#include <eardrum/base/expects.h>

namespace eardrum::realtime {

/// A queue from one writing thread to one reading thread that never waits: a full ring refuses, an empty one gives
/// nothing.
template <class T>
class Ring {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  /// `capacity`: a power of two, at least 2.
  explicit Ring(std::size_t capacity) : mask_(capacity - 1), slots_(std::make_unique<T[]>(capacity)) {
    EARDRUM_EXPECTS(capacity >= 2 && (capacity & mask_) == 0);
  }

  std::size_t capacity() const noexcept { return mask_ + 1; }

  // Functions that only the writing thread may call.

  /// False when full.
  EARDRUM_REALTIME bool push(const T& value) noexcept {
    const std::size_t at = written_.load(std::memory_order_relaxed);
    if (at - read_.load(std::memory_order_acquire) > mask_) return false;
    slots_[at & mask_] = value;
    written_.store(at + 1, std::memory_order_release);
    return true;
  }
  /// How many pushes are sure to succeed.
  EARDRUM_REALTIME std::size_t room() const noexcept {
    return capacity() - (written_.load(std::memory_order_relaxed) - read_.load(std::memory_order_acquire));
  }

  // Functions that only the reading thread may call.

  /// False when empty; `value` is then untouched.
  EARDRUM_REALTIME bool pop(T& value) noexcept {
    const std::size_t at = read_.load(std::memory_order_relaxed);
    if (at == written_.load(std::memory_order_acquire)) return false;
    value = slots_[at & mask_];
    read_.store(at + 1, std::memory_order_release);
    return true;
  }

 private:
  std::size_t mask_;
  std::unique_ptr<T[]> slots_;
  // A cache line each, so that the two threads do not take it from one another.
  alignas(64) std::atomic<std::size_t> written_{0};
  alignas(64) std::atomic<std::size_t> read_{0};
};

}  // namespace eardrum::realtime
