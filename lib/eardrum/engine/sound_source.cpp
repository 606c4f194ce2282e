// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/sound_source_internal.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <eardrum/base/expects.h>
#include <eardrum/engine/endian_internal.h>

namespace eardrum::engine::detail {
namespace {

Error io_error(const std::string& action, const std::string& name) {
  return {
      errno == ENOENT ? Errc::kNotFound : Errc::kIo, "Cannot " + action + ": " + std::strerror(errno), {name, 0, {}}};
}

// How far an ID3 tag reaches that stands before everything else.
std::size_t id3_size(std::string_view head) {
  if (!head.starts_with("ID3") || head.size() < 10) return 0;
  std::size_t size = 0;
  for (std::size_t k = 6; k < 10; ++k) size = size << 7 | (static_cast<unsigned char>(head[k]) & 0x7fu);
  return size + 10;
}

// Whether a file is FLAC; `at(offset, size)` gives its bytes.
template <class At>
bool is_flac(At at) {
  return at(id3_size(at(0, 10)), 4) == "fLaC";
}

// Whether a file says that it is longer than it is, in formats where libsndfile says nothing of it: RF64 (EBU Tech
// 3306), Wave64 and AU.
template <class At>
bool is_cut(At at, std::uint64_t length) {
  const std::string head = at(0, 28);
  if (head.size() < 28) return false;
  const auto beyond = [&](std::uint64_t start, std::uint64_t size) {
    return size < ~std::uint64_t{0} >> 1 && start + size > length;
  };
  const std::string_view text(head);
  if (text.starts_with("RF64") || text.starts_with("BW64"))
    return text.substr(12, 4) == "ds64" && beyond(8, read_little(text.substr(20, 8)));
  if (text.starts_with("riff")) return beyond(0, read_little(text.substr(16, 8)));
  if (!text.starts_with(".snd")) return false;
  const std::uint64_t size = read_big(text.substr(8, 4));
  return size != 0xffffffffu && beyond(read_big(text.substr(4, 4)), size);
}

// Whether a WAV file has the length in it that a program writes which does not know it yet (ffmpeg: all ones, sox and
// others: just below 2 GB): the result of a pipe that someone kept. It ends where it ends.
template <class At>
bool was_piped(At at, std::uint64_t length) {
  const std::string head = at(0, 12);
  if (head.size() < 12 || !head.starts_with("RIFF") || head.substr(8) != "WAVE") return false;
  for (std::size_t chunk = 12, count = 0; count < 100; ++count) {
    const std::string name_and_size = at(chunk, 8);
    if (name_and_size.size() < 8) return false;
    const std::uint64_t size = read_little(std::string_view(name_and_size).substr(4));
    if (name_and_size.starts_with("data")) {
      const bool unknown = size == 0xffffffffu || (size >= 0x7ffff000u && size <= 0x7fffffffu);
      return unknown && chunk + 8 + size > length;
    }
    chunk += 8 + size + size % 2;
  }
  return false;
}

Error cut(const std::string& name) {
  return bad_sound(name, "Expected a whole file, found one that ends before its header says");
}

// Whether a RIFF file has a tag in a list that calls itself longer than 2 GB: libsndfile 1.2.0 takes that for a step
// backwards, and never returns.
template <class At>
bool has_runaway_list(At at) {
  const std::string head = at(0, 12);
  if (head.size() < 12) return false;
  const bool big = head.starts_with("RIFX");
  if (!(head.starts_with("RIFF") || head.starts_with("RF64") || big) || head.substr(8) != "WAVE") return false;
  const auto length_in = [&](const std::string& name_and_length) {
    const auto bytes = std::string_view(name_and_length).substr(4);
    return big ? read_big(bytes) : read_little(bytes);
  };
  for (std::size_t chunk = 12, count = 0; count < 10000; ++count) {
    const std::string name_and_size = at(chunk, 8);
    if (name_and_size.size() < 8) return false;
    const std::uint64_t size = length_in(name_and_size);
    if (name_and_size.starts_with("LIST")) {
      const std::size_t end = chunk + 8 + size;
      for (std::size_t item = chunk + 12; item + 8 <= end; ++count) {
        const std::string item_head = at(item, 8);
        if (item_head.size() < 8) break;
        const std::uint64_t length = length_in(item_head);
        if (length >= std::uint64_t{1} << 31) return true;
        item += 8 + length + length % 2;
      }
    }
    chunk += 8 + size + size % 2;
  }
  return false;
}

Error runaway_list(const std::string& name) {
  return bad_sound(name, "Expected tags that end with their list, found one that calls itself longer than 2 GB");
}

}  // namespace

Result<SoundSource> SoundSource::checked(SoundSource source) {
  const SoundInfo& info = source.info();
  if (info.channels < 1 || info.channels > 8) {
    return bad_sound(source.name_, "Expected 1 to 8 channels, found " + std::to_string(info.channels));
  }
  if (info.sample_rate_hz < 8000 || info.sample_rate_hz > 768000) {
    return bad_sound(source.name_, "Expected a sample rate of 8000 to 768000 Hz, found " +
                                       std::to_string(info.sample_rate_hz) + " Hz");
  }
  return source;
}

Result<SoundSource> SoundSource::open(const std::string& path) {
  if (path == "-") {
    const int descriptor = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0) return io_error("read the standard input", "standard input");
    return open(descriptor, "standard input");
  }
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return io_error("open the file", path);
  return open(descriptor, path);
}

