// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <eardrum/base/result.h>
#include <eardrum/engine/sound_info_internal.h>

namespace eardrum::engine::detail {

/// Whatever libsndfile reads: WAV, RF64, AIFF, Ogg, Opus, MP3, CAF, ... from a file, or from memory.
class SndfileDecoder {
 public:
  /// Owns the descriptor, which has to be seekable.
  static Result<SndfileDecoder> open(int descriptor, const std::string& name);
  static Result<SndfileDecoder> open(std::span<const std::byte> memory, const std::string& name);
  ~SndfileDecoder();
  SndfileDecoder(SndfileDecoder&&) noexcept;

  const SoundInfo& info() const noexcept;
  /// As SoundSource::read, but for samples that are no numbers.
  Result<Taken> read(std::span<double* const> audio, std::size_t frames);
  /// Whether single precision holds every sample of the file.
  bool fits_singles() const noexcept;
  /// As read(), but interleaved; rounded where they do not fit.
  Result<Taken> read_singles(float* interleaved, std::size_t frames);

 private:
  struct State;
  explicit SndfileDecoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::engine::detail
