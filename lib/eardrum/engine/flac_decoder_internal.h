// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <eardrum/base/result.h>
#include <eardrum/engine/byte_stream_internal.h>
#include <eardrum/engine/sound_info_internal.h>

namespace eardrum::engine::detail {

/// FLAC (RFC 9639) from a file, a pipe or memory, by libFLAC. Every frame's checksum is checked, and that all frames
/// came; the MD5 of the whole is not computed, which would cost half of the decoding again and find nothing more.
class FlacDecoder {
 public:
  static Result<FlacDecoder> open(ByteStream bytes, const std::string& name);
  ~FlacDecoder();
  FlacDecoder(FlacDecoder&&) noexcept;

  const SoundInfo& info() const noexcept;
  /// As SoundSource::read, but for samples that are no numbers.
  Result<Taken> read(std::span<double* const> audio, std::size_t frames);

 private:
  struct State;
  explicit FlacDecoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::engine::detail
