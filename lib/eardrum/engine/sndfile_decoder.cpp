// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/sndfile_decoder_internal.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <vector>

#include <sndfile.h>
#include <unistd.h>

#include <eardrum/dsp/interleave.h>
#include <eardrum/dsp/scan.h>
#include <eardrum/engine/interleave_internal.h>

namespace eardrum::engine::detail {
namespace {

// libsndfile reads a cut WAV or AIFF up to where it ends, and says so only in its log: "data : 192000 (should be
// 96000)".
bool is_cut(SNDFILE* file) {
  std::array<char, 16384> log{};
  sf_command(file, SFC_GET_LOG_INFO, log.data(), static_cast<int>(log.size()));
  const std::string_view text(log.data());
  for (const std::string_view chunk : {"data : ", "SSND : "}) {
    const auto at = text.find(chunk);
    if (at == std::string_view::npos) continue;
    const auto line = text.substr(at, text.find('\n', at) - at);
    if (line.find("should be") != std::string_view::npos) return true;
  }
  return false;
}

// A file in memory, as libsndfile wants to see one.
struct Memory {
  std::span<const std::byte> bytes{};
  sf_count_t at = 0;

  static sf_count_t length(void* self) { return static_cast<sf_count_t>(static_cast<Memory*>(self)->bytes.size()); }
  static sf_count_t seek(sf_count_t offset, int from, void* self) {
    Memory& m = *static_cast<Memory*>(self);
    const sf_count_t base = from == SEEK_SET ? 0 : from == SEEK_CUR ? m.at : length(self);
    if (offset < -base || offset > length(self) - base) return -1;
    return m.at = base + offset;
  }
  static sf_count_t read(void* to, sf_count_t size, void* self) {
    Memory& m = *static_cast<Memory*>(self);
    size = std::clamp<sf_count_t>(size, 0, length(self) - m.at);
    if (size > 0) std::memcpy(to, m.bytes.data() + m.at, static_cast<std::size_t>(size));
    m.at += size;
    return size;
  }
  static sf_count_t write(const void*, sf_count_t, void*) { return 0; }
  static sf_count_t tell(void* self) { return static_cast<Memory*>(self)->at; }
};

constexpr std::uint32_t kMostExtension = 16u << 20;

SF_CHUNK_ITERATOR* find_chunk(SNDFILE* file, const char* id, SF_CHUNK_INFO& chunk) {
  std::memcpy(chunk.id, id, 4);
  chunk.id_size = 4;
  return sf_get_chunk_iterator(file, &chunk);
}

Marks marks_of(SNDFILE* file) {
  Marks marks;
  constexpr std::array<std::pair<int, const char*>, 10> kTags = {{{SF_STR_TITLE, "TITLE"},
                                                                  {SF_STR_ARTIST, "ARTIST"},
                                                                  {SF_STR_ALBUM, "ALBUM"},
                                                                  {SF_STR_DATE, "DATE"},
                                                                  {SF_STR_TRACKNUMBER, "TRACKNUMBER"},
                                                                  {SF_STR_GENRE, "GENRE"},
                                                                  {SF_STR_COMMENT, "COMMENT"},
                                                                  {SF_STR_COPYRIGHT, "COPYRIGHT"},
                                                                  {SF_STR_SOFTWARE, "SOFTWARE"},
                                                                  {SF_STR_LICENSE, "LICENSE"}}};
  for (const auto& [tag, name] : kTags) {
    const char* const text = sf_get_string(file, tag);
    if (text != nullptr && *text != 0) marks.tags.emplace_back(name, text);
  }
  std::uint32_t count = 0;
  if (sf_command(file, SFC_GET_CUE_COUNT, &count, sizeof count) == SF_TRUE && count > 0) {
    auto cues = std::make_unique<SF_CUES>();  // 27 kB
    if (sf_command(file, SFC_GET_CUE, cues.get(), sizeof *cues) == SF_TRUE) {
      for (std::uint32_t k = 0; k < std::min<std::uint32_t>(cues->cue_count, 100); ++k) {
        const auto& cue = cues->cue_points[k];
        marks.cues.push_back({cue.sample_offset, std::string(cue.name, ::strnlen(cue.name, sizeof cue.name))});
      }
    }
    if (count > marks.cues.size()) {
      marks.unread.push_back(std::to_string(count - marks.cues.size()) + " cue points of " + std::to_string(count));
    }
  }
  for (const char* id : {"bext", "iXML", "smpl"}) {
    SF_CHUNK_INFO chunk{};
    SF_CHUNK_ITERATOR* const found = find_chunk(file, id, chunk);
    if (found == nullptr) continue;
    std::string body;
    if (sf_get_chunk_size(found, &chunk) == SF_ERR_NO_ERROR && chunk.datalen <= kMostExtension) {
      body.resize(chunk.datalen);
      chunk.data = body.data();
      if (sf_get_chunk_data(found, &chunk) != SF_ERR_NO_ERROR) body.clear();
    }
    if (body.empty())
      marks.unread.emplace_back(extension_text(id));
    else
      marks.extensions.push_back({id, std::move(body)});
  }
  SF_CHUNK_INFO id3{};
  if (find_chunk(file, "id3 ", id3) != nullptr) marks.unread.emplace_back("the ID3 chunk");
  return marks;
}

}  // namespace

struct SndfileDecoder::State {
  std::string name;
  int descriptor = -1;
  Memory memory{};
  SNDFILE* file = nullptr;
  SoundInfo info{};
  bool wide = false;  // more than single precision holds
  std::vector<float> singles{};
  std::vector<double> doubles{};
  std::uint64_t given = 0;

