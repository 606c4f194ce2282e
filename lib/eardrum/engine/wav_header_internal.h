// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace eardrum::engine::detail {

struct WavLayout {
  std::size_t channels = 2;
  std::uint32_t sample_rate_hz = 48000;
  std::size_t sample_bytes = 4;
  bool is_float = true;
  std::string chunks{};  ///< marks, each of even length
  /// Whether the length was known when the file was begun. Otherwise there is room for that of a file beyond 4 GB.
  bool length_known = true;
};

/// All that stands before the samples of a WAV file, or beyond 4 GB of an RF64 file (EBU Tech 3306). Its length does
/// not depend on `frames` where the layout says that they were not known. Without frames: of a stream that ends where
/// it ends.
std::string wav_header(const WavLayout& layout, std::optional<std::uint64_t> frames);

}  // namespace eardrum::engine::detail
