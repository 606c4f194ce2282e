// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <type_traits>

#include <eardrum/base/attributes.h>

namespace eardrum::realtime {

/// The latest value from one writing thread to one reading thread, whole and without waiting. Values between may be
/// skipped: for settings and meters, not for events.
template <class T>
class TripleBuffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  explicit TripleBuffer(const T& initial = T{}) { slots_.fill({initial}); }

  /// Only the writing thread.
  EARDRUM_REALTIME void write(const T& value) noexcept {
    slots_[writing_].value = value;
    writing_ = between_.exchange(writing_ | kFresh, std::memory_order_acq_rel) & kSlot;
  }

  /// Only the reading thread. The reference holds until its next read().
  EARDRUM_REALTIME const T& read() noexcept {
    if ((between_.load(std::memory_order_relaxed) & kFresh) != 0) {
      reading_ = between_.exchange(reading_, std::memory_order_acq_rel) & kSlot;
    }
    return slots_[reading_].value;
  }

 private:
  static constexpr unsigned kSlot = 3, kFresh = 4;
  struct alignas(64) Slot {
    T value;
  };
  std::array<Slot, 3> slots_;
  alignas(64) unsigned writing_ = 0;
  alignas(64) std::atomic<unsigned> between_{1};
  alignas(64) unsigned reading_ = 2;
};

}  // namespace eardrum::realtime
