// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eardrum::engine::detail {

/// MD5 (RFC 1321), by which a FLAC file knows its samples. No protection against anybody.
class Md5 {
 public:
  void add(std::string_view bytes) noexcept;
  /// The 16 bytes of the digest; nothing can be added after it.
  std::string finish();

 private:
  void add_block(const unsigned char* block) noexcept;

  std::array<std::uint32_t, 4> state_{0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u};
  std::array<unsigned char, 64> held_{};
  std::uint64_t size_ = 0;
};

}  // namespace eardrum::engine::detail
