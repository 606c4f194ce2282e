// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/byte_stream_internal.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <unistd.h>

namespace eardrum::engine::detail {

ByteStream::~ByteStream() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

ByteStream::ByteStream(ByteStream&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      memory_(other.memory_),
      peeked_(std::move(other.peeked_)),
      peeked_at_(other.peeked_at_),
      failed_(other.failed_) {}

std::size_t ByteStream::fetch(void* to, std::size_t size) {
  if (descriptor_ < 0) {
    const std::size_t got = std::min(size, memory_.size());
    if (got > 0) std::memcpy(to, memory_.data(), got);
    memory_ = memory_.subspan(got);
    return got;
  }
  std::size_t got = 0;
  while (got < size) {
    const ssize_t step = ::read(descriptor_, static_cast<char*>(to) + got, size - got);
    if (step < 0 && errno == EINTR) continue;
    if (step < 0) failed_ = true;
    if (step <= 0) break;
    got += static_cast<std::size_t>(step);
  }
  return got;
}

std::size_t ByteStream::read(void* to, std::size_t size) {
  const std::size_t again = std::min(size, peeked_.size() - peeked_at_);
  if (again > 0) std::memcpy(to, peeked_.data() + peeked_at_, again);
  peeked_at_ += again;
  return again + (again < size ? fetch(static_cast<char*>(to) + again, size - again) : 0);
}

std::string ByteStream::peek(std::size_t size) {
  peeked_.erase(0, peeked_at_);
  peeked_at_ = 0;
  const std::size_t held = peeked_.size();
  if (held < size) {
    peeked_.resize(size);
    peeked_.resize(held + fetch(peeked_.data() + held, size - held));
  }
  return peeked_.substr(0, size);
}

bool ByteStream::skip(std::uint64_t size) {
  std::array<char, 4096> passed;
  while (size > 0) {
    const auto step = static_cast<std::size_t>(std::min<std::uint64_t>(size, passed.size()));
    if (read(passed.data(), step) != step) return false;
    size -= step;
  }
  return true;
}

}  // namespace eardrum::engine::detail
