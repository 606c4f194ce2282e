// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/lock_count.h"

#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>

#include "engine/sanitized.h"

namespace {
thread_local bool counting = false;
thread_local std::size_t calls = 0;
}  // namespace

#if defined(__GLIBC__) && !EARDRUM_SANITIZED

// One that counts and calls the one that it replaces.
#define COUNTED(name, parameters, arguments)                                          \
  int name parameters noexcept {                                                      \
    using Function = int(*) parameters;                                               \
    static const auto replaced = reinterpret_cast<Function>(dlsym(RTLD_NEXT, #name)); \
    if (counting) ++calls;                                                            \
    return replaced arguments;                                                        \
  }
#define COUNTED_WAIT(name, parameters, arguments)                                     \
  int name parameters {                                                               \
    using Function = int(*) parameters;                                               \
    static const auto replaced = reinterpret_cast<Function>(dlsym(RTLD_NEXT, #name)); \
    if (counting) ++calls;                                                            \
    return replaced arguments;                                                        \
  }

extern "C" {
COUNTED(pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex))
COUNTED(pthread_mutex_trylock, (pthread_mutex_t * mutex), (mutex))
COUNTED(pthread_mutex_timedlock, (pthread_mutex_t * mutex, const timespec* until), (mutex, until))
COUNTED(pthread_mutex_unlock, (pthread_mutex_t * mutex), (mutex))
COUNTED(pthread_rwlock_rdlock, (pthread_rwlock_t * lock), (lock))
COUNTED(pthread_rwlock_wrlock, (pthread_rwlock_t * lock), (lock))
COUNTED(pthread_rwlock_unlock, (pthread_rwlock_t * lock), (lock))
COUNTED(pthread_spin_lock, (pthread_spinlock_t * lock), (lock))
COUNTED(pthread_cond_signal, (pthread_cond_t * condition), (condition))
COUNTED(pthread_cond_broadcast, (pthread_cond_t * condition), (condition))
COUNTED_WAIT(pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t* mutex), (condition, mutex))
COUNTED_WAIT(pthread_cond_timedwait, (pthread_cond_t * condition, pthread_mutex_t* mutex, const timespec* until),
             (condition, mutex, until))
COUNTED(sem_post, (sem_t * semaphore), (semaphore))
COUNTED_WAIT(sem_wait, (sem_t * semaphore), (semaphore))
COUNTED(sem_trywait, (sem_t * semaphore), (semaphore))
}

bool eardrum::test::LockCount::works() {
  return true;
}

#else

bool eardrum::test::LockCount::works() {
  return false;
}

#endif

namespace eardrum::test {
LockCount::LockCount() {
  calls = 0;
  counting = true;
}
LockCount::~LockCount() {
  counting = false;
}
std::size_t LockCount::count() const {
  return calls;
}
}  // namespace eardrum::test
