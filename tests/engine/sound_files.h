// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sndfile.h>

#include <eardrum/engine/render.h>

#include "support/temporary_folder.h"

/// Sound files for the tests of rendering, written and read by libsndfile.
namespace eardrum::test {

struct Folder : TemporaryFolder {
  std::size_t files() const;
};

/// 997 Hz at 48 kHz in every channel.
std::vector<float> tone(std::size_t frames, int channels, float peak);
/// Uniform noise, the same every time.
std::vector<float> noise(std::size_t frames, int channels, float peak);

inline constexpr int kFloatWav = SF_FORMAT_WAV | SF_FORMAT_FLOAT;

void write_sound(const std::string& path, const std::vector<float>& samples, int channels, int rate, int format,
                 bool with_marks = false);

struct ReadSound {
  SF_INFO info{};
  std::vector<double> samples;
  std::string title;
  std::vector<std::uint32_t> cues;
  explicit ReadSound(const std::string& path);
};

/// Writes floating point with a plan that does nothing.
engine::RenderRequest plain_request(const std::string& input, const std::string& output);

std::string file_bytes(const std::string& path);

}  // namespace eardrum::test
