// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/dsp/dither.h>
#include <eardrum/engine/plan_spec.h>

namespace eardrum::engine {

enum class SampleFormat { kPcm16, kPcm24, kFloat32 };

enum class Normalize {
  kNone,
  kPeak,      ///< the highest true peak comes to `target_db` dBTP
  kLoudness,  ///< integrated loudness comes to `target_db` LUFS
};

struct RenderRequest {
  std::string input;   ///< any format that libsndfile reads: WAV, RF64, AIFF, FLAC, Ogg, Opus, MP3, ...
  std::string output;  ///< by its suffix .wav (RF64 beyond 4 GB) or .flac; replaced only when the new file is complete
  /// The plan for a file of this rate and these channels.
  std::function<Result<PlanSpec>(Hertz sample_rate, std::size_t channels)> plan;
  SampleFormat format = SampleFormat::kPcm24;
  dsp::NoiseShaping shaping = dsp::NoiseShaping::kNone;
  /// A FIR is run in long blocks, several times faster than live and equal to it within its rounding (-130 dB of the
  /// peak). True for the very bits that a client plays.
  bool live_bits = false;
  Gain headroom{0.0};  ///< taken off before anything else
  Normalize normalize = Normalize::kNone;
  double target_db = -1.0;
  std::function<bool(double fraction)> progress{};  ///< called now and then; false stops the render
};

struct RenderReport {
  std::uint64_t frames = 0;
  std::size_t channels = 0;
  Hertz sample_rate{0.0};
  Gain gain{0.0};                     ///< headroom and normalisation together
  Gain peak{0.0};                     ///< highest sample before it was rounded, re full scale
  std::uint64_t clipped_samples = 0;  ///< held at full scale, or beyond it in a float file
  std::vector<std::string> losses{};  ///< tags and cue points that the output's format does not carry
};

/// Runs a whole file through an Engine: the same samples that a client would play, without the limiter's delay. Memory
/// does not grow with the file. Fails with kNotFound, kIo or kInvalidData (not an audio file, a truncated one, one with
/// NaN or infinite samples, more than 8 channels, a rate outside 8 to 768 kHz, nothing in it); there is then no output,
/// and an older one stands.
Result<RenderReport> render_file(const RenderRequest& request);

}  // namespace eardrum::engine