Result<SoundSource> SoundSource::open(int descriptor, const std::string& name) {
  ByteStream bytes(descriptor);
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    return io_error("read the file", name);
  }
  const off_t start = ::lseek(descriptor, 0, SEEK_CUR);
  if (!S_ISREG(status.st_mode) || start < 0) return from_stream(std::move(bytes), name);
  const auto at = [&](std::size_t offset, std::size_t size) {
    std::string head(size, '\0');
    const ssize_t got = ::pread(descriptor, head.data(), size, start + static_cast<off_t>(offset));
    head.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
    return head;
  };
  if (is_flac(at)) {
    EARDRUM_TRY(auto decoder, FlacDecoder::open(std::move(bytes), name));
    return checked(SoundSource(std::move(decoder), name, false));
  }
  const auto length = static_cast<std::uint64_t>(std::max<off_t>(0, status.st_size - start));
  if (was_piped(at, length)) return from_stream(std::move(bytes), name);
  if (is_cut(at, length)) return cut(name);
  if (has_runaway_list(at)) return runaway_list(name);
  EARDRUM_TRY(auto decoder, SndfileDecoder::open(bytes.release(), name));
  return checked(SoundSource(std::move(decoder), name, false));
}

Result<SoundSource> SoundSource::open(std::span<const std::byte> file, const std::string& name) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  const auto at = [&](std::size_t offset, std::size_t size) {
    return offset > text.size() ? std::string() : std::string(text.substr(offset, size));
  };
  if (is_flac(at)) {
    EARDRUM_TRY(auto decoder, FlacDecoder::open(ByteStream(file), name));
    return checked(SoundSource(std::move(decoder), name, false));
  }
  if (was_piped(at, text.size())) return open_stream(file, name);
  if (is_cut(at, text.size())) return cut(name);
  if (has_runaway_list(at)) return runaway_list(name);
  EARDRUM_TRY(auto decoder, SndfileDecoder::open(file, name));
  return checked(SoundSource(std::move(decoder), name, false));
}

Result<SoundSource> SoundSource::open_stream(std::span<const std::byte> bytes, const std::string& name) {
  return from_stream(ByteStream(bytes), name);
}

Result<SoundSource> SoundSource::from_stream(ByteStream bytes, const std::string& name) {
  const std::string head = bytes.peek(10);
  if (bytes.failed()) return io_error("read the stream", name);
  if (head.starts_with("fLaC") || head.starts_with("ID3")) {
    EARDRUM_TRY(auto decoder, FlacDecoder::open(std::move(bytes), name));
    return checked(SoundSource(std::move(decoder), name, true));
  }
  EARDRUM_TRY(auto decoder, WavStream::open(std::move(bytes), name));
  return checked(SoundSource(std::move(decoder), name, true));
}

const SoundInfo& SoundSource::info() const noexcept {
  return std::visit([](const auto& decoder) -> const SoundInfo& { return decoder.info(); }, decoder_);
}

Result<std::size_t> SoundSource::read(std::span<double* const> audio, std::size_t frames) {
  EARDRUM_TRY(const Taken taken, std::visit([&](auto& decoder) { return decoder.read(audio, frames); }, decoder_));
  const std::size_t got = taken.frames;
  if (!taken.finite) {
    std::size_t first_bad = got;
    for (double* const channel : audio) {
      const auto bad = std::find_if_not(channel, channel + got, [](double sample) { return std::isfinite(sample); });
      first_bad = std::min(first_bad, static_cast<std::size_t>(bad - channel));
    }
    return not_finite(first_bad);
  }
  given_ += got;
  return got;
}

bool SoundSource::gives_singles() const noexcept {
  const auto* const file = std::get_if<SndfileDecoder>(&decoder_);
  return file != nullptr && file->fits_singles();
}

Result<std::size_t> SoundSource::read_singles(float* interleaved, std::size_t frames) {
  EARDRUM_EXPECTS(gives_singles());
  EARDRUM_TRY(const Taken taken, std::get<SndfileDecoder>(decoder_).read_singles(interleaved, frames));
  if (!taken.finite) {
    const auto* const bad = std::find_if_not(interleaved, interleaved + taken.frames * channels(),
                                             [](float sample) { return std::isfinite(sample); });
    return not_finite(static_cast<std::size_t>(bad - interleaved) / channels());
  }
  given_ += taken.frames;
  return taken.frames;
}

// `frame` counts from the last one given.
Error SoundSource::not_finite(std::size_t frame) const {
  return bad_sound(name_,
                   "Expected finite samples, found a NaN or infinity in frame " + std::to_string(given_ + frame));
}

}  // namespace eardrum::engine::detail
