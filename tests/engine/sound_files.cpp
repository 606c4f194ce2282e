// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "sound_files.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <numbers>
#include <random>

namespace eardrum::test {

namespace fs = std::filesystem;

std::size_t Folder::files() const {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(path()), fs::directory_iterator()));
}

std::vector<float> tone(std::size_t frames, int channels, float peak) {
  std::vector<float> x(frames * static_cast<std::size_t>(channels));
  for (std::size_t k = 0; k < x.size(); ++k) {
    x[k] = peak * static_cast<float>(std::sin(2.0 * std::numbers::pi * 997.0 *
                                              static_cast<double>(k / static_cast<std::size_t>(channels)) / 48000.0));
  }
  return x;
}

std::vector<float> noise(std::size_t frames, int channels, float peak) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> uniform(-peak, peak);
  std::vector<float> x(frames * static_cast<std::size_t>(channels));
  std::generate(x.begin(), x.end(), [&] { return uniform(random); });
  return x;
}

void write_sound(const std::string& path, const std::vector<float>& samples, int channels, int rate, int format,
                 bool with_marks) {
  SF_INFO info{};
  info.channels = channels;
  info.samplerate = rate;
  info.format = format;
  SNDFILE* const file = sf_open(path.c_str(), SFM_WRITE, &info);
  REQUIRE(file != nullptr);
  if (with_marks) {
    sf_set_string(file, SF_STR_TITLE, "A tone");
    SF_CUES cues{};
    cues.cue_count = 1;
    cues.cue_points[0].position = cues.cue_points[0].sample_offset = 1000;
    std::memcpy(&cues.cue_points[0].fcc_chunk, "data", 4);
    sf_command(file, SFC_SET_CUE, &cues, sizeof cues);
  }
  sf_writef_float(file, samples.data(), static_cast<sf_count_t>(samples.size() / static_cast<std::size_t>(channels)));
  sf_close(file);
}

ReadSound::ReadSound(const std::string& path) {
  SNDFILE* const file = sf_open(path.c_str(), SFM_READ, &info);
  REQUIRE(file != nullptr);
  samples.resize(static_cast<std::size_t>(info.frames) * static_cast<std::size_t>(info.channels));
  CHECK(sf_readf_double(file, samples.data(), info.frames) == info.frames);
  if (const char* text = sf_get_string(file, SF_STR_TITLE)) title = text;
  SF_CUES points{};
  if (sf_command(file, SFC_GET_CUE, &points, sizeof points) == SF_TRUE) {
    for (std::uint32_t k = 0; k < points.cue_count; ++k) cues.push_back(points.cue_points[k].sample_offset);
  }
  sf_close(file);
}

engine::RenderRequest plain_request(const std::string& input, const std::string& output) {
  engine::RenderRequest request;
  request.input = input;
  request.output = output;
  request.format = engine::SampleFormat::kFloat32;
  request.plan = [](Hertz rate, std::size_t channels) -> Result<engine::PlanSpec> {
    engine::PlanSpec spec;
    spec.sample_rate = rate;
    spec.channels = channels;
    return spec;
  };
  return request;
}

std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace eardrum::test
