// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/dsp/dither.h>
#include <eardrum/engine/plan_spec.h>

namespace eardrum::engine {

enum class SampleFormat { kPcm16, kPcm24, kPcm32, kFloat32, kFloat64 };

enum class Container {
  kBySuffix,  ///< .wav or .flac; WAV on the standard output
  kWav,       ///< RF64 beyond 4 GB
  kFlac,
};

enum class Normalize {
  kNone,
  kPeak,      ///< the highest true peak comes to `target_db` dBTP
  kLoudness,  ///< integrated loudness comes to `target_db` LUFS
};

struct RenderRequest {
  /// Any format that libsndfile reads: WAV, RF64, AIFF, FLAC, Ogg, Opus, MP3, ... "-": the standard input; a pipe gives
  /// WAV, RF64, FLAC or AU.
  std::string input;
  std::string output;  ///< replaced only when the new file is complete; "-": the standard output
  Container container = Container::kBySuffix;
  /// The plan for a file of these channels, at the rate of the output.
  std::function<Result<PlanSpec>(Hertz sample_rate, std::size_t channels)> plan;
  SampleFormat format = SampleFormat::kPcm24;
  /// Of the output; none: as the file has it. The file is converted before anything else is done to it, so that peaks
  /// are those of what is written.
  std::optional<Hertz> sample_rate{};
  dsp::NoiseShaping shaping = dsp::NoiseShaping::kNone;
  /// A FIR is run in long blocks, several times faster than live and equal to it within its rounding (-130 dB of the
  /// peak). True for the very bits that a client plays.
  bool live_bits = false;
  Gain headroom{0.0};  ///< taken off before anything else
  Normalize normalize = Normalize::kNone;
  double target_db = -1.0;
  /// How many work on the file, the caller's included; the bits do not depend on it.
  std::size_t threads = 1;
  /// Called now and then, on any of the threads but never on two at once; false stops the render. `fraction` is
  /// negative when the length is not known.
  std::function<bool(double fraction)> progress{};
};

struct RenderReport {
  std::uint64_t frames = 0;  ///< of the output
  std::size_t channels = 0;
  Hertz sample_rate{0.0};             ///< of the output
  Gain gain{0.0};                     ///< headroom and normalisation together
  Gain peak{0.0};                     ///< highest sample before it was rounded, re full scale
  std::uint64_t clipped_samples = 0;  ///< held at full scale, or beyond it in a float file
  std::vector<std::string> losses{};  ///< tags and other marks that the output does not carry
};

/// Runs a whole file through an Engine: the same samples that a client would play, without the limiter's delay. Memory
/// does not grow with the file. Fails with kNotFound, kIo, kUsage or kInvalidData (not an audio file, a truncated one,
/// one with NaN or infinite samples, more than 8 channels, a rate outside 8 to 768 kHz, nothing in it); there is then
/// no output, and an older one stands.
Result<RenderReport> render_file(const RenderRequest& request);

}  // namespace eardrum::engine
