// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <eardrum/base/result.h>

namespace eardrum::engine::detail {

/// Frames of every FLAC stream that we write but the last hold so many.
inline constexpr std::size_t kFlacBlock = 4096;

/// FLAC frames one behind the other.
struct FlacFrames {
  std::string bytes;
  std::vector<std::uint32_t> sizes;
};

/// Makes the FLAC frames of one stretch of a file, by libFLAC. Frames know nothing of each other but their number, so
/// that stretches can be encoded at once and joined into one stream.
class FlacEncoder {
 public:
  FlacEncoder(std::size_t channels, unsigned bits, std::uint32_t sample_rate_hz);
  ~FlacEncoder();
  FlacEncoder(FlacEncoder&&) noexcept;
  FlacEncoder& operator=(FlacEncoder&&) noexcept;

  /// `interleaved`: whole blocks, but for the end of the file. The first block gets `first_number`. The same samples
  /// give the same bytes, whatever was encoded before.
  Result<void> encode(std::span<const std::int32_t> interleaved, std::uint64_t first_number, FlacFrames& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Writes another number into a frame (RFC 9639, 9.1.5) that now has one of at most 7 bytes, and corrects both
/// checksums. The frame is whole and sound.
std::string renumbered(std::string_view frame, std::uint64_t number);

}  // namespace eardrum::engine::detail
