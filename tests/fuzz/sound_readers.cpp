// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// What `render` and the convolver take in.
#include <array>
#include <cmath>
#include <vector>

#include <eardrum/engine/sound_source_internal.h>
#include <eardrum/formats/wav.h>

#include "readers.h"

// Debian 12's libsndfile 1.2.0 forgets libvorbis's setup of a damaged Ogg file: its leak, not ours.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libvorbis.so";
}

namespace eardrum::fuzz {
namespace {

bool wav(std::string_view bytes) {
  const auto read = read_wav(bytes, "x.wav");
  if (!read) return require_sentence(read.error(), "x.wav");
  require(!read->samples.empty(), "a sound has channels");
  for (const auto& channel : read->samples) {
    require(channel.size() == read->samples.front().size(), "channels are of one length");
  }
  return true;
}

// Reads as render does, block by block, to the end or to the first error.
bool drain(Result<engine::detail::SoundSource> source, std::string_view bytes) {
  if (!source) return require_sentence(source.error(), "x");
  constexpr std::size_t kBlock = 1024;
  std::vector<double> samples(source->channels() * kBlock);
  std::vector<double*> audio(source->channels());
  for (std::size_t k = 0; k < audio.size(); ++k) audio[k] = samples.data() + k * kBlock;
  std::uint64_t frames = 0;
  // The densest code of silence is FLAC's, of which a frame of 65535 samples takes some 15 bytes.
  const std::uint64_t most = bytes.size() * std::uint64_t{8192} + 65536;
  while (frames <= most) {
    const auto got = source->read(audio, kBlock);
    if (!got) return require_sentence(got.error(), "x");
    require(*got <= kBlock, "no more frames come than were asked for");
    for (const double* const channel : audio) {
      for (std::size_t n = 0; n < *got; ++n) require(std::isfinite(channel[n]), "samples are finite");
    }
    frames += *got;
    if (*got < kBlock) {
      const auto promised = source->info().frames;
      require(source->is_stream() || !promised || *promised == frames, "a whole file gives what it promises");
      return true;
    }
  }
  return true;
}

std::span<const std::byte> memory(std::string_view bytes) {
  return std::as_bytes(std::span(bytes));
}

bool sound_file(std::string_view bytes) {
  return drain(engine::detail::SoundSource::open(memory(bytes), "x"), bytes);
}
bool sound_stream(std::string_view bytes) {
  return drain(engine::detail::SoundSource::open_stream(memory(bytes), "x"), bytes);
}

// The tags and cue points of one format in another's words.
bool sound_marks(std::string_view bytes) {
  using namespace engine::detail;
  if (bytes.empty()) return true;
  Marks marks;
  const auto body = bytes.substr(1);
  switch (bytes.front() & 3) {
    case 0:
      read_wav_info(body, marks);
      break;
    case 1:
      read_vorbis_comment(body, marks);
      break;
    case 2:
      read_cue_sheet(body, marks);
      break;
    default:
      for (const char* id : {"bext", "smpl", "iXML"}) marks.extensions.push_back({id, std::string(body)});
      break;
  }
  marks = at_rate(std::move(marks), Hertz(44100), Hertz(48000));
  std::vector<std::string> losses;
  drop_loudness_marks(marks, losses);
  require(wav_chunks(marks, "A=PCM\r\n", losses).size() % 2 == 0, "chunks are of even length");
  Marks again;
  read_vorbis_comment(vorbis_comment(marks), again);
  require(again.tags == marks.tags, "tags read back the same");
  (void)cue_sheet(marks, 1000000, losses);
  return true;
}

constexpr std::array kReaders = {
    Reader{"wav", "sound", wav},
    Reader{"sound_file", "sound", sound_file},
    Reader{"sound_stream", "sound", sound_stream},
    Reader{"sound_marks", "sound", sound_marks},
};

}  // namespace

std::span<const Reader> sound_readers() {
  return kReaders;
}

}  // namespace eardrum::fuzz
