// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// Sound from pipes and from memory, marks, and headers beyond 4 GB.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include <eardrum/engine/endian_internal.h>
#include <eardrum/engine/engine.h>
#include <eardrum/engine/marks_internal.h>
#include <eardrum/engine/render.h>
#include <eardrum/engine/sound_source_internal.h>
#include <eardrum/engine/wav_header_internal.h>

#include "sound_files.h"

using namespace eardrum;
using namespace eardrum::engine;
using namespace eardrum::test;
using engine::detail::SoundSource;

namespace {

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

// All of a source, interleaved.
Result<std::vector<double>> all_of(Result<SoundSource> source) {
  if (!source) return source.error();
  std::vector<double> out;
  std::vector<std::vector<double>> block(source->channels(), std::vector<double>(1000));
  std::array<double*, 8> to{};
  for (std::size_t c = 0; c < block.size(); ++c) to[c] = block[c].data();
  for (;;) {
    EARDRUM_TRY(const std::size_t got, source->read({to.data(), block.size()}, 1000));
    for (std::size_t k = 0; k < got; ++k) {
      for (const auto& channel : block) out.push_back(channel[k]);
    }
    if (got < 1000) return out;
  }
}

}  // namespace

TEST_CASE("a pipe, memory and a file give the same samples, in every coding") {
  const Folder folder;
  const auto samples = noise(12345, 2, 0.9f);
  for (const int format :
       {SF_FORMAT_WAV | SF_FORMAT_PCM_U8, SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_WAV | SF_FORMAT_PCM_24,
        SF_FORMAT_WAV | SF_FORMAT_PCM_32, SF_FORMAT_WAV | SF_FORMAT_FLOAT, SF_FORMAT_WAV | SF_FORMAT_DOUBLE,
        SF_FORMAT_WAVEX | SF_FORMAT_PCM_24, SF_FORMAT_RF64 | SF_FORMAT_PCM_16, SF_FORMAT_AU | SF_FORMAT_PCM_S8,
        SF_FORMAT_AU | SF_FORMAT_PCM_16, SF_FORMAT_AU | SF_FORMAT_PCM_24, SF_FORMAT_AU | SF_FORMAT_PCM_32,
        SF_FORMAT_AU | SF_FORMAT_FLOAT, SF_FORMAT_AU | SF_FORMAT_DOUBLE, SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
        SF_FORMAT_FLAC | SF_FORMAT_PCM_24}) {
    CAPTURE(format);
    const std::string path = folder / "sound";
    write_sound(path, samples, 2, 44100, format);
    const std::string bytes = file_bytes(path);
    const auto wanted = ReadSound(path).samples;
    const auto file = all_of(SoundSource::open(path));
    const auto memory = all_of(SoundSource::open(bytes_of(bytes), "memory"));
    const auto stream = all_of(SoundSource::open_stream(bytes_of(bytes), "stream"));
    REQUIRE(file.has_value());
    REQUIRE(memory.has_value());
    REQUIRE(stream.has_value());
    CHECK(*file == wanted);
    CHECK(*memory == wanted);
    CHECK(*stream == wanted);
  }
}

