// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/engine/render.h>

namespace eardrum::engine::detail {

/// An audio file that is read from the start, checked to be one that a plan can take.
class SoundSource {
 public:
  static Result<SoundSource> open(const std::string& path);
  ~SoundSource();
  SoundSource(SoundSource&&) noexcept;
  SoundSource& operator=(SoundSource&&) = delete;

  std::uint64_t frames() const noexcept;
  std::size_t channels() const noexcept;
  Hertz sample_rate() const noexcept;

  /// Reads into interleaved frames and says how many came: fewer than asked only at the end. Fails when the file ends
  /// before it should or a sample is not a finite number.
  Result<std::size_t> read(std::span<float> interleaved);

 private:
  friend class SoundSink;
  struct State;
  explicit SoundSource(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// An audio file that comes into being under a temporary name; commit() gives it its own. Otherwise it leaves nothing.
class SoundSink {
 public:
  /// Tags and cue points of `source` are copied; what the format does not carry is named in `losses`.
  static Result<SoundSink> create(const std::string& path, SampleFormat format, const SoundSource& source,
                                  std::vector<std::string>& losses);
  ~SoundSink();
  SoundSink(SoundSink&&) noexcept;
  SoundSink& operator=(SoundSink&&) = delete;

  Result<void> write(std::span<const float> interleaved);
  /// Left-justified in 32 bits.
  Result<void> write(std::span<const std::int32_t> interleaved);
  Result<void> commit();

 private:
  struct State;
  explicit SoundSink(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace eardrum::engine::detail
