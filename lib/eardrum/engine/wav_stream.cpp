// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/wav_stream_internal.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include <eardrum/dsp/scan.h>
#include <eardrum/engine/endian_internal.h>

namespace eardrum::engine::detail {
namespace {

constexpr std::size_t kMostChunk = std::size_t{16} << 20;
constexpr std::uint64_t kLeastUnknown = 0x7ffff000u;

// A sample from its bytes, +-1 full scale; `bits` says which bits they are.
struct Int {
  static double value(std::uint64_t bits, std::size_t size) noexcept {
    const auto left = static_cast<std::int32_t>(static_cast<std::uint32_t>(bits << (32 - 8 * size)));
    return std::ldexp(static_cast<double>(left), -31);
  }
};
struct Unsigned {
  static double value(std::uint64_t bits, std::size_t) noexcept { return (static_cast<double>(bits) - 128.0) / 128.0; }
};
struct Float {
  static double value(std::uint64_t bits, std::size_t size) noexcept {
    return size == 4 ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)))
                     : std::bit_cast<double>(bits);
  }
};

}  // namespace

void WavStream::set_size(std::uint64_t data_bytes) {
  if (data_bytes != 0) info_.frames = data_bytes / frame_bytes();
}

Result<void> WavStream::read_format(const std::string& body) {
  const auto word = [&](std::size_t at, std::size_t size) {
    return read_little(std::string_view(body).substr(at, size));
  };
  if (body.size() < 16) return bad_sound(name_, "Expected a WAV stream, found one whose fmt chunk is cut");
  std::uint64_t code = word(0, 2);
  if (code == 0xfffe && body.size() >= 26) code = word(24, 2);  // extensible
  info_.channels = word(2, 2);
  info_.sample_rate_hz = static_cast<std::uint32_t>(word(4, 4));
  const std::uint64_t bits = word(14, 2);
  sample_bytes_ = bits / 8;
  coding_ = code == 3 ? Coding::kFloat : bits == 8 ? Coding::kUnsigned : Coding::kInteger;
  const bool known =
      (code == 1 && (bits == 8 || bits == 16 || bits == 24 || bits == 32)) || (code == 3 && (bits == 32 || bits == 64));
  if (!known || word(12, 2) != frame_bytes()) {
    return bad_sound(name_, "Expected PCM of 8 to 32 bits or floating point, found format " + std::to_string(code) +
                                " of " + std::to_string(bits) + " bits");
  }
  return {};
}

Result<void> WavStream::read_wav_head() {
  std::string header(12, '\0');
  bytes_.read(header.data(), 12);
  if (header.substr(8) != "WAVE") return bad_sound(name_, "Expected a WAV stream, found another RIFF file");
  std::uint64_t long_size = 0;
  for (;;) {
    std::string head(8, '\0');
    if (bytes_.read(head.data(), 8) != 8) return bad_sound(name_, "Expected samples, found a WAV stream without any");
    const std::string id = head.substr(0, 4);
    const std::uint64_t size = read_little(std::string_view(head).substr(4));
    if (id == "data") {
      if (sample_bytes_ == 0) return bad_sound(name_, "Expected a fmt chunk before the samples, found none");
      if (long_size != 0 && size == 0xffffffffu)
        set_size(long_size);
      else if (size < kLeastUnknown)
        set_size(size);
      return {};
    }
    const bool wanted = id == "fmt " || id == "ds64" || id == "LIST" || id == "cue " || !extension_text(id).empty();
    if (!wanted || size > kMostChunk) {
      if (!bytes_.skip(size + size % 2)) return bad_sound(name_, "Expected samples, found a WAV stream without any");
      continue;
    }
    std::string body(size, '\0');
    if (bytes_.read(body.data(), size) != size || !bytes_.skip(size % 2)) {
      return bad_sound(name_, "Expected samples, found a WAV stream without any");
    }
    if (id == "fmt ") EARDRUM_CHECK(read_format(body));
    if (id == "ds64" && size >= 16) long_size = read_little(std::string_view(body).substr(8, 8));
    if (!extension_text(id).empty()) info_.marks.extensions.push_back({id, body});
    if (id == "LIST" && body.starts_with("INFO")) read_wav_info(std::string_view(body).substr(4), info_.marks);
    for (std::size_t at = 4; id == "cue " && at + 24 <= body.size(); at += 24) {
      info_.marks.cues.push_back({read_little(std::string_view(body).substr(at + 20, 4)), {}});
    }
  }
}

