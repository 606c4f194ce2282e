// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/impulse_response.h>

#include <cmath>

#include <eardrum/engine/sound_file_internal.h>

namespace eardrum::engine {
namespace {

constexpr std::uint64_t kMostFrames = std::uint64_t{1} << 22;  // what check(PlanSpec) grants

Error wrong(const std::string& path, const std::string& expected, const std::string& found) {
  return {Errc::kInvalidData, "Expected " + expected + ", found " + found, {path, 0, {}}};
}

std::string in_hz(Hertz rate) {
  return std::to_string(std::lround(rate.value())) + " Hz";
}

}  // namespace

Result<std::vector<std::vector<float>>> read_impulse_response(const std::string& path, Hertz sample_rate,
                                                              std::size_t channels) {
  EARDRUM_TRY(auto source, detail::SoundSource::open(path));
  const std::size_t in_file = source.channels();
  if (in_file != 1 && in_file != channels && in_file != channels * channels) {
    return wrong(path,
                 "an impulse response of 1, " + std::to_string(channels) + " or " +
                     std::to_string(channels * channels) + " channels",
                 std::to_string(in_file));
  }
  if (std::abs(source.sample_rate() / sample_rate - 1.0) > 1e-6) {
    return wrong(path, "an impulse response at " + in_hz(sample_rate) + ", the rate that is played",
                 "one at " + in_hz(source.sample_rate()));
  }
  if (source.frames() > kMostFrames) {
    return wrong(path, "at most " + std::to_string(kMostFrames) + " frames", std::to_string(source.frames()));
  }
  std::vector<float> interleaved(static_cast<std::size_t>(source.frames()) * in_file);
  EARDRUM_TRY(const std::size_t frames, source.read(interleaved));

  std::vector<std::vector<float>> fir(channels * channels);
  for (std::size_t input = 0; input < channels; ++input) {
    for (std::size_t output = 0; output < channels; ++output) {
      const bool matrix = in_file == channels * channels;
      if (!matrix && input != output) continue;
      const std::size_t from = matrix ? input * channels + output : in_file == 1 ? 0 : input;
      auto& response = fir[output * channels + input];
      response.resize(frames);
      for (std::size_t k = 0; k < frames; ++k) response[k] = interleaved[k * in_file + from];
    }
  }
  return fir;
}

}  // namespace eardrum::engine
