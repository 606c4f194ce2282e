// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eardrum::engine::detail {

/// Whole numbers of up to 8 bytes as files hold them: RIFF has the low byte first, FLAC and AU the high one.
inline std::uint64_t read_little(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (std::size_t k = bytes.size(); k-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[k]);
  return value;
}
inline std::uint64_t read_big(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}
inline void append_little(std::string& to, std::uint64_t value, std::size_t size) {
  for (std::size_t k = 0; k < size; ++k) to += static_cast<char>(value >> (8 * k) & 0xff);
}
inline void append_big(std::string& to, std::uint64_t value, std::size_t size) {
  for (std::size_t k = size; k-- > 0;) to += static_cast<char>(value >> (8 * k) & 0xff);
}
inline void write_big(std::string& in, std::size_t at, std::uint64_t value, std::size_t size) {
  for (std::size_t k = 0; k < size; ++k) in[at + k] = static_cast<char>(value >> (8 * (size - 1 - k)) & 0xff);
}

}  // namespace eardrum::engine::detail
