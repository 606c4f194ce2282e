// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/impulse_response.h>

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <sndfile.h>

#include "support/temporary_folder.h"

using eardrum::Errc;
using eardrum::Hertz;
using eardrum::engine::read_impulse_response;

namespace {

// A float WAV at 48 kHz, gone with the test; sample k of channel c is 10 c + k.
struct WavFile {
  eardrum::test::TemporaryFolder folder;
  std::string path = folder / "impulse.wav";
  WavFile(int channels, int frames) {
    SF_INFO info{};
    info.channels = channels;
    info.samplerate = 48000;
    info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    std::vector<float> samples;
    for (int k = 0; k < frames; ++k) {
      for (int c = 0; c < channels; ++c) samples.push_back(static_cast<float>(10 * c + k));
    }
    SNDFILE* const file = sf_open(path.c_str(), SFM_WRITE, &info);
    REQUIRE(file != nullptr);
    sf_writef_float(file, samples.data(), frames);
    sf_close(file);
  }
};

using Fir = std::vector<std::vector<float>>;

}  // namespace

TEST_CASE("an impulse response of one, two or four channels is laid out as a plan takes it") {
  CHECK(*read_impulse_response(WavFile(1, 3).path, Hertz(48000), 2) == Fir{{0, 1, 2}, {}, {}, {0, 1, 2}});
  CHECK(*read_impulse_response(WavFile(2, 2).path, Hertz(48000), 2) == Fir{{0, 1}, {}, {}, {10, 11}});
  // The file holds L to L, L to R, R to L, R to R; the plan wants what reaches the left first.
  CHECK(*read_impulse_response(WavFile(4, 1).path, Hertz(48000), 2) == Fir{{0}, {20}, {10}, {30}});
  CHECK(*read_impulse_response(WavFile(1, 1).path, Hertz(48000), 1) == Fir{{0}});
}

TEST_CASE("an impulse response that does not fit is refused in one sentence") {
  CHECK(read_impulse_response(WavFile(2, 2).path, Hertz(44100), 2).error().message ==
        "Expected an impulse response at 44100 Hz, the rate that is played, found one at 48000 Hz");
  CHECK(read_impulse_response(WavFile(3, 2).path, Hertz(48000), 2).error().message ==
        "Expected an impulse response of 1, 2 or 4 channels, found 3");
  CHECK(read_impulse_response("/nonexistent/response.wav", Hertz(48000), 2).error().code == Errc::kNotFound);
}
