// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// eardrum render as a person, a pipe and a program call it. What it does to samples is tests/engine's business.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <eardrum/base/value.h>

#include "../report/schema_check.h"
#include "process.h"

using eardrum::Value;
using eardrum::test::bytes_of;
using eardrum::test::Ended;
using eardrum::test::holds;
using eardrum::test::is_one_line;
using eardrum::test::json_of;
using eardrum::test::run_eardrum;
using eardrum::test::run_process;
using eardrum::test::schema;
using eardrum::test::Surroundings;
using eardrum::test::TemporaryFolder;
using eardrum::test::violation;

namespace fs = std::filesystem;

namespace {

std::string little(std::uint64_t value, int size) {
  std::string out;
  for (int k = 0; k < size; ++k) out += static_cast<char>(value >> (8 * k) & 0xff);
  return out;
}

// A stereo WAV file of 16 bits: a tone of half of full scale.
std::string wav(std::size_t frames, std::uint32_t rate_hz = 48000) {
  std::string out = "RIFF" + little(36 + 4 * frames, 4) + "WAVEfmt " + little(16, 4) + little(1, 2) + little(2, 2) +
                    little(rate_hz, 4) + little(4ull * rate_hz, 4) + little(4, 2) + little(16, 2) + "data" +
                    little(4 * frames, 4);
  for (std::size_t k = 0; k < frames; ++k) {
    const auto sample = static_cast<std::int16_t>(16384.0 * std::sin(0.13 * static_cast<double>(k)));
    out += little(static_cast<std::uint16_t>(sample), 2) + little(static_cast<std::uint16_t>(sample), 2);
  }
  return out;
}

void write(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<std::string> tree(const fs::path& folder) {
  std::vector<std::string> out;
  if (!fs::exists(folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) out.push_back(entry.path().lexically_relative(folder).string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool installed(const std::string& program) {
  return run_process({"/bin/sh", "-c", "command -v " + program}).exit == 0;
}

// 10 bits a sample in front of the data chunk's samples.
double peak_of_16_bits(const std::string& file) {
  int peak = 0;
  for (std::size_t at = 44; at + 1 < file.size(); at += 2) {
    const auto sample =
        static_cast<std::int16_t>(static_cast<unsigned char>(file[at]) | static_cast<unsigned char>(file[at + 1]) << 8);
    peak = std::max(peak, std::abs(static_cast<int>(sample)));
  }
  return peak / 32768.0;
}

}  // namespace

TEST_CASE("a folder is rendered as a tree; what can't be read is listed with its reason and stops nothing") {
  const TemporaryFolder folder;
  const fs::path album = folder.path() / "Album";
  write(album / "cd1" / "1.wav", wav(20000));
  write(album / "cd1" / "2.WAV", wav(30000, 44100));
  write(album / "cd2" / "1.wav", wav(10000));
  write(album / "cd2" / "cut.wav", wav(10000).substr(0, 20000));
  write(album / "bad" / "empty.wav", "");
  write(album / "cover.jpg", "a picture");
  const std::string out = (folder.path() / "out").string();
  const Ended ended = run_eardrum({"render", album.string() + "/", "-o", out, "--headroom", "6", "--json"});
  CHECK(ended.exit == 3);
  const Value answer = json_of(ended);
  CHECK(violation(schema("render-1"), answer) == "");
  CHECK(answer.find("files")->as_array().size() == 3);
  CHECK(answer.find("refused")->as_array().size() == 2);
  CHECK(tree(out) == std::vector<std::string>{"cd1/1.wav", "cd1/2.wav", "cd2/1.wav"});
  CHECK_FALSE(fs::exists(fs::path(out) / "bad"));
  CHECK(holds(ended.err, "cut.wav: Expected a whole file"));
  CHECK(holds(ended.err, "empty.wav: Expected an audio file"));

  // Once more, only what is new; FLAC beside it, and one file of the same name.
  write(album / "cd2" / "1.au", wav(100));
  fs::remove(album / "cd2" / "cut.wav");
  fs::remove_all(album / "bad");
  const Ended again = run_eardrum({"render", album, "-o", out, "--headroom", "6", "--skip-existing", "--jobs", "2"});
  CHECK(again.exit == 0);
  CHECK(holds(again.out, "1 file rendered, 3 there already"));
  CHECK(tree(out) == std::vector<std::string>{"cd1/1.wav", "cd1/2.wav", "cd2/1.au.wav", "cd2/1.wav"});
}

TEST_CASE("the same files come out of one job and of several") {
  const TemporaryFolder folder;
  for (int k = 0; k < 5; ++k)
    write(folder.path() / "in" / (std::to_string(k) + ".wav"), wav(20000 + 5000 * static_cast<std::size_t>(k)));
  for (const std::string jobs : {"1", "4"}) {
    REQUIRE(run_eardrum({"render", folder.path() / "in", "-o", folder.path() / jobs, "--crossfeed", "--format", "flac",
                         "--jobs", jobs, "--threads", jobs})
                .exit == 0);
  }
  for (int k = 0; k < 5; ++k) {
    const std::string name = std::to_string(k) + ".flac";
    CHECK(bytes_of(folder.path() / "1" / name) == bytes_of(folder.path() / "4" / name));
    CHECK(bytes_of(folder.path() / "1" / name).starts_with("fLaC"));
  }
}

TEST_CASE("headroom takes off, and clipping is said with its amount") {
  const TemporaryFolder folder;
  write(folder.path() / "in.wav", wav(20000));
  const std::string in = folder.path() / "in.wav", out = folder.path() / "out.wav";
  REQUIRE(run_eardrum({"render", in, "-o", out, "--headroom", "6.0206", "--bits", "16"}).exit == 0);
  CHECK(peak_of_16_bits(bytes_of(out)) == doctest::Approx(0.25).epsilon(0.001));
  write(folder.path() / "loud.txt", "Preamp: 9 dB\nFilter 1: ON PK Fc 1000 Hz Gain 0 dB Q 1\n");
  const Ended loud = run_eardrum({"render", in, "-o", out, "--eq", folder.path() / "loud.txt", "--bits", "16"});
  CHECK(loud.exit == 0);
  CHECK(holds(loud.out, "samples clipped by up to 2.98 dB"));
  const Ended kept = run_eardrum({"render", in, "-o", out, "--eq", folder.path() / "loud.txt", "--bits", "float"});
  CHECK(holds(kept.out, "samples beyond full scale by up to 2.98 dB, which players clip"));
}

TEST_CASE("pipes: WAV and FLAC in and out, and one sentence for what is neither") {
  const TemporaryFolder folder;
  Surroundings pipe;
  pipe.standard_input = wav(30000);
  const std::string file = folder.path() / "out.wav", flac = folder.path() / "out.flac";
  const Ended to_file = run_eardrum({"render", "-", "-o", file, "--headroom", "3", "--bits", "16"}, pipe);
  CHECK(to_file.exit == 0);
  const Ended through = run_eardrum({"render", "-", "-o", "-", "--headroom", "3", "--bits", "16"}, pipe);
  CHECK(through.exit == 0);
  CHECK(through.out == bytes_of(file));
  CHECK(holds(through.err, "eardrum: standard output: 0.6 s, peak -9.0 dBFS"));
  // A stream that does not say how long it is.
  for (std::size_t k = 40; k < 44; ++k) pipe.standard_input[k] = '\xff';
  REQUIRE(run_eardrum({"render", "-", "-o", flac, "--headroom", "3", "--bits", "16"}, pipe).exit == 0);
  const Ended streamed =
      run_eardrum({"render", "-", "-o", "-", "--headroom", "3", "--bits", "16", "--format", "flac"}, pipe);
  CHECK(streamed.out.starts_with("fLaC"));
  Surroundings again;
  again.standard_input = streamed.out;
  const Ended back =
      run_eardrum({"render", "-", "-o", folder.path() / "back.wav", "--rate", "48000", "--bits", "16"}, again);
  CHECK(back.exit == 0);
  CHECK(bytes_of(folder.path() / "back.wav").size() == bytes_of(file).size() + 36);  // room for a length beyond 4 GB

  for (const std::string& hostile : {std::string(), std::string("Dear Sir or Madam"), wav(5000).substr(0, 5000),
                                     streamed.out.substr(0, streamed.out.size() / 2) + std::string(500, 'x')}) {
    pipe.standard_input = hostile;
    const std::string never = folder.path() / "never.wav";
    const Ended refused = run_eardrum({"render", "-", "-o", never, "--headroom", "3"}, pipe);
    CHECK(refused.exit == 3);
    CHECK(is_one_line(refused.err));
    CHECK(holds(refused.err, "eardrum: standard input: Expected"));
    CHECK(refused.out.empty());
    CHECK_FALSE(fs::exists(never));
  }
  pipe.standard_input = wav(100);
  CHECK(run_eardrum({"render", "-", "-o", file, "--normalize", "peak"}, pipe).exit == 2);
  CHECK(run_eardrum({"render", "-", "-o", "-", "--json", "--headroom", "1"}, pipe).exit == 2);
}

TEST_CASE("graphic curves and impulse responses are rendered, and a rate that differs is converted and said") {
  const TemporaryFolder folder;
  write(folder.path() / "in.wav", wav(48000));
  const std::string in = folder.path() / "in.wav", out = folder.path() / "out.wav";
  // 13 dB/rad a sample is 993 Hz: a level curve at -6.0206 dB halves it.
  write(folder.path() / "graphic.txt", "GraphicEQ: 20 -6.0206; 1000 -6.0206; 20000 -6.0206\n");
  REQUIRE(run_eardrum({"render", in, "-o", out, "--eq", folder.path() / "graphic.txt", "--bits", "16"}).exit == 0);
  CHECK(peak_of_16_bits(bytes_of(out)) == doctest::Approx(0.25).epsilon(0.003));
  // An impulse response of one tap, of half of full scale (its other samples are silence).
  std::string half = wav(4000, 44100);
  std::fill(half.begin() + 44, half.end(), '\0');
  half[45] = half[47] = 0x40;
  write(folder.path() / "half.wav", half);
  const Ended ended = run_eardrum({"render", in, "-o", out, "--eq", folder.path() / "half.wav", "--bits", "16"});
  CHECK(ended.exit == 0);
  CHECK(holds(ended.err, "is for 44100 Hz; it was converted to 48000 Hz"));
  CHECK(peak_of_16_bits(bytes_of(out)) == doctest::Approx(0.25).epsilon(0.003));
  write(folder.path() / "apo.txt", "Preamp: -6.0206 dB\nConvolution: half.wav\n");
  REQUIRE(run_eardrum({"render", in, "-o", out, "--eq", folder.path() / "apo.txt", "--bits", "16"}).exit == 0);
  CHECK(peak_of_16_bits(bytes_of(out)) == doctest::Approx(0.125).epsilon(0.003));
  write(folder.path() / "apo.txt", "Convolution: missing.wav\n");
  const Ended missing = run_eardrum({"render", in, "-o", out, "--eq", folder.path() / "apo.txt"});
  CHECK(missing.exit == 3);
  CHECK(holds(missing.err, "missing.wav that the settings name, found no such file"));
  const Ended absent = run_eardrum({"render", in, "-o", out, "--eq", folder.path() / "missing.wav"});
  CHECK(absent.exit == 3);
  CHECK(holds(absent.err, "missing.wav: Cannot open the file"));
}

TEST_CASE("compressed files are read where something is there to make them") {
  if (!installed("ffmpeg")) {
    MESSAGE("skipped: ffmpeg is not installed");
    return;
  }
  const TemporaryFolder folder;
  write(folder.path() / "in.wav", wav(96000));
  for (const std::string name : {"in.aiff", "in.ogg", "in.opus", "in.mp3", "in.flac"}) {
    const fs::path made = folder.path() / "made" / name;
    fs::create_directories(made.parent_path());
    if (run_process({"/usr/bin/env", "ffmpeg", "-v", "error", "-i", folder.path() / "in.wav", "-metadata",
                     "title=A tone", made})
            .exit != 0) {
      MESSAGE("skipped: this ffmpeg writes no ", name);
    }
  }
  const Ended ended = run_eardrum({"render", folder.path() / "made", "-o", folder.path() / "out", "--headroom",
                                   "6.0206", "--bits", "16", "--format", "wav", "--json"});
  CHECK(ended.exit == 0);
  const Value answer = json_of(ended);
  CHECK(answer.find("files")->as_array().size() == tree(folder.path() / "made").size());
  for (const Value& file : answer.find("files")->as_array()) {
    const std::string path = file.find("output")->as_string();
    CAPTURE(path);
    CHECK(file.find("frames")->as_number() == doctest::Approx(96000).epsilon(0.02));
    CHECK(file.find("peak_dbfs")->as_number() == doctest::Approx(-12.04).epsilon(0.06));
    CHECK(holds(bytes_of(path), "A tone"));
  }
}

TEST_CASE("Ctrl-C ends it where the input does not go on, the second time at the latest, and leaves nothing") {
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe.wav", out = folder / "out.wav";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int held = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);  // for both, so that it neither waits nor ends
  REQUIRE(held >= 0);
  const std::string beginning = wav(100000).substr(0, 30000);
  REQUIRE(::write(held, beginning.data(), beginning.size()) == 30000);
  Surroundings interrupted;
  interrupted.interrupt_after = std::chrono::milliseconds(200);
  const Ended ended = run_eardrum({"render", pipe, "-o", out, "--headroom", "1"}, interrupted);
  ::close(held);
  CHECK_FALSE(ended.timed_out);
  CHECK(ended.signal == SIGINT);
  CHECK(tree(folder.path()).empty());
}

TEST_CASE("Ctrl-C leaves nothing half-written, neither do wrong calls") {
  const TemporaryFolder folder;
  const fs::path in = folder.path() / "in";
  for (int k = 0; k < 30; ++k) write(in / (std::to_string(k) + ".wav"), wav(400000));
  Surroundings interrupted;
  const fs::path out = folder.path() / "out";
  interrupted.interrupt_when = [&] { return !tree(out).empty(); };
  Ended ended;
  // On a busy machine all may be done before we come to it.
  for (int attempt = 0; attempt < 5 && ended.signal == 0; ++attempt) {
    fs::remove_all(out);
    ended = run_eardrum({"render", in, "-o", out, "--crossfeed", "--format", "flac", "--jobs", "1"}, interrupted);
  }
  CHECK(ended.signal == SIGINT);
  const auto written = tree(out);
  CHECK(written.size() < 30);
  for (const auto& name : written) {
    CHECK(name.ends_with(".flac"));
    CHECK(run_eardrum({"render", out / name, "-o", folder.path() / "check.wav", "--headroom", "1"}).exit == 0);
  }

  write(folder.path() / "a.wav", wav(1000));
  const std::string a = folder.path() / "a.wav";
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"render", a, "-o", folder.path() / "b.wav"},
                                             {"render", a, "--headroom", "1"},
                                             {"render", a, "-o", folder.path() / "b.mp3", "--crossfeed"},
                                             {"render", a, "-o", a, "--crossfeed"},
                                             {"render", a, a, "-o", "-", "--crossfeed"}}) {
    const Ended wrong = run_eardrum(words);
    CHECK(wrong.exit == 2);
    CHECK(is_one_line(wrong.err));
  }
  CHECK(bytes_of(a) == wav(1000));
  CHECK_FALSE(fs::exists(folder.path() / "b.wav"));
}
