// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/impulse_response.h>

#include <array>
#include <cmath>

#include <eardrum/engine/sound_source_internal.h>

namespace eardrum::engine {
namespace {

constexpr std::size_t kMostFrames = std::size_t{1} << 22;  // what check(PlanSpec) grants
constexpr std::size_t kStep = 65536;

Error wrong(const std::string& path, const std::string& expected, const std::string& found) {
  return {Errc::kInvalidData, "Expected " + expected + ", found " + found, {path, 0, {}}};
}

std::string in_hz(Hertz rate) {
  return std::to_string(std::lround(rate.value())) + " Hz";
}

}  // namespace

Result<ImpulseFile> read_impulse_file(const std::string& path) {
  EARDRUM_TRY(auto source, detail::SoundSource::open(path));
  ImpulseFile out{Planar(source.channels()), source.sample_rate()};
  for (std::size_t frames = 0;;) {
    std::array<double*, 8> to{};
    for (std::size_t c = 0; c < out.taps.size(); ++c) {
      out.taps[c].resize(frames + kStep);
      to[c] = out.taps[c].data() + frames;
    }
    EARDRUM_TRY(const std::size_t got, source.read({to.data(), out.taps.size()}, kStep));
    frames += got;
    if (frames > kMostFrames) {
      return wrong(path, "at most " + std::to_string(kMostFrames) + " frames of an impulse response", "more");
    }
    if (got == kStep) continue;
    for (auto& channel : out.taps) channel.resize(frames);
    return out;
  }
}

Result<std::vector<std::vector<float>>> lay_out(const Planar& taps, std::size_t channels, const std::string& path) {
  const std::size_t given = taps.size();
  const bool one_for_all = given == 1 || (given == 2 && channels != 2 && (channels == 1 || taps[0] == taps[1]));
  if (!one_for_all && given != channels && given != channels * channels) {
    return wrong(path,
                 "an impulse response of 1, " + std::to_string(channels) + " or " +
                     std::to_string(channels * channels) + " channels",
                 std::to_string(given));
  }
  std::vector<std::vector<float>> fir(channels * channels);
  for (std::size_t input = 0; input < channels; ++input) {
    for (std::size_t output = 0; output < channels; ++output) {
      const bool matrix = !one_for_all && given != channels;
      if (!matrix && input != output) continue;
      const auto& from = taps[matrix ? input * channels + output : one_for_all ? 0 : input];
      fir[output * channels + input].assign(from.begin(), from.end());
    }
  }
  return fir;
}

Result<std::vector<std::vector<float>>> read_impulse_response(const std::string& path, Hertz sample_rate,
                                                              std::size_t channels) {
  EARDRUM_TRY(const auto file, read_impulse_file(path));
  EARDRUM_TRY(auto fir, lay_out(file.taps, channels, path));
  if (std::abs(file.sample_rate / sample_rate - 1.0) > 1e-6) {
    return wrong(path, "an impulse response at " + in_hz(sample_rate) + ", the rate that is played",
                 "one at " + in_hz(file.sample_rate));
  }
  return fir;
}

}  // namespace eardrum::engine
