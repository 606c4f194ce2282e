// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/sound_file_internal.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <sndfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <eardrum/dsp/scan.h>

namespace eardrum::engine::detail {
namespace {

Error bad_data(const std::string& path, std::string message) {
  return {Errc::kInvalidData, std::move(message), {path, 0, {}}};
}

Error io_error(const std::string& action, const std::string& path) {
  return {
      errno == ENOENT ? Errc::kNotFound : Errc::kIo, "Cannot " + action + ": " + std::strerror(errno), {path, 0, {}}};
}

// libsndfile reads a cut WAV or AIFF up to where it ends, and says so only in its log: "data : 192000 (should be
// 96000)".
bool is_cut(SNDFILE* file) {
  char log[4096] = {};
  sf_command(file, SFC_GET_LOG_INFO, log, sizeof log);
  const std::string_view text(log);
  for (const std::string_view chunk : {"data : ", "SSND : "}) {
    const auto at = text.find(chunk);
    if (at == std::string_view::npos) continue;
    const auto line = text.substr(at, text.find('\n', at) - at);
    if (line.find("should be") != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

struct SoundSource::State {
  std::string path;
  int descriptor = -1;
  SNDFILE* file = nullptr;
  SF_INFO info{};
  std::uint64_t read = 0;

  ~State() {
    if (file != nullptr) sf_close(file);
    if (descriptor >= 0) ::close(descriptor);
  }
};

SoundSource::SoundSource(std::unique_ptr<State> state) : state_(std::move(state)) {}
SoundSource::~SoundSource() = default;
SoundSource::SoundSource(SoundSource&&) noexcept = default;

std::uint64_t SoundSource::frames() const noexcept {
  return static_cast<std::uint64_t>(state_->info.frames);
}
std::size_t SoundSource::channels() const noexcept {
  return static_cast<std::size_t>(state_->info.channels);
}
Hertz SoundSource::sample_rate() const noexcept {
  return Hertz(state_->info.samplerate);
}

Result<SoundSource> SoundSource::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  // Opened here, so that a missing file is told from one that is no audio file.
  state->descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->descriptor < 0) return io_error("open the file", path);
  struct stat status {};
  if (::fstat(state->descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    return io_error("read the file", path);
  }
  state->file = sf_open_fd(state->descriptor, SFM_READ, &state->info, SF_FALSE);
  if (state->file == nullptr) {
    std::string reason = sf_strerror(nullptr);
    while (!reason.empty() && (reason.back() == '.' || reason.back() == '\n')) reason.pop_back();
    return bad_data(path, "Expected an audio file, found one that cannot be read as such (" + reason + ")");
  }
  const SF_INFO& info = state->info;
  if (info.channels < 1 || info.channels > 8) {
    return bad_data(path, "Expected 1 to 8 channels, found " + std::to_string(info.channels));
  }
  if (info.samplerate < 8000 || info.samplerate > 768000) {
    return bad_data(path,
                    "Expected a sample rate of 8000 to 768000 Hz, found " + std::to_string(info.samplerate) + " Hz");
  }
  if (info.frames <= 0) return bad_data(path, "Expected samples, found none");
  if (is_cut(state->file)) return bad_data(path, "Expected a whole file, found one that ends before its header says");
  return SoundSource(std::move(state));
}

Result<std::size_t> SoundSource::read(std::span<float> interleaved) {
  State& s = *state_;
  const auto asked = static_cast<sf_count_t>(interleaved.size() / channels());
  const sf_count_t got = std::max<sf_count_t>(0, sf_readf_float(s.file, interleaved.data(), asked));
  const auto samples = interleaved.first(static_cast<std::size_t>(got) * channels());
  if (!dsp::scan(std::span<const float>(samples)).finite) {
    const auto bad =
        std::find_if_not(samples.begin(), samples.end(), [](float sample) { return std::isfinite(sample); });
    const auto frame = s.read + static_cast<std::uint64_t>(bad - samples.begin()) / channels();
    return bad_data(s.path, "Expected finite samples, found a NaN or infinity in frame " + std::to_string(frame));
  }
  s.read += static_cast<std::uint64_t>(got);
  // A file that was written to a pipe may hold fewer frames than libsndfile guesses from its size; a codec that stops
  // has failed.
  if (got < asked && s.read < frames()) {
    return bad_data(s.path, "Expected " + std::to_string(frames()) + " frames, found " + std::to_string(s.read) +
                                ": the file is cut or damaged");
  }
  return static_cast<std::size_t>(got);
}

struct SoundSink::State {
  std::string path, temporary;
  int descriptor = -1;
  SNDFILE* file = nullptr;
  std::size_t channels = 0;

  ~State() {
    if (file != nullptr) sf_close(file);
    if (descriptor >= 0) ::close(descriptor);
    if (!temporary.empty()) ::unlink(temporary.c_str());
  }

  Error failure() const {
    const char* const reason = file != nullptr ? sf_strerror(file) : std::strerror(errno);
    return {Errc::kIo, std::string("Cannot write the file: ") + reason, {path, 0, {}}};
  }
};

SoundSink::SoundSink(std::unique_ptr<State> state) : state_(std::move(state)) {}
SoundSink::~SoundSink() = default;
SoundSink::SoundSink(SoundSink&&) noexcept = default;

Result<SoundSink> SoundSink::create(const std::string& path, SampleFormat format, const SoundSource& source,
                                    std::vector<std::string>& losses) {
  const bool flac = path.ends_with(".flac");
  if (!flac && !path.ends_with(".wav")) {
    return Error{Errc::kUsage, "Expected an output name that ends in .wav or .flac", {path, 0, {}}};
  }
  if (flac && format == SampleFormat::kFloat32) {
    return Error{Errc::kUsage, "Expected 16 or 24 bits for FLAC, which holds no floating-point samples", {path, 0, {}}};
  }
  const std::uint64_t bytes = source.frames() * source.channels() *
                              (format == SampleFormat::kPcm16   ? 2
                               : format == SampleFormat::kPcm24 ? 3
                                                                : 4);
  SF_INFO info{};
  info.samplerate = source.state_->info.samplerate;
  info.channels = source.state_->info.channels;
  info.format = flac                  ? SF_FORMAT_FLAC
                : bytes > 0xf0000000u ? SF_FORMAT_RF64
                : info.channels > 2   ? SF_FORMAT_WAVEX
                                      : SF_FORMAT_WAV;
  info.format |= format == SampleFormat::kPcm16   ? SF_FORMAT_PCM_16
                 : format == SampleFormat::kPcm24 ? SF_FORMAT_PCM_24
                                                  : SF_FORMAT_FLOAT;
  if (sf_format_check(&info) == 0) {
    return Error{Errc::kUsage,
                 "Expected a format that holds " + std::to_string(info.channels) + " channels at " +
                     std::to_string(info.samplerate) + " Hz, which this one does not",
                 {path, 0, {}}};
  }
  auto state = std::make_unique<State>();
  state->path = path;
  state->channels = source.channels();
  std::string temporary = path + ".XXXXXX";
  state->descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (state->descriptor < 0) return io_error("write beside the file", path);
  state->temporary = temporary;
  state->file = sf_open_fd(state->descriptor, SFM_WRITE, &info, SF_FALSE);
  if (state->file == nullptr) return bad_data(path, std::string("Cannot begin the file: ") + sf_strerror(nullptr));
  sf_command(state->file, SFC_SET_ADD_PEAK_CHUNK, nullptr,
             SF_FALSE);  // holds the time of writing: no two renders alike
  SNDFILE* const from = source.state_->file;
  for (int tag = SF_STR_FIRST; tag <= SF_STR_LAST; ++tag) {
    static const char* const kNames[] = {"",        "title", "copyright", "software", "artist",
                                         "comment", "date",  "album",     "licence"};
    const char* const text = sf_get_string(from, tag);
    if (text == nullptr || sf_set_string(state->file, tag, text) == 0) continue;
    losses.push_back(std::string("the tag '") +
                     (tag < 9                     ? kNames[tag]
                      : tag == SF_STR_TRACKNUMBER ? "track number"
                                                  : "genre") +
                     "'");
  }
  std::uint32_t cue_count = 0;
  if (sf_command(from, SFC_GET_CUE_COUNT, &cue_count, sizeof cue_count) == SF_TRUE && cue_count > 0) {
    SF_CUES cues{};
    const bool carried = sf_command(from, SFC_GET_CUE, &cues, sizeof cues) == SF_TRUE &&
                         sf_command(state->file, SFC_SET_CUE, &cues, sizeof cues) == SF_TRUE && !flac;
    if (!carried) losses.push_back(std::to_string(cue_count) + " cue points");
  }
  return SoundSink(std::move(state));
}

Result<void> SoundSink::write(std::span<const float> interleaved) {
  const auto frames = static_cast<sf_count_t>(interleaved.size() / state_->channels);
  if (sf_writef_float(state_->file, interleaved.data(), frames) != frames) return state_->failure();
  return {};
}

Result<void> SoundSink::write(std::span<const std::int32_t> interleaved) {
  const auto frames = static_cast<sf_count_t>(interleaved.size() / state_->channels);
  if (sf_writef_int(state_->file, interleaved.data(), frames) != frames) return state_->failure();
  return {};
}

Result<void> SoundSink::commit() {
  State& s = *state_;
  const int closed = sf_close(s.file);
  s.file = nullptr;
  if (closed != 0)
    return Error{Errc::kIo, std::string("Cannot finish the file: ") + sf_error_number(closed), {s.path, 0, {}}};
  // mkostemp gives 0600; a file that the user asked for gets what open() would have given.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(s.descriptor, 0666 & ~mask) != 0 || ::fsync(s.descriptor) != 0) return s.failure();
  if (::rename(s.temporary.c_str(), s.path.c_str()) != 0) return s.failure();
  s.temporary.clear();
  return {};
}

}  // namespace eardrum::engine::detail