  State() = default;
  ~State() {
    if (file != nullptr) sf_close(file);
    if (descriptor >= 0) ::close(descriptor);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<void> begin(const SF_INFO& found);
  sf_count_t left_of(std::size_t frames) const;
  Result<void> count(sf_count_t asked, sf_count_t got);
};

SndfileDecoder::SndfileDecoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
SndfileDecoder::~SndfileDecoder() = default;
SndfileDecoder::SndfileDecoder(SndfileDecoder&&) noexcept = default;

const SoundInfo& SndfileDecoder::info() const noexcept {
  return state_->info;
}

Result<void> SndfileDecoder::State::begin(const SF_INFO& found) {
  if (file == nullptr) {
    std::string reason = sf_strerror(nullptr);
    while (!reason.empty() && (reason.back() == '.' || reason.back() == '\n')) reason.pop_back();
    return bad_sound(name, "Expected an audio file, found one that cannot be read as such (" + reason + ")");
  }
  info.channels = static_cast<std::size_t>(std::max(0, found.channels));
  info.sample_rate_hz = static_cast<std::uint32_t>(std::max(0, found.samplerate));
  if (found.frames <= 0) return bad_sound(name, "Expected samples, found none");
  // Of an Ogg file without its last page libsndfile knows no length.
  if (is_cut(file) || found.frames == SF_COUNT_MAX)
    return bad_sound(name, "Expected a whole file, found one that ends before its header says");
  info.frames = static_cast<std::uint64_t>(found.frames);
  const int coding = found.format & SF_FORMAT_SUBMASK;
  wide = coding == SF_FORMAT_PCM_32 || coding == SF_FORMAT_DOUBLE;
  info.marks = marks_of(file);
  return {};
}

Result<SndfileDecoder> SndfileDecoder::open(int descriptor, const std::string& name) {
  auto state = std::make_unique<State>();
  state->name = name;
  state->descriptor = descriptor;
  SF_INFO found{};
  state->file = sf_open_fd(descriptor, SFM_READ, &found, SF_FALSE);
  EARDRUM_CHECK(state->begin(found));
  return SndfileDecoder(std::move(state));
}

Result<SndfileDecoder> SndfileDecoder::open(std::span<const std::byte> memory, const std::string& name) {
  auto state = std::make_unique<State>();
  state->name = name;
  state->memory.bytes = memory;
  SF_INFO found{};
  SF_VIRTUAL_IO functions = {Memory::length, Memory::seek, Memory::read, Memory::write, Memory::tell};
  state->file = sf_open_virtual(&functions, SFM_READ, &found, &state->memory);
  EARDRUM_CHECK(state->begin(found));
  return SndfileDecoder(std::move(state));
}

// How many of the frames asked for are still to come.
sf_count_t SndfileDecoder::State::left_of(std::size_t frames) const {
  return static_cast<sf_count_t>(std::min<std::uint64_t>(frames, *info.frames - given));
}

Result<void> SndfileDecoder::State::count(sf_count_t asked, sf_count_t got) {
  given += static_cast<std::uint64_t>(got);
  if (got < asked) return ended_early(name, *info.frames, given);
  return {};
}

bool SndfileDecoder::fits_singles() const noexcept {
  return !state_->wide;
}

Result<Taken> SndfileDecoder::read_singles(float* interleaved, std::size_t frames) {
  State& s = *state_;
  const sf_count_t asked = s.left_of(frames);
  const sf_count_t got = std::max<sf_count_t>(0, sf_readf_float(s.file, interleaved, asked));
  EARDRUM_CHECK(s.count(asked, got));
  const auto taken = static_cast<std::size_t>(got);
  return Taken{taken, dsp::scan(std::span<const float>(interleaved, taken * s.info.channels)).finite};
}

Result<Taken> SndfileDecoder::read(std::span<double* const> audio, std::size_t frames) {
  State& s = *state_;
  const sf_count_t asked = s.left_of(frames);
  const auto samples = static_cast<std::size_t>(asked) * s.info.channels;
  sf_count_t got = 0;
  bool finite = true;
  const auto scan = [&] {
    for (const double* const channel : audio)
      finite = finite && dsp::scan(std::span(channel, static_cast<std::size_t>(got))).finite;
  };
  if (s.wide) {
    s.doubles.resize(samples);
    got = std::max<sf_count_t>(0, sf_readf_double(s.file, s.doubles.data(), asked));
    deinterleave(s.doubles.data(), audio, static_cast<std::size_t>(got));
    scan();
  } else {
    s.singles.resize(samples);
    got = std::max<sf_count_t>(0, sf_readf_float(s.file, s.singles.data(), asked));
    if (audio.size() == 2) {
      finite = dsp::deinterleave(s.singles.data(), audio[0], audio[1], static_cast<std::size_t>(got)).finite;
    } else {
      deinterleave(s.singles.data(), audio, static_cast<std::size_t>(got));
      scan();
    }
  }
  EARDRUM_CHECK(s.count(asked, got));
  return Taken{static_cast<std::size_t>(got), finite};
}

}  // namespace eardrum::engine::detail