Result<void> WavStream::read_au_head() {
  std::string header(24, '\0');
  if (bytes_.read(header.data(), 24) != 24) return bad_sound(name_, "Expected an AU stream, found one that is cut");
  const auto word = [&](std::size_t at) { return read_big(std::string_view(header).substr(at, 4)); };
  const std::uint64_t start = word(4), size = word(8), code = word(12);
  info_.sample_rate_hz = static_cast<std::uint32_t>(word(16));
  info_.channels = word(20);
  big_endian_ = true;
  coding_ = code >= 6 ? Coding::kFloat : Coding::kInteger;
  sample_bytes_ = code == 6 ? 4 : code == 7 ? 8 : code - 1;
  if (code < 2 || code > 7 || start < 24 || start > kMostChunk || info_.channels == 0) {
    return bad_sound(name_, "Expected PCM or floating point in the AU stream, found format " + std::to_string(code));
  }
  if (!bytes_.skip(start - 24)) return bad_sound(name_, "Expected samples, found an AU stream without any");
  if (size < kLeastUnknown) set_size(size);
  return {};
}

Result<WavStream> WavStream::open(ByteStream bytes, const std::string& name) {
  WavStream stream(std::move(bytes), name);
  const std::string magic = stream.bytes_.peek(4);
  if (magic == "RIFF" || magic == "RF64" || magic == "BW64") {
    EARDRUM_CHECK(stream.read_wav_head());
  } else if (magic == ".snd") {
    EARDRUM_CHECK(stream.read_au_head());
  } else {
    return bad_sound(name, "Expected WAV, FLAC or AU from a pipe, found neither (other formats are read from files)");
  }
  return stream;
}

template <class Value>
void WavStream::convert(std::span<double* const> audio, std::size_t frames) const {
  const auto* from = reinterpret_cast<const unsigned char*>(raw_.data());
  for (std::size_t k = 0; k < frames; ++k) {
    for (double* const channel : audio) {
      std::uint64_t bits = 0;
      for (std::size_t i = 0; i < sample_bytes_; ++i) {
        bits |= static_cast<std::uint64_t>(from[big_endian_ ? sample_bytes_ - 1 - i : i]) << (8 * i);
      }
      channel[k] = Value::value(bits, sample_bytes_);
      from += sample_bytes_;
    }
  }
}

Result<Taken> WavStream::read(std::span<double* const> audio, std::size_t frames) {
  if (info_.frames) frames = static_cast<std::size_t>(std::min<std::uint64_t>(frames, *info_.frames - given_));
  raw_.resize(frames * frame_bytes());
  const std::size_t got = bytes_.read(raw_.data(), raw_.size()) / frame_bytes();
  if (bytes_.failed()) return Error{Errc::kIo, std::string("Cannot read on: ") + std::strerror(errno), {name_, 0, {}}};
  switch (coding_) {
    case Coding::kInteger:
      convert<Int>(audio, got);
      break;
    case Coding::kUnsigned:
      convert<Unsigned>(audio, got);
      break;
    case Coding::kFloat:
      convert<Float>(audio, got);
      break;
  }
  given_ += got;
  if (got < frames && info_.frames) return ended_early(name_, *info_.frames, given_);
  const auto finite = [&](const double* channel) { return dsp::scan(std::span(channel, got)).finite; };
  return Taken{got, coding_ != Coding::kFloat || std::all_of(audio.begin(), audio.end(), finite)};
}

}  // namespace eardrum::engine::detail
