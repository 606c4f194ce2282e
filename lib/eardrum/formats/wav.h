// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/units/frequency.h>

namespace eardrum {

/// Sound as numbers, +-1 full scale: samples[channel][frame].
struct WavAudio {
  Hertz sample_rate{48000.0};
  std::vector<std::vector<double>> samples;
};

enum class WavSample { kFloat32, kFloat64 };

/// The bytes of a RIFF WAVE file of floating-point samples. Preconditions: at least one channel, all of one length.
std::string write_wav(const WavAudio& audio, WavSample sample);

/// Reads a RIFF WAVE file: PCM of 8, 16, 24 or 32 bit, float of 32 or 64 bit, plain or extensible. Fails with
/// kInvalidData when it is no such file or is cut off.
Result<WavAudio> read_wav(std::string_view bytes, const std::string& file = {});

}  // namespace eardrum
