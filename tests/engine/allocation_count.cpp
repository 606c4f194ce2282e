// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/allocation_count.h"

#include <cerrno>
#include <cstdlib>
#include <new>

#include "engine/sanitized.h"

namespace {
thread_local bool counting = false;
thread_local std::size_t calls = 0;

void count() {
  if (counting) ++calls;
}
}  // namespace

#if defined(__GLIBC__) && !EARDRUM_SANITIZED

// All of the C library's own, which operator new calls too.
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
void __libc_free(void*);

void* malloc(std::size_t size) noexcept {
  count();
  return __libc_malloc(size);
}
void* calloc(std::size_t members, std::size_t size) noexcept {
  count();
  return __libc_calloc(members, size);
}
void* realloc(void* memory, std::size_t size) noexcept {
  count();
  return __libc_realloc(memory, size);
}
void* memalign(std::size_t alignment, std::size_t size) noexcept {
  count();
  return __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  count();
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
  count();
  *memory = __libc_memalign(alignment, size);
  return *memory != nullptr ? 0 : ENOMEM;
}
void free(void* memory) noexcept {
  count();
  __libc_free(memory);
}
}

#else

// A sanitizer has replaced the C library's already.
namespace {
void* counted(std::size_t size, std::size_t alignment) {
  count();
  void* const memory = alignment <= alignof(std::max_align_t)
                           ? std::malloc(size)
                           : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (memory == nullptr) std::abort();
  return memory;
}
void counted_free(void* memory) {
  count();
  std::free(memory);
}
}  // namespace

void* operator new(std::size_t size) {
  return counted(size, 1);
}
void* operator new[](std::size_t size) {
  return counted(size, 1);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  counted_free(memory);
}
void operator delete[](void* memory) noexcept {
  counted_free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  counted_free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  counted_free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  counted_free(memory);
}
void operator delete[](void* memory, std::align_val_t) noexcept {
  counted_free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  counted_free(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
  counted_free(memory);
}

#endif

namespace eardrum::test {
AllocationCount::AllocationCount() {
  calls = 0;
  counting = true;
}
AllocationCount::~AllocationCount() {
  counting = false;
}
std::size_t AllocationCount::count() const {
  return calls;
}
}  // namespace eardrum::test
