// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <eardrum/base/result.h>
#include <eardrum/engine/byte_stream_internal.h>
#include <eardrum/engine/sound_info_internal.h>

namespace eardrum::engine::detail {

/// Uncompressed sound from a pipe, read once from start to end: WAV, RF64 (EBU Tech 3306) and AU, of whole numbers or
/// floating point. A size of 0 or of 0x7ffff000 and more is what programs write that can't know it (sox, ffmpeg): such
/// a stream ends where it ends.
class WavStream {
 public:
  static Result<WavStream> open(ByteStream bytes, const std::string& name);

  const SoundInfo& info() const noexcept { return info_; }
  /// As SoundSource::read, but for samples that are no numbers.
  Result<Taken> read(std::span<double* const> audio, std::size_t frames);

 private:
  enum class Coding { kInteger, kUnsigned, kFloat };

  WavStream(ByteStream bytes, std::string name) : name_(std::move(name)), bytes_(std::move(bytes)) {}
  Result<void> read_wav_head();
  Result<void> read_au_head();
  Result<void> read_format(const std::string& body);
  void set_size(std::uint64_t data_bytes);
  std::size_t frame_bytes() const noexcept { return info_.channels * sample_bytes_; }
  template <class Value>
  void convert(std::span<double* const> audio, std::size_t frames) const;

  std::string name_;
  ByteStream bytes_;
  SoundInfo info_;
  Coding coding_ = Coding::kInteger;
  std::size_t sample_bytes_ = 0;
  bool big_endian_ = false;
  std::uint64_t given_ = 0;
  std::string raw_;
};

}  // namespace eardrum::engine::detail
