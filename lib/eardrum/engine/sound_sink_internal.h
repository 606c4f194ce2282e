// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/engine/flac_frames_internal.h>
#include <eardrum/engine/marks_internal.h>
#include <eardrum/engine/md5_internal.h>
#include <eardrum/engine/output_file_internal.h>
#include <eardrum/engine/wav_header_internal.h>

namespace eardrum::engine::detail {

/// What is to be written.
struct SinkSpec {
  std::string path;  ///< "-": the standard output
  std::size_t channels = 2;
  std::uint32_t sample_rate_hz = 48000;
  unsigned bits = 24;  ///< a sample's
  bool is_float = false;
  std::optional<std::uint64_t> frames{};  ///< as far as known beforehand
  Marks marks{};
};

/// A WAV file, or RF64 beyond 4 GB, that comes into being; commit() gives it its name.
class WavSink {
 public:
  /// What the format does not carry is named in `losses`.
  static Result<WavSink> create(const SinkSpec& spec, std::vector<std::string>& losses);
  /// Samples as the file holds them.
  Result<void> write(std::string_view samples);
  Result<void> commit();

 private:
  WavSink(OutputFile file, WavLayout layout, std::optional<std::uint64_t> frames)
      : file_(std::move(file)), layout_(std::move(layout)), frames_(frames) {}

  OutputFile file_;
  WavLayout layout_;
  std::optional<std::uint64_t> frames_;
  std::uint64_t bytes_ = 0;
};

/// A FLAC file that comes into being, from frames that were encoded elsewhere: with the MD5 of the samples, the sizes
/// of its frames and a seek point every ten seconds; a stream has none of these.
class FlacSink {
 public:
  static Result<FlacSink> create(const SinkSpec& spec, std::vector<std::string>& losses);
  /// The samples, as FLAC's MD5 wants them: interleaved, the low byte first, of whole bytes.
  void digest(std::string_view samples) noexcept { md5_.add(samples); }
  Result<void> write(const FlacFrames& frames);
  /// `frames`: how many there were of each channel.
  Result<void> commit(std::uint64_t frames);

 private:
  FlacSink(OutputFile file, const SinkSpec& spec) : file_(std::move(file)), spec_(spec) {}
  std::string stream_info(std::uint64_t frames, const std::string& md5) const;

  OutputFile file_;
  SinkSpec spec_;
  Md5 md5_;
  std::uint32_t smallest_ = 0, largest_ = 0;
  std::uint64_t blocks_ = 0, bytes_ = 0;
  std::vector<std::uint64_t> seek_bytes_;  // of each point so far
  std::size_t seek_points_ = 0, seek_at_ = 0;
};

}  // namespace eardrum::engine::detail
