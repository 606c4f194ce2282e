// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/flac_decoder_internal.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include <FLAC/stream_decoder.h>

#include <eardrum/engine/endian_internal.h>

namespace eardrum::engine::detail {
namespace {

constexpr std::size_t kMostMetadata = std::size_t{64} << 20;
constexpr std::size_t kStreamInfoBytes = 34;

enum class Block : unsigned { kStreamInfo = 0, kVorbisComment = 4, kCueSheet = 5, kPicture = 6, kInvalid = 127 };

}  // namespace

struct FlacDecoder::State {
  explicit State(ByteStream from) : bytes(std::move(from)) {}
  ~State() {
    if (decoder != nullptr) FLAC__stream_decoder_delete(decoder);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Reads up to the first frame, and gives the decoder the least that it wants to hear of that.
  Result<void> read_head();

  static FLAC__StreamDecoderReadStatus feed(const FLAC__StreamDecoder*, FLAC__byte* to, std::size_t* size, void* self) {
    State& s = *static_cast<State*>(self);
    if (s.head_at < s.head.size()) {
      *size = s.head.copy(reinterpret_cast<char*>(to), *size, s.head_at);
      s.head_at += *size;
      return FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
    }
    *size = s.bytes.read(to, *size);
    s.ended = *size == 0;
    s.fed += *size;
    return s.ended ? FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM : FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
  }
  static FLAC__StreamDecoderTellStatus tell(const FLAC__StreamDecoder*, FLAC__uint64* position, void* self) {
    *position = static_cast<State*>(self)->fed + static_cast<State*>(self)->head.size();
    return FLAC__STREAM_DECODER_TELL_STATUS_OK;
  }
  static FLAC__StreamDecoderWriteStatus take(const FLAC__StreamDecoder*, const FLAC__Frame* frame,
                                             const FLAC__int32* const samples[], void* self) {
    State& s = *static_cast<State*>(self);
    const auto& header = frame->header;
    if (header.channels != s.info.channels || header.bits_per_sample != s.bits ||
        header.sample_rate != s.info.sample_rate_hz) {
      s.damaged = true;
      return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
    }
    for (std::size_t c = 0; c < header.channels; ++c) {
      s.held[c].resize(header.blocksize);
      double* const to = s.held[c].data();
      for (std::size_t k = 0; k < header.blocksize; ++k) to[k] = s.scale * static_cast<double>(samples[c][k]);
    }
    s.held_at = 0;
    return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
  }
  static void complain(const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus, void* self) {
    static_cast<State*>(self)->damaged = true;
  }

  std::string name;
  ByteStream bytes;
  SoundInfo info;
  unsigned bits = 0;
  double scale = 0.0;
  std::string head;
  std::size_t head_at = 0;
  FLAC__StreamDecoder* decoder = nullptr;
  std::vector<std::vector<double>> held;  // the frame that is being given out
  std::size_t held_at = 0;
  std::uint64_t given = 0;
  std::uint64_t fed = 0, frame_end = 0;  // bytes behind the head, and behind the last whole frame
  bool damaged = false, ended = false;

  // A stream that does not say how long it is has to end where a frame does.
  bool ended_within_frame() const { return !info.frames && frame_end != fed + head.size(); }
};

FlacDecoder::FlacDecoder(std::unique_ptr<State> state) : state_(std::move(state)) {}
FlacDecoder::~FlacDecoder() = default;
FlacDecoder::FlacDecoder(FlacDecoder&&) noexcept = default;

const SoundInfo& FlacDecoder::info() const noexcept {
  return state_->info;
}

Result<void> FlacDecoder::State::read_head() {
  const auto bad = [&](const char* found) {
    return bad_sound(name, std::string("Expected a FLAC file, found one ") + found);
  };
  // Some programs put ID3 before it, which is no part of FLAC.
  if (const std::string tag = bytes.peek(10); tag.starts_with("ID3") && tag.size() == 10) {
    std::uint64_t size = 0;
    for (std::size_t k = 6; k < 10; ++k) size = size << 7 | (static_cast<unsigned char>(tag[k]) & 0x7fu);
    if (!bytes.skip(10 + size)) return bad("that is cut");
  }
  std::string magic(4, '\0');
  if (bytes.read(magic.data(), 4) != 4 || magic != "fLaC") return bad("that does not begin as one");
  std::string stream_info;
  std::size_t metadata = 0;
  for (bool last = false; !last;) {
    std::string header(4, '\0'), body;
    if (bytes.read(header.data(), 4) != 4) return bad("that is cut");
    last = (static_cast<unsigned char>(header[0]) & 0x80u) != 0;
    const Block kind{static_cast<unsigned char>(header[0]) & 0x7fu};
    const std::size_t size = read_big(std::string_view(header).substr(1));
    if (kind == Block::kInvalid || (metadata += size) > kMostMetadata) return bad("with metadata that make no sense");
    const bool wanted = kind == Block::kStreamInfo || kind == Block::kVorbisComment || kind == Block::kCueSheet ||
                        kind == Block::kPicture;
    if (!wanted) {
      if (!bytes.skip(size)) return bad("that is cut");
      continue;
    }
    body.resize(size);
    if (bytes.read(body.data(), size) != size) return bad("that is cut");
    if (kind == Block::kStreamInfo) stream_info = body;
    if (kind == Block::kVorbisComment) read_vorbis_comment(body, info.marks);
    if (kind == Block::kCueSheet) read_cue_sheet(body, info.marks);
    if (kind == Block::kPicture) info.marks.pictures.push_back(std::move(body));
  }
  if (stream_info.size() != kStreamInfoBytes) return bad("without stream information");
  const std::uint64_t figures = read_big(std::string_view(stream_info).substr(10, 8));
  info.sample_rate_hz = static_cast<std::uint32_t>(figures >> 44);
  info.channels = static_cast<std::size_t>(figures >> 41 & 7u) + 1;
  bits = static_cast<unsigned>(figures >> 36 & 31u) + 1;
  if (const std::uint64_t total = figures & 0xfffffffffu; total > 0) info.frames = total;
  head = "fLaC";
  head += static_cast<char>(0x80);
  append_big(head, kStreamInfoBytes, 3);
  head += stream_info;
  return {};
}

Result<FlacDecoder> FlacDecoder::open(ByteStream bytes, const std::string& name) {
  auto state = std::make_unique<State>(std::move(bytes));
  state->name = name;
  EARDRUM_CHECK(state->read_head());
  state->scale = std::ldexp(1.0, 1 - static_cast<int>(state->bits));
  state->held.resize(state->info.channels);
  state->decoder = FLAC__stream_decoder_new();
  if (state->decoder == nullptr) return Error{Errc::kIo, "Cannot decode the file: out of memory", {name, 0, {}}};
  FLAC__stream_decoder_set_md5_checking(state->decoder, 0);
  FLAC__stream_decoder_set_metadata_ignore_all(state->decoder);
  const auto began = FLAC__stream_decoder_init_stream(state->decoder, State::feed, nullptr, State::tell, nullptr,
                                                      nullptr, State::take, nullptr, State::complain, state.get());
  if (began != FLAC__STREAM_DECODER_INIT_STATUS_OK ||
      FLAC__stream_decoder_process_until_end_of_metadata(state->decoder) == 0) {
    return bad_sound(name, "Expected a FLAC file, found one whose stream information makes no sense");
  }
  return FlacDecoder(std::move(state));
}

Result<Taken> FlacDecoder::read(std::span<double* const> audio, std::size_t frames) {
  State& s = *state_;
  std::size_t got = 0;
  if (s.info.frames) frames = static_cast<std::size_t>(std::min<std::uint64_t>(frames, *s.info.frames - s.given));
  while (got < frames) {
    if (s.held_at == s.held[0].size()) {
      s.held[0].clear();
      s.held_at = 0;
      // What stands behind the last frame (ID3v1) is nobody's business: it is never looked at.
      const bool read = FLAC__stream_decoder_process_single(s.decoder) != 0;
      if (s.damaged && s.ended && s.info.frames) return ended_early(s.name, *s.info.frames, s.given + got);
      if (s.damaged || !read) {
        return bad_sound(s.name, "Expected sound, found damage behind frame " + std::to_string(s.given + got) +
                                     ": the file is cut or damaged");
      }
      if (s.bytes.failed()) return Error{Errc::kIo, "Cannot read the file to its end", {s.name, 0, {}}};
      if (FLAC__stream_decoder_get_state(s.decoder) == FLAC__STREAM_DECODER_END_OF_STREAM) {
        if (s.ended_within_frame())
          return bad_sound(s.name, "Expected a whole stream, found one that ends within the frame behind sample " +
                                       std::to_string(s.given + got));
        break;
      }
      FLAC__stream_decoder_get_decode_position(s.decoder, &s.frame_end);
      continue;
    }
    const std::size_t step = std::min(frames - got, s.held[0].size() - s.held_at);
    for (std::size_t c = 0; c < audio.size(); ++c) std::copy_n(s.held[c].data() + s.held_at, step, audio[c] + got);
    s.held_at += step;
    got += step;
  }
  s.given += got;
  if (got < frames && s.info.frames) return ended_early(s.name, *s.info.frames, s.given);
  return Taken{got, true};
}

}  // namespace eardrum::engine::detail
