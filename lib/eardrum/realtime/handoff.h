// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include <eardrum/base/attributes.h>
#include <eardrum/realtime/ring.h>

namespace eardrum::realtime {

/// Brings whole objects to the audio thread and the old ones back, so that only the controlling thread makes and frees
/// them. A raw pointer, because std::atomic<std::shared_ptr> locks in libstdc++ and may free on the audio thread.
template <class T>
class Handoff {
 public:
  Handoff() = default;
  /// Neither thread may be inside it any more; what was never taken or collected is freed. What the audio side still
  /// holds is the audio side's to free.
  ~Handoff() {
    delete next_.load();
    collect();
  }
  Handoff(const Handoff&) = delete;
  Handoff& operator=(const Handoff&) = delete;

  // Functions that only the controlling thread may call.

  /// Offers `object` to the audio thread. One that was offered before and not yet taken is freed: only the newest
  /// counts.
  void offer(std::unique_ptr<T> object) {
    const std::unique_ptr<T> overtaken(next_.exchange(object.release(), std::memory_order_acq_rel));
  }
  /// Frees what the audio thread gave back; returns how many.
  std::size_t collect() {
    std::size_t freed = 0;
    for (T* old = nullptr; returned_.pop(old); ++freed) delete old;
    return freed;
  }
  /// Whether the last offer still waits to be taken.
  bool waiting() const noexcept { return next_.load(std::memory_order_relaxed) != nullptr; }

  // Functions that only the audio thread may call.

  /// The newest offer, or null: nothing new, or the way back is full because nobody collects.
  EARDRUM_REALTIME T* take() noexcept {
    if (next_.load(std::memory_order_relaxed) == nullptr || returned_.room() <= outstanding_) return nullptr;
    T* const taken = next_.exchange(nullptr, std::memory_order_acq_rel);
    if (taken != nullptr) ++outstanding_;
    return taken;
  }
  /// Returns an object that take() gave. There is always room: take() saw to it.
  EARDRUM_REALTIME void give_back(T* object) noexcept {
    --outstanding_;
    returned_.push(object);
  }

 private:
  std::atomic<T*> next_{nullptr};
  Ring<T*> returned_{8};
  std::size_t outstanding_ = 0;  // the audio thread's: taken and not yet given back
};

}  // namespace eardrum::realtime
