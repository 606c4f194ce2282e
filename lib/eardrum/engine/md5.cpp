// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/md5_internal.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include <eardrum/engine/endian_internal.h>

namespace eardrum::engine::detail {
namespace {

// floor(2^32 |sin(i + 1)|): RFC 1321, 3.4.
constexpr std::array<std::uint32_t, 64> kSines = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

}  // namespace

void Md5::add_block(const unsigned char* block) noexcept {
  std::array<std::uint32_t, 16> x;
  for (std::size_t k = 0; k < 16; ++k) {
    x[k] = static_cast<std::uint32_t>(block[4 * k]) | static_cast<std::uint32_t>(block[4 * k + 1]) << 8 |
           static_cast<std::uint32_t>(block[4 * k + 2]) << 16 | static_cast<std::uint32_t>(block[4 * k + 3]) << 24;
  }
  // Named one by one: clang 14 captures no structured binding.
  std::uint32_t a = state_[0], b = state_[1], c = state_[2], d = state_[3];
  const auto step = [&](std::uint32_t mixed, std::size_t word, std::size_t k, int turn) {
    const std::uint32_t turned = b + std::rotl(a + mixed + x[word] + kSines[k], turn);
    a = d;
    d = c;
    c = b;
    b = turned;
  };
  constexpr int kTurns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
#pragma GCC unroll 16
  for (std::size_t k = 0; k < 16; ++k) step(d ^ (b & (c ^ d)), k, k, kTurns[0][k % 4]);
#pragma GCC unroll 16
  for (std::size_t k = 0; k < 16; ++k) step(c ^ (d & (b ^ c)), (5 * k + 1) % 16, 16 + k, kTurns[1][k % 4]);
#pragma GCC unroll 16
  for (std::size_t k = 0; k < 16; ++k) step(b ^ c ^ d, (3 * k + 5) % 16, 32 + k, kTurns[2][k % 4]);
#pragma GCC unroll 16
  for (std::size_t k = 0; k < 16; ++k) step(c ^ (b | ~d), 7 * k % 16, 48 + k, kTurns[3][k % 4]);
  state_ = {state_[0] + a, state_[1] + b, state_[2] + c, state_[3] + d};
}

void Md5::add(std::string_view bytes) noexcept {
  const auto* from = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t left = bytes.size();
  const std::size_t held = size_ % 64;
  size_ += left;
  if (held > 0) {
    const std::size_t step = std::min(left, 64 - held);
    std::memcpy(held_.data() + held, from, step);
    from += step;
    left -= step;
    if (held + step < 64) return;
    add_block(held_.data());
  }
  for (; left >= 64; from += 64, left -= 64) add_block(from);
  if (left > 0) std::memcpy(held_.data(), from, left);
}

std::string Md5::finish() {
  const std::uint64_t bits = size_ * 8;
  std::string end(1, '\x80');
  end.append((119 - size_ % 64) % 64, '\0');
  append_little(end, bits, 8);
  add(end);
  std::string out;
  for (const std::uint32_t word : state_) append_little(out, word, 4);
  return out;
}

}  // namespace eardrum::engine::detail
