// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace eardrum::engine::detail {

/// Bytes in order, from a descriptor (a pipe will do) or from memory. What was peeked at is read again.
class ByteStream {
 public:
  /// Owns the descriptor.
  explicit ByteStream(int descriptor) noexcept : descriptor_(descriptor) {}
  /// The memory has to outlive the stream.
  explicit ByteStream(std::span<const std::byte> memory) noexcept : memory_(memory) {}
  ~ByteStream();
  ByteStream(ByteStream&& other) noexcept;
  ByteStream& operator=(ByteStream&&) = delete;

  /// The descriptor, which the stream no longer owns. Nothing may have been peeked at.
  int release() noexcept { return std::exchange(descriptor_, -1); }

  /// How many bytes came: fewer than asked only at the end, or after an error (which errno then says).
  std::size_t read(void* to, std::size_t size);
  /// Up to `size` of the bytes that come next.
  std::string peek(std::size_t size);
  /// Reads past `size` bytes; false when there were fewer.
  bool skip(std::uint64_t size);
  /// Whether reading has failed, other than by coming to the end.
  bool failed() const noexcept { return failed_; }

 private:
  std::size_t fetch(void* to, std::size_t size);

  int descriptor_ = -1;
  std::span<const std::byte> memory_{};
  std::string peeked_;
  std::size_t peeked_at_ = 0;
  bool failed_ = false;
};

}  // namespace eardrum::engine::detail
