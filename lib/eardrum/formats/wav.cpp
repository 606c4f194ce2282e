// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/wav.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace eardrum {
namespace {

constexpr std::uint16_t kPcm = 1, kFloat = 3, kExtensible = 0xFFFE;

template <class T>
void put(std::string& out, T value) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::array<char, sizeof(T)> bytes;
  std::memcpy(bytes.data(), &value, sizeof(T));  // Both little-endian: RIFF and every machine that we run on.
  out.append(bytes.data(), bytes.size());
}

template <class T>
T get(std::string_view bytes, std::size_t at) {
  T value{};
  std::memcpy(&value, bytes.data() + at, sizeof(T));
  return value;
}

double sample_at(std::string_view data, std::size_t at, std::uint16_t format, unsigned bits) {
  if (format == kFloat) return bits == 32 ? static_cast<double>(get<float>(data, at)) : get<double>(data, at);
  switch (bits) {
    case 8:
      return (static_cast<double>(get<std::uint8_t>(data, at)) - 128.0) / 128.0;
    case 16:
      return static_cast<double>(get<std::int16_t>(data, at)) / 32768.0;
    case 24: {
      const auto low = get<std::uint16_t>(data, at);
      const auto high = get<std::int8_t>(data, at + 2);
      return (static_cast<double>(high) * 65536.0 + static_cast<double>(low)) / 8388608.0;
    }
    default:
      return static_cast<double>(get<std::int32_t>(data, at)) / 2147483648.0;
  }
}

}  // namespace

std::string write_wav(const WavAudio& audio, WavSample sample) {
  EARDRUM_EXPECTS(!audio.samples.empty());
  const std::size_t channels = audio.samples.size(), frames = audio.samples.front().size();
  for (const auto& channel : audio.samples) EARDRUM_EXPECTS(channel.size() == frames);
  const std::size_t width = sample == WavSample::kFloat32 ? 4 : 8;
  const std::size_t data_bytes = frames * channels * width;
  EARDRUM_EXPECTS(data_bytes < 0xFFFFFF00U);
  std::string out;
  out.reserve(data_bytes + 64);
  out += "RIFF";
  put(out, static_cast<std::uint32_t>(4 + 8 + 18 + 8 + 4 + 8 + data_bytes));
  out += "WAVEfmt ";
  put(out, std::uint32_t{18});
  put(out, kFloat);
  put(out, static_cast<std::uint16_t>(channels));
  const auto rate = static_cast<std::uint32_t>(std::lround(audio.sample_rate.value()));
  put(out, rate);
  put(out, static_cast<std::uint32_t>(rate * channels * width));
  put(out, static_cast<std::uint16_t>(channels * width));
  put(out, static_cast<std::uint16_t>(8 * width));
  put(out, std::uint16_t{0});
  out += "fact";
  put(out, std::uint32_t{4});
  put(out, static_cast<std::uint32_t>(frames));
  out += "data";
  put(out, static_cast<std::uint32_t>(data_bytes));
  for (std::size_t i = 0; i < frames; ++i) {
    for (const auto& channel : audio.samples) {
      if (width == 4)
        put(out, static_cast<float>(channel[i]));
      else
        put(out, channel[i]);
    }
  }
  return out;
}

Result<WavAudio> read_wav(std::string_view bytes, const std::string& file) {
  const auto fail = [&](const std::string& message) { return Error{Errc::kInvalidData, message, {file, 0, {}}}; };
  if (bytes.size() < 12 || bytes.substr(0, 4) != "RIFF" || bytes.substr(8, 4) != "WAVE") {
    return fail("Expected a RIFF WAVE file, found another");
  }
  std::uint16_t format = 0, channels = 0;
  unsigned bits = 0;
  WavAudio audio;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const auto id = bytes.substr(at, 4);
    const std::size_t size = get<std::uint32_t>(bytes, at + 4);
    const std::size_t begin = at + 8;
    const std::size_t there = std::min(size, bytes.size() - begin);
    if (id == "fmt ") {
      if (there < 16) return fail("Expected a whole 'fmt ' chunk, found " + std::to_string(there) + " bytes");
      format = get<std::uint16_t>(bytes, begin);
      channels = get<std::uint16_t>(bytes, begin + 2);
      audio.sample_rate = Hertz(get<std::uint32_t>(bytes, begin + 4));
      bits = get<std::uint16_t>(bytes, begin + 14);
      if (format == kExtensible && there >= 26) format = get<std::uint16_t>(bytes, begin + 24);
      const bool known = format == kFloat ? bits == 32 || bits == 64
                                          : format == kPcm && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
      if (!known)
        return fail("Expected PCM or float samples, found format " + std::to_string(format) + " with " +
                    std::to_string(bits) + " bits");
      if (channels == 0 || channels > 64) return fail("Expected 1 to 64 channels, found " + std::to_string(channels));
      if (audio.sample_rate < Hertz(1.0)) return fail("Expected a sample rate, found 0 Hz");
    } else if (id == "data") {
      if (channels == 0) return fail("Expected 'fmt ' before 'data'");
      if (there < size)
        return fail("Expected " + std::to_string(size) + " bytes of samples, found " + std::to_string(there) +
                    ": the file is cut off");
      const std::size_t width = bits / 8;
      const std::size_t frames = size / (width * channels);
      audio.samples.assign(channels, std::vector<double>(frames));
      const auto data = bytes.substr(begin, size);
      for (std::size_t i = 0; i < frames; ++i) {
        for (std::size_t c = 0; c < channels; ++c) {
          const double value = sample_at(data, (i * channels + c) * width, format, bits);
          if (!std::isfinite(value))
            return fail("Expected finite samples, found one that is not in frame " + std::to_string(i));
          audio.samples[c][i] = value;
        }
      }
      return audio;
    }
    at = begin + size + size % 2;
  }
  return fail("Expected samples in a 'data' chunk, found none");
}

}  // namespace eardrum
