// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// FLAC that was encoded in pieces and joined, held against libFLAC, and against flac and ffmpeg where they are
// installed.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <FLAC/metadata.h>
#include <FLAC/stream_decoder.h>

#include <eardrum/engine/flac_frames_internal.h>
#include <eardrum/engine/md5_internal.h>
#include <eardrum/engine/render.h>

#include "sound_files.h"

using namespace eardrum;
using namespace eardrum::engine;
using namespace eardrum::test;

namespace {

std::string hex(const std::string& bytes) {
  std::string out;
  char two[3];
  for (const char byte : bytes) {
    std::snprintf(two, sizeof two, "%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    out += two;
  }
  return out;
}

// What libFLAC makes of a file.
struct Decoded {
  std::vector<std::int32_t> samples;
  std::vector<std::uint64_t> first_samples;  // of each frame
  bool sound = true;                         // no error, and the MD5 is right
  FLAC__StreamMetadata_StreamInfo info{};

  explicit Decoded(const std::string& path) {
    FLAC__StreamDecoder* const decoder = FLAC__stream_decoder_new();
    FLAC__stream_decoder_set_md5_checking(decoder, 1);
    const auto take = [](const FLAC__StreamDecoder*, const FLAC__Frame* frame, const FLAC__int32* const channels[],
                         void* self) {
      Decoded& d = *static_cast<Decoded*>(self);
      d.first_samples.push_back(frame->header.number.sample_number);
      for (unsigned k = 0; k < frame->header.blocksize; ++k) {
        for (unsigned c = 0; c < frame->header.channels; ++c) d.samples.push_back(channels[c][k]);
      }
      return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
    };
    const auto note = [](const FLAC__StreamDecoder*, const FLAC__StreamMetadata* block, void* self) {
      if (block->type == FLAC__METADATA_TYPE_STREAMINFO) static_cast<Decoded*>(self)->info = block->data.stream_info;
    };
    const auto complain = [](const FLAC__StreamDecoder*, FLAC__StreamDecoderErrorStatus, void* self) {
      static_cast<Decoded*>(self)->sound = false;
    };
    REQUIRE(FLAC__stream_decoder_init_file(decoder, path.c_str(), take, note, complain, this) ==
            FLAC__STREAM_DECODER_INIT_STATUS_OK);
    sound = FLAC__stream_decoder_process_until_end_of_stream(decoder) != 0 && sound;
    sound = FLAC__stream_decoder_finish(decoder) != 0 && sound;
    FLAC__stream_decoder_delete(decoder);
  }
};

bool installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

}  // namespace

TEST_CASE("MD5 is that of RFC 1321, however it is fed") {
  const std::vector<std::pair<std::string, std::string>> suite = {
      {"", "d41d8cd98f00b204e9800998ecf8427e"},
      {"a", "0cc175b9c0f1b6a831c399e269772661"},
      {"message digest", "f96b697d7cb7938d525a2f31aaf161d0"},
      {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"},
      {"12345678901234567890123456789012345678901234567890123456789012345678901234567890",
       "57edf4a22be3c955ac49da2e2107b67a"}};
  for (const auto& one : suite) {
    engine::detail::Md5 whole, pieces;
    whole.add(one.first);
    for (std::size_t at = 0; at < one.first.size(); at += 7) pieces.add(std::string_view(one.first).substr(at, 7));
    CHECK(hex(whole.finish()) == one.second);
    CHECK(hex(pieces.finish()) == one.second);
  }
}

TEST_CASE("a frame with another number is the frame that libFLAC would have made") {
  std::vector<std::int32_t> samples(2 * engine::detail::kFlacBlock);
  for (std::size_t k = 0; k < samples.size(); ++k) samples[k] = static_cast<std::int32_t>(k * k % 20011) - 10000;
  engine::detail::FlacEncoder encoder(2, 16, 44100);
  engine::detail::FlacFrames first;
  REQUIRE(encoder.encode(samples, 0, first).has_value());
  REQUIRE(first.sizes.size() == 1);
  for (const std::uint64_t number : {1u, 127u, 128u, 2047u, 2048u, 65535u, 65536u, 0x1fffffu, 0x200000u, 0x7fffffffu}) {
    CAPTURE(number);
    const Folder folder;
    // A stream of one frame; the decoder takes any number for the first, and checks both checksums.
    std::string head = "fLaC";
    head += std::string("\x80\x00\x00\x22\x10\x00\x10\x00\x00\x00\x00\x00\x00\x00\x0a\xc4\x42\xf0\x00\x00\x00\x00", 22);
    head += std::string(16, '\0');
    const std::string frame = engine::detail::renumbered(first.bytes, number);
    std::ofstream(folder / "one.flac", std::ios::binary) << head << frame;
    const Decoded decoded(folder / "one.flac");
    CHECK(decoded.sound);
    CHECK(decoded.samples == samples);
    CHECK(decoded.first_samples == std::vector<std::uint64_t>{number * engine::detail::kFlacBlock});
    CHECK(engine::detail::renumbered(frame, 0) == first.bytes);
    CHECK_FALSE(frame == first.bytes);
  }
}

TEST_CASE(
    "FLAC is the same file from one thread and from several, bit-exact in libFLAC, with MD5, sizes and seek points") {
  const Folder folder;
  struct Case {
    int channels, rate;
    std::size_t frames;
    SampleFormat format;
    unsigned bits;
  };
  for (const Case one : {Case{2, 44100, 700001, SampleFormat::kPcm16, 16},
                         {1, 48000, 4096, SampleFormat::kPcm24, 24},
                         {2, 96000, 150000, SampleFormat::kPcm24, 24},
                         {6, 48000, 20000, SampleFormat::kPcm16, 16},
                         {2, 48000, 17, SampleFormat::kPcm16, 16},
                         {2, 192000, 30000, SampleFormat::kPcm32, 32},
                         {1, 11025, 300000, SampleFormat::kPcm16, 16}}) {
    CAPTURE(one.frames);
    write_sound(folder / "in.wav", noise(one.frames, one.channels, 0.7f), one.channels, one.rate, kFloatWav);
    RenderRequest request = plain_request(folder / "in.wav", folder / "one.flac");
    request.format = one.format;
    const auto report = render_file(request);
    REQUIRE(report.has_value());
    CHECK(report->frames == one.frames);
    request.threads = 3;
    request.output = folder / "three.flac";
    REQUIRE(render_file(request).has_value());
    CHECK(file_bytes(folder / "one.flac") == file_bytes(folder / "three.flac"));

    const Decoded decoded(folder / "three.flac");
    CHECK(decoded.sound);
    CHECK(decoded.info.total_samples == one.frames);
    CHECK(decoded.info.bits_per_sample == one.bits);
    CHECK(decoded.info.sample_rate == static_cast<unsigned>(one.rate));
    CHECK(decoded.info.channels == static_cast<unsigned>(one.channels));
    CHECK(decoded.info.min_framesize > 0);
    CHECK(decoded.info.min_framesize <= decoded.info.max_framesize);
    CHECK(std::any_of(std::begin(decoded.info.md5sum), std::end(decoded.info.md5sum), [](auto b) { return b != 0; }));
    for (std::size_t k = 0; k < decoded.first_samples.size(); ++k) CHECK(decoded.first_samples[k] == k * 4096);

    // The same numbers as in a WAV file of the same bits.
    request.output = folder / "same.wav";
    REQUIRE(render_file(request).has_value());
    const ReadSound wav(folder / "same.wav");
    REQUIRE(wav.samples.size() == decoded.samples.size());
    const double scale = std::ldexp(1.0, 1 - static_cast<int>(one.bits));
    bool same = true;
    for (std::size_t k = 0; k < wav.samples.size(); ++k)
      same = same && wav.samples[k] == scale * static_cast<double>(decoded.samples[k]);
    CHECK(same);

    if (installed("flac")) CHECK(std::system(("flac -ts " + (folder / "three.flac")).c_str()) == 0);
    if (installed("ffmpeg") && one.bits < 32) {  // ffmpeg 5.1 knows no 32-bit FLAC
      const std::string raw = one.bits == 16 ? "s16le" : "s24le";
      CHECK(std::system(
                ("ffmpeg -v error -y -i " + (folder / "three.flac") + " -f " + raw + " " + (folder / "raw")).c_str()) ==
            0);
      const std::string bytes = file_bytes(folder / "raw"), whole = file_bytes(folder / "same.wav");
      CHECK(whole.ends_with(bytes));
      CHECK(bytes.size() == one.frames * static_cast<std::size_t>(one.channels) * one.bits / 8);
    }
  }
}

TEST_CASE("the seek points of a FLAC file lead where they say") {
  const Folder folder;
  write_sound(folder / "in.wav", noise(44100 * 35, 1, 0.5f), 1, 44100, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  RenderRequest request = plain_request(folder / "in.wav", folder / "out.flac");
  request.format = SampleFormat::kPcm16;
  request.threads = 2;
  REQUIRE(render_file(request).has_value());
  FLAC__Metadata_SimpleIterator* const at = FLAC__metadata_simple_iterator_new();
  REQUIRE(FLAC__metadata_simple_iterator_init(at, (folder / "out.flac").c_str(), 1, 0) != 0);
  FLAC__StreamMetadata* table = nullptr;
  std::uint64_t audio = 0;
  do {
    if (FLAC__metadata_simple_iterator_get_block_type(at) == FLAC__METADATA_TYPE_SEEKTABLE)
      table = FLAC__metadata_simple_iterator_get_block(at);
    audio = static_cast<std::uint64_t>(FLAC__metadata_simple_iterator_get_block_offset(at)) + 4 +
            FLAC__metadata_simple_iterator_get_block_length(at);
  } while (FLAC__metadata_simple_iterator_next(at) != 0);
  REQUIRE(table != nullptr);
  const auto& points = table->data.seek_table;
  REQUIRE(points.num_points == 4);
  const std::string bytes = file_bytes(folder / "out.flac");
  for (unsigned k = 0; k < points.num_points; ++k) {
    const auto& point = points.points[k];
    CHECK(point.sample_number / 4096 == k * 441000ull / 4096);
    CHECK(point.frame_samples == 4096);
    REQUIRE(audio + point.stream_offset + 2 < bytes.size());
    CHECK(static_cast<unsigned char>(bytes[audio + point.stream_offset]) == 0xff);
    CHECK(static_cast<unsigned char>(bytes[audio + point.stream_offset + 1]) == 0xf8);
    // The number of the frame that is there, of one byte or two.
    const auto byte = [&](std::size_t k_th) {
      return static_cast<unsigned>(static_cast<unsigned char>(bytes[audio + point.stream_offset + 4 + k_th]));
    };
    const unsigned number = byte(0) < 0x80 ? byte(0) : (byte(0) & 0x1fu) << 6 | (byte(1) & 0x3fu);
    CHECK(number == point.sample_number / 4096);
  }
  FLAC__metadata_object_delete(table);
  FLAC__metadata_simple_iterator_delete(at);
}
