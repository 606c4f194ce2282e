// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/realtime/handoff.h>

namespace eardrum::realtime {

// What the audio thread touches must not hide a lock.
static_assert(std::atomic<void*>::is_always_lock_free);
static_assert(std::atomic<std::size_t>::is_always_lock_free);
static_assert(std::atomic<unsigned>::is_always_lock_free);

}  // namespace eardrum::realtime
