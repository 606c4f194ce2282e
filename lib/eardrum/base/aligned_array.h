// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace eardrum {

/// A fixed number of values, zero at first, that start a cache line, as vector instructions like them.
template <class T>
class AlignedArray {
 public:
  AlignedArray() = default;
  explicit AlignedArray(std::size_t size) : size_(size), storage_(size + kLine) {}
  AlignedArray(AlignedArray&&) noexcept = default;  // a copy would start elsewhere in its line
  AlignedArray& operator=(AlignedArray&&) noexcept = default;

  std::size_t size() const noexcept { return size_; }
  T* data() noexcept { return storage_.data() + start(); }
  const T* data() const noexcept { return storage_.data() + start(); }
  T& operator[](std::size_t k) noexcept { return data()[k]; }
  const T& operator[](std::size_t k) const noexcept { return data()[k]; }
  std::span<T> part(std::size_t from, std::size_t count) noexcept { return {data() + from, count}; }
  std::span<const T> part(std::size_t from, std::size_t count) const noexcept { return {data() + from, count}; }
  void clear() noexcept { std::fill(storage_.begin(), storage_.end(), T{}); }

 private:
  static constexpr std::size_t kLineBytes = 64, kLine = kLineBytes / sizeof(T);

  std::size_t start() const noexcept {
    const auto misplaced = reinterpret_cast<std::uintptr_t>(storage_.data()) % kLineBytes / sizeof(T);
    return misplaced == 0 ? 0 : kLine - misplaced;
  }

  std::size_t size_ = 0;
  std::vector<T> storage_;
};

}  // namespace eardrum