TEST_CASE("a stream that does not know its length ends where it ends; one that does and is cut is refused") {
  const Folder folder;
  write_sound(folder / "in.wav", noise(5000, 2, 0.5f), 2, 48000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  const std::string whole = file_bytes(folder / "in.wav");
  const auto wanted = ReadSound(folder / "in.wav").samples;
  for (const std::uint32_t size : {0xffffffffu, 0x7ffff000u, 0x7fffffffu, 0u}) {  // ffmpeg, sox, others
    std::string bytes = whole;
    for (std::size_t k = 0; k < 4; ++k) bytes[40 + k] = static_cast<char>(size >> (8 * k));
    const auto read = all_of(SoundSource::open_stream(bytes_of(bytes), "stream"));
    REQUIRE(read.has_value());
    CHECK(*read == wanted);
    if (size == 0) continue;
    // The same, kept in a file.
    std::ofstream(folder / "kept.wav", std::ios::binary) << bytes;
    const auto kept = all_of(SoundSource::open(folder / "kept.wav")),
               held = all_of(SoundSource::open(bytes_of(bytes), "kept"));
    REQUIRE(kept.has_value());
    REQUIRE(held.has_value());
    CHECK(*kept == wanted);
    CHECK(*held == wanted);
  }
  const auto cut = all_of(SoundSource::open_stream(bytes_of(whole.substr(0, 10000)), "stream"));
  REQUIRE_FALSE(cut.has_value());
  CHECK(cut.error().message.starts_with("Expected 5000 frames, found"));
  CHECK(cut.error().origin.file == "stream");
}

TEST_CASE("a file that is shorter than it says is refused, in every format") {
  const Folder folder;
  for (const int format :
       {SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_RF64 | SF_FORMAT_PCM_24, SF_FORMAT_W64 | SF_FORMAT_FLOAT,
        SF_FORMAT_AU | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_16, SF_FORMAT_CAF | SF_FORMAT_PCM_16,
        SF_FORMAT_FLAC | SF_FORMAT_PCM_16, SF_FORMAT_OGG | SF_FORMAT_VORBIS}) {
    CAPTURE(format);
    write_sound(folder / "whole", noise(100000, 2, 0.5f), 2, 48000, format);
    const std::string whole = file_bytes(folder / "whole"), half = whole.substr(0, whole.size() / 2);
    CHECK(all_of(SoundSource::open(bytes_of(whole), "whole")).has_value());
    const auto read = all_of(SoundSource::open(bytes_of(half), "half"));
    CHECK_FALSE(read.has_value());
    std::ofstream(folder / "half", std::ios::binary) << half;
    CHECK_FALSE(all_of(SoundSource::open(folder / "half")).has_value());
    if (!read) CHECK(read.error().message.find("9223372036854775807") == std::string::npos);
  }
}

TEST_CASE("a FLAC stream of unknown length has to end where a frame does") {
  const Folder folder;
  write_sound(folder / "in.flac", noise(20000, 2, 0.5f), 2, 48000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
  std::string bytes = file_bytes(folder / "in.flac");
  bytes[21] = static_cast<char>(bytes[21] & 0xf0);  // 36 bits of its length
  bytes.replace(22, 4, std::string(4, '\0'));
  const auto whole = all_of(SoundSource::open_stream(bytes_of(bytes), "stream"));
  REQUIRE(whole.has_value());
  CHECK(*whole == ReadSound(folder / "in.flac").samples);
  for (const std::size_t cut : {1u, 2u, 100u, 5000u, 20000u}) {
    CAPTURE(cut);
    const std::string less = bytes.substr(0, bytes.size() - cut);
    CHECK_FALSE(all_of(SoundSource::open_stream(bytes_of(less), "stream")).has_value());
    CHECK_FALSE(all_of(SoundSource::open_stream(bytes_of(less + std::string(500, 'x')), "stream")).has_value());
  }
}

TEST_CASE("hostile streams give one sentence each") {
  const Folder folder;
  write_sound(folder / "in.wav", noise(5000, 2, 0.5f), 2, 48000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  write_sound(folder / "in.flac", noise(50000, 2, 0.5f), 2, 48000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
  const std::string wav = file_bytes(folder / "in.wav"), flac = file_bytes(folder / "in.flac");
  const auto changed = [](std::string bytes, std::size_t at, std::string with) {
    return bytes.replace(at, with.size(), with);
  };
  const std::string zero2(2, '\0'), one4("\x01\0\0\0", 4);
  for (const std::string& bytes : std::vector<std::string>{
           "", "R", "RIFF", wav.substr(0, 20), wav.substr(0, 44), "ID3", "Dear Sir or Madam", "ID3\4\0\0\0\0\x7f\x7f",
           changed(wav, 22, zero2), changed(wav, 24, one4), changed(wav, 20, "\x11"),
           changed(wav, 16, "\xff\xff\xff\x7f"), flac.substr(0, 30), flac.substr(0, flac.size() / 2),
           changed(flac, flac.size() / 2, "What is this?"), changed(flac, 18, std::string(3, '\0')), ".snd",
           std::string(".snd") + std::string(20, '\xff')}) {
    const std::string head = bytes.substr(0, 40);
    CAPTURE(head);
    for (const bool stream : {true, false}) {
      CAPTURE(stream);
      const auto read =
          all_of(stream ? SoundSource::open_stream(bytes_of(bytes), "it") : SoundSource::open(bytes_of(bytes), "it"));
      REQUIRE_FALSE(read.has_value());
      CHECK(read.error().message.starts_with("Expected"));
      CHECK(read.error().message.find('\n') == std::string::npos);
      CHECK(read.error().origin.file == "it");
    }
  }
}

TEST_CASE("a render is the same through a pipe and for any number of threads, and is what a client plays") {
  const Folder folder;
  const auto samples = noise(100001, 2, 0.9f);
  write_sound(folder / "in.wav", samples, 2, 48000, kFloatWav);
  for (const bool limited : {true, false}) {
    PlanSpec spec;
    if (limited) spec.limiter = dsp::LimiterParams{};
    spec.crossfeed = dsp::CrossfeedParams{};
    spec.preamp = Gain(3.0);
    spec.biquads.assign(2, {design({BandType::kLowShelf, Hertz(105), Gain(6.0), 0.7}, Hertz(48000)),
                            design({BandType::kPeaking, Hertz(3000), Gain(-5.0), 2.0}, Hertz(48000))});
    RenderRequest request = plain_request(folder / "in.wav", folder / "one.wav");
    request.format = SampleFormat::kFloat64;
    request.plan = [&](Hertz, std::size_t) -> Result<PlanSpec> { return spec; };
    REQUIRE(render_file(request).has_value());
    const ReadSound one(folder / "one.wav");

    for (const SampleFormat format :
         {SampleFormat::kFloat64, SampleFormat::kPcm16, SampleFormat::kPcm24, SampleFormat::kPcm32}) {
      request.format = format;
      request.threads = 1;
      request.output = folder / "alone.wav";
      REQUIRE(render_file(request).has_value());
      request.threads = 4;
      request.output = folder / "together.wav";
      REQUIRE(render_file(request).has_value());
      CHECK(file_bytes(folder / "alone.wav") == file_bytes(folder / "together.wav"));
    }

    // Live, in blocks of any length.
    auto plan = Plan::make(spec);
    REQUIRE(plan.has_value());
    Engine engine(*std::move(plan));
    const std::size_t delay = engine.latency(), frames = samples.size() / 2;
    std::vector<double> left(frames + delay), right(frames + delay);
    for (std::size_t k = 0; k < frames; ++k) {
      left[k] = static_cast<double>(samples[2 * k]);
      right[k] = static_cast<double>(samples[2 * k + 1]);
    }
    std::mt19937 random(3);
    for (std::size_t at = 0; at < left.size();) {
      const std::size_t step = std::min<std::size_t>(left.size() - at, 1 + random() % 700);
      const double* const in[2] = {left.data() + at, right.data() + at};
      std::vector<double> apart(2 * step);
      double* const out[2] = {apart.data(), apart.data() + step};
      engine.process(in, out, step);  // a render does it in place
      std::copy_n(out[0], step, left.begin() + static_cast<std::ptrdiff_t>(at));
      std::copy_n(out[1], step, right.begin() + static_cast<std::ptrdiff_t>(at));
      at += step;
    }
    bool same = one.samples.size() == 2 * frames;
    for (std::size_t k = 0; same && k < frames; ++k)
      same = one.samples[2 * k] == left[k + delay] && one.samples[2 * k + 1] == right[k + delay];
    CHECK(same);
  }

  // Through a pipe, which is fuller than it holds.
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const std::string bytes = file_bytes(folder / "in.wav");
  std::thread feeder([&] {
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t step = ::write(ends[1], bytes.data() + at, std::min<std::size_t>(bytes.size() - at, 3333));
      if (step <= 0) break;
      at += static_cast<std::size_t>(step);
    }
    ::close(ends[1]);
  });
  const auto piped = all_of(SoundSource::open(ends[0], "pipe"));
  feeder.join();
  REQUIRE(piped.has_value());
  CHECK(*piped == std::vector<double>(samples.begin(), samples.end()));
}

TEST_CASE("every depth holds the signal within its own rounding") {
  const Folder folder;
  const auto samples = noise(20000, 2, 0.9f);
  write_sound(folder / "in.wav", samples, 2, 48000, kFloatWav);
  struct Depth {
    SampleFormat format;
    int coding;
    double worst;
  };
  for (const Depth depth : {Depth{SampleFormat::kPcm16, SF_FORMAT_PCM_16, 1.5 / 32768.0},
                            {SampleFormat::kPcm24, SF_FORMAT_PCM_24, 1.5 / 8388608.0},
                            {SampleFormat::kPcm32, SF_FORMAT_PCM_32, 1.5 / 2147483648.0},
                            {SampleFormat::kFloat32, SF_FORMAT_FLOAT, 0.0},
                            {SampleFormat::kFloat64, SF_FORMAT_DOUBLE, 0.0}}) {
    RenderRequest request = plain_request(folder / "in.wav", folder / "out.wav");
    request.format = depth.format;
    REQUIRE(render_file(request).has_value());
    const ReadSound out(folder / "out.wav");
    CHECK((out.info.format & SF_FORMAT_SUBMASK) == depth.coding);
    double worst = 0.0;
    REQUIRE(out.samples.size() == samples.size());
    for (std::size_t k = 0; k < samples.size(); ++k)
      worst = std::max(worst, std::abs(out.samples[k] - static_cast<double>(samples[k])));
    CHECK(worst <= depth.worst);
    if (depth.worst > 0.0) CHECK(worst > depth.worst / 3.0);
  }
}

TEST_CASE("tags, cue points and pictures go from WAV to FLAC and back, and from AIFF; what is lost is said") {
  const Folder folder;
  write_sound(folder / "in.wav", tone(50000, 2, 0.5f), 2, 48000, SF_FORMAT_WAV | SF_FORMAT_PCM_16, true);
  RenderRequest request = plain_request(folder / "in.wav", folder / "out.flac");
  request.format = SampleFormat::kPcm16;
  auto report = render_file(request);
  REQUIRE(report.has_value());
  CHECK(report->losses.empty());
  CHECK(ReadSound(folder / "out.flac").title == "A tone");

  // FLAC to FLAC at another rate, then back to WAV.
  request.input = folder / "out.flac";
  request.output = folder / "again.flac";
  request.sample_rate = Hertz(96000);
  REQUIRE(render_file(request).has_value());
  request.input = folder / "again.flac";
  request.output = folder / "back.wav";
  request.sample_rate = Hertz(48000);
  report = render_file(request);
  REQUIRE(report.has_value());
  CHECK(report->losses.empty());
  const ReadSound back(folder / "back.wav");
  CHECK(back.info.frames == 50000);
  CHECK(back.title == "A tone");
  CHECK(back.cues == std::vector<std::uint32_t>{1000});

  write_sound(folder / "in.aiff", tone(50000, 1, 0.5f), 1, 48000, SF_FORMAT_AIFF | SF_FORMAT_PCM_24, true);
  request.sample_rate.reset();
  request.input = folder / "in.aiff";
  request.output = folder / "aiff.wav";
  REQUIRE(render_file(request).has_value());
  CHECK(ReadSound(folder / "aiff.wav").title == "A tone");
  CHECK(ReadSound(folder / "aiff.wav").cues == std::vector<std::uint32_t>{1000});
}

TEST_CASE("bext, iXML and smpl go from WAV to WAV byte by byte, but for what a render makes untrue") {
  const Folder folder;
  write_sound(folder / "plain.wav", tone(44100, 2, 0.5f), 2, 44100, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  const auto little = [](std::uint64_t value, std::size_t size) {
    std::string bytes;
    engine::detail::append_little(bytes, value, size);
    return bytes;
  };
  // bext, version 2: 10:00:00 since midnight, -23.00 LUFS, one line of history, padded with zeros.
  std::string bext = "A description" + std::string(243, '\0') + std::string(32 + 32, 'o') + "2026-11-2010:00:00";
  bext += little(36000ull * 44100, 8) + little(2, 2) + std::string(64, 'u') + little(0xf704, 2);
  bext += little(500, 2) + little(0xff00, 2) + little(0xf800, 2) + little(0xf790, 2) + std::string(180, '\0');
  REQUIRE(bext.size() == 602);
  const std::string history = "A=ANALOGUE,M=stereo,T=Studer\r\n";
  const std::string ixml = "<BWFXML><SPEED><FILE_SAMPLE_RATE>44100</FILE_SAMPLE_RATE></SPEED></BWFXML>";
  // One loop over the second tenth of a second.
  const std::string smpl = little(0, 8) + little(22676, 4) + little(60, 4) + std::string(12, '\0') + little(1, 4) +
                           little(4, 4) + little(7, 4) + little(0, 4) + little(4410, 4) + little(8819, 4) +
                           little(0, 8) + "tail";
  const auto with_chunks = [&](const std::string& bytes) {
    const auto chunk = [&](const std::string& id, const std::string& body) {
      return id + little(body.size(), 4) + body + std::string(body.size() % 2, '\0');
    };
    std::string out = bytes.substr(0, 12) + chunk("bext", bext + history + std::string(5, '\0')) + chunk("iXML", ixml) +
                      bytes.substr(12) + chunk("smpl", smpl);
    return out.replace(4, 4, little(out.size() - 8, 4));
  };
  const std::string bytes = with_chunks(file_bytes(folder / "plain.wav"));
  std::ofstream(folder / "in.wav", std::ios::binary) << bytes;

  const auto chunk_in = [](const std::string& wav, const std::string& id) -> std::string {
    for (std::size_t at = 12; at + 8 <= wav.size();) {
      const std::size_t size = engine::detail::read_little(std::string_view(wav).substr(at + 4, 4));
      if (wav.compare(at, 4, id) == 0) return wav.substr(at + 8, size);
      at += 8 + size + size % 2;
    }
    return {};
  };
  RenderRequest request = plain_request(folder / "in.wav", folder / "out.wav");
  request.format = SampleFormat::kPcm24;
  auto report = render_file(request);
  REQUIRE(report.has_value());
  CHECK(report->losses == std::vector<std::string>{"the loudness in the broadcast extension, which holds no longer"});
  std::string out = file_bytes(folder / "out.wav");
  CHECK(chunk_in(out, "iXML") == ixml);
  CHECK(chunk_in(out, "smpl") == smpl);
  std::string same = bext;
  for (std::size_t k = 412; k < 422; k += 2) same.replace(k, 2, "\xff\x7f");
  CHECK(chunk_in(out, "bext") == same + history + "A=PCM,F=44100,W=24,M=stereo,T=Eardrum\r\n");

  // At another rate what counts frames is moved; the text that can't be is said.
  request.sample_rate = Hertz(48000);
  report = render_file(request);
  REQUIRE(report.has_value());
  CHECK(report->losses.size() == 2);
  CHECK(report->losses[0].find("iXML") != std::string::npos);
  out = file_bytes(folder / "out.wav");
  const auto figure = [&](const std::string& id, std::size_t at, std::size_t size) {
    return engine::detail::read_little(std::string_view(chunk_in(out, id)).substr(at, size));
  };
  CHECK(figure("bext", 338, 8) == 36000ull * 48000);
  CHECK(figure("smpl", 8, 4) == 20833);
  CHECK(figure("smpl", 44, 4) == 4800);
  CHECK(figure("smpl", 48, 4) == 9599);
  CHECK(chunk_in(out, "smpl").substr(60) == "tail");

  // From a pipe, where the samples' end is not known to be the file's: those before the samples.
  const auto piped = engine::detail::SoundSource::open_stream(std::as_bytes(std::span(bytes)), "pipe");
  REQUIRE(piped.has_value());
  CHECK(piped->info().marks.extensions.size() == 2);

  // FLAC holds none of them.
  request.sample_rate.reset();
  request.output = folder / "out.flac";
  report = render_file(request);
  REQUIRE(report.has_value());
  for (const char* what : {"the broadcast extension", "the iXML chunk", "the sampler's loops"})
    CHECK(std::count(report->losses.begin(), report->losses.end(), what) == 1);

  // Chunks that are cut or lie about their loops are carried as they are.
  for (const std::size_t size : {0u, 1u, 35u, 40u, 60u}) {
    engine::detail::WavExtension cut{"smpl", smpl.substr(0, size)};
    std::vector<std::string> unread;
    engine::detail::extension_at_rate(cut, Hertz(44100), Hertz(48000), unread);
    CHECK(cut.body.size() == size);
    engine::detail::WavExtension part{"bext", bext.substr(0, 10 * size)};
    engine::detail::extension_at_rate(part, Hertz(44100), Hertz(48000), unread);
    engine::detail::drop_loudness(part, unread);
    engine::detail::add_coding_history(part, "line");
    CHECK(part.body.size() <= bext.size());
  }
}

TEST_CASE("marks: Vorbis comments, cue sheets and WAV chunks are read as they were written") {
  engine::detail::Marks marks;
  marks.tags = {{"TITLE", "Jos\xc3\xa9"}, {"ARTIST", "One"}, {"ARTIST", "Two"}, {"MUSICBRAINZ_ALBUMID", "12"}};
  marks.cues = {{0, ""}, {44100, "Second"}, {1u << 20, ""}};
  marks.pictures = {"picture"};
  engine::detail::Marks read;
  read_vorbis_comment(vorbis_comment(marks), read);
  CHECK(read.tags == marks.tags);
  std::vector<std::string> losses;
  read_cue_sheet(cue_sheet(marks, 2u << 20, losses), read);
  REQUIRE(read.cues.size() == 3);
  CHECK(read.cues[1].frame == 44100);
  CHECK(losses == std::vector<std::string>{"the names of 1 cue points"});
  losses.clear();
  const std::string chunks = wav_chunks(marks, "", losses);
  CHECK(losses == std::vector<std::string>{"the tag MUSICBRAINZ_ALBUMID", "1 pictures"});
  CHECK(chunks.find("One; Two") != std::string::npos);
  CHECK(chunks.size() % 2 == 0);
  losses.clear();
  marks.tags = {{"REPLAYGAIN_TRACK_GAIN", "-6 dB"}, {"TITLE", "x"}};
  drop_loudness_marks(marks, losses);
  CHECK(marks.tags.size() == 1);
  CHECK(losses.size() == 1);
  // What is cut is no mark, and no crash.
  const std::string sheet = cue_sheet(read, 1, losses);
  for (std::size_t size = 0; size < sheet.size(); size += 5) {
    engine::detail::Marks none;
    read_cue_sheet(sheet.substr(0, size), none);
    CHECK(none.cues.empty());
  }
}

TEST_CASE("beyond 4 GB a file is RF64, and libsndfile finds all of it") {
  const Folder folder;
  engine::detail::WavLayout layout;
  const std::uint64_t ten_hours = 10ull * 3600 * 48000;  // 13.8 GB of stereo floats
  const std::string header = engine::detail::wav_header(layout, ten_hours);
  CHECK(header.starts_with("RF64"));
  {
    std::ofstream file(folder / "long.wav", std::ios::binary);
    file << header;
  }
  // Nothing is written: the file has a hole in place of its samples.
  if (::truncate((folder / "long.wav").c_str(), static_cast<off_t>(header.size() + ten_hours * 8)) != 0) {
    MESSAGE("skipped: this file system holds no file of 14 GB");
    return;
  }
  SF_INFO info{};
  SNDFILE* const file = sf_open((folder / "long.wav").c_str(), SFM_READ, &info);
  REQUIRE(file != nullptr);
  CHECK(info.frames == static_cast<sf_count_t>(ten_hours));
  sf_close(file);
  // Known or not, what was reserved is what is written.
  layout.length_known = false;
  const std::string unknown = engine::detail::wav_header(layout, std::nullopt);
  CHECK(unknown.size() == header.size());
  CHECK(engine::detail::wav_header(layout, 1000).size() == header.size());
  CHECK(unknown.starts_with("RIFF\xff\xff\xff\xffWAVEJUNK"));
}
