// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <variant>

#include <eardrum/base/result.h>
#include <eardrum/engine/flac_decoder_internal.h>
#include <eardrum/engine/sndfile_decoder_internal.h>
#include <eardrum/engine/wav_stream_internal.h>

namespace eardrum::engine::detail {

/// Sound that is read once from start to end, checked to be such as a plan can take: 1 to 8 channels, 8 to 768 kHz.
class SoundSource {
 public:
  /// "-" is the standard input. A pipe gives WAV, RF64, FLAC or AU; a file all that libsndfile reads.
  static Result<SoundSource> open(const std::string& path);
  /// Owns the descriptor, also when it fails; `name` is what errors call it.
  static Result<SoundSource> open(int descriptor, const std::string& name);
  /// The bytes of a file; they have to outlive the source.
  static Result<SoundSource> open(std::span<const std::byte> file, const std::string& name);
  /// The bytes that a pipe gives; they have to outlive the source.
  static Result<SoundSource> open_stream(std::span<const std::byte> bytes, const std::string& name);

  const SoundInfo& info() const noexcept;
  std::size_t channels() const noexcept { return info().channels; }
  Hertz sample_rate() const noexcept { return Hertz(info().sample_rate_hz); }
  /// Whether it can be read only once.
  bool is_stream() const noexcept { return is_stream_; }

  /// Reads up to `frames` into a channel each and says how many came: fewer than asked only at the end. Fails when the
  /// sound ends before it should or a sample is not a finite number.
  Result<std::size_t> read(std::span<double* const> audio, std::size_t frames);
  /// Whether read_singles() gives what read() does.
  bool gives_singles() const noexcept;
  /// The same samples, interleaved. Precondition: gives_singles().
  Result<std::size_t> read_singles(float* interleaved, std::size_t frames);

 private:
  using Decoder = std::variant<SndfileDecoder, FlacDecoder, WavStream>;

  SoundSource(Decoder decoder, std::string name, bool is_stream)
      : decoder_(std::move(decoder)), name_(std::move(name)), is_stream_(is_stream) {}
  static Result<SoundSource> checked(SoundSource source);
  static Result<SoundSource> from_stream(ByteStream bytes, const std::string& name);
  Error not_finite(std::size_t frame) const;

  Decoder decoder_;
  std::string name_;
  bool is_stream_;
  std::uint64_t given_ = 0;
};

}  // namespace eardrum::engine::detail
