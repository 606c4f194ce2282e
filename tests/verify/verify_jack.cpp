// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// verify_jack IN.wav OUT.wav CLIENT   plays IN to CLIENT:in_1, in_2 on the JACK server, and records its out_1, out_2
// verify_jack stall SECONDS           a client beside the others that once sleeps for so long in its callback
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>

#include <jack/jack.h>

#include <eardrum/base/file.h>
#include <eardrum/formats/wav.h>

#include "recording.h"

using namespace eardrum;

namespace {

struct Player {
  std::array<jack_port_t*, 2> out{}, in{};
  WavAudio played, recorded;
  std::size_t at = 0;
  std::atomic<bool> done{false};

  int process(jack_nframes_t frames) {
    const std::size_t length = played.samples[0].size();
    for (std::size_t c = 0; c < 2; ++c) {
      auto* const to = static_cast<float*>(jack_port_get_buffer(out[c], frames));
      const auto* const from = static_cast<const float*>(jack_port_get_buffer(in[c], frames));
      for (std::size_t k = 0; k < frames; ++k) {
        to[k] = at + k < length ? static_cast<float>(played.samples[c][at + k]) : 0.0f;
        if (at + k < length) recorded.samples[c][at + k] = static_cast<double>(from[k]);
      }
    }
    at += frames;
    if (at >= length) done = true;
    return 0;
  }
};

int fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  return 1;
}

// A server without hardware waits for nobody: who has not finished in time makes an xrun.
int stall(double seconds) {
  struct Staller {
    double seconds;
    std::atomic<int> calls{0};
  } staller{seconds};
  jack_client_t* const client = jack_client_open("staller", JackNoStartServer, nullptr);
  if (client == nullptr) return fail("no JACK server");
  jack_set_process_callback(
      client,
      [](jack_nframes_t, void* self) {
        auto& one = *static_cast<Staller*>(self);
        if (++one.calls == 10) std::this_thread::sleep_for(std::chrono::duration<double>(one.seconds));
        return 0;
      },
      &staller);
  if (jack_activate(client) != 0) return fail("the JACK server refused");
  for (int waits = 0; waits < 200 && staller.calls < 20; ++waits)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  jack_client_close(client);
  return staller.calls >= 20 ? 0 : fail("the server does not run");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "stall") return stall(std::atof(argv[2]));
  if (argc != 4) return fail("usage: verify_jack IN.wav OUT.wav CLIENT");
  const auto bytes = read_file(argv[1]);
  auto audio = bytes ? read_wav(*bytes, argv[1]) : Result<WavAudio>(bytes.error());
  if (!audio) return fail(audio.error().to_string());
  Player player;
  player.recorded = player.played = *std::move(audio);
  jack_client_t* const client = jack_client_open("verify", JackNoStartServer, nullptr);
  if (client == nullptr) return fail("no JACK server");
  for (std::size_t c = 0; c < 2; ++c) {
    const std::string number = std::to_string(c + 1);
    player.out[c] = jack_port_register(client, ("out_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
    player.in[c] = jack_port_register(client, ("in_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
  }
  jack_set_process_callback(
      client, [](jack_nframes_t frames, void* self) { return static_cast<Player*>(self)->process(frames); }, &player);
  // Connected within the second of silence that comes first.
  if (jack_activate(client) != 0) return fail("the JACK server refused");
  for (std::size_t c = 0; c < 2; ++c) {
    const std::string number = std::to_string(c + 1), other = argv[3];
    if (jack_connect(client, jack_port_name(player.out[c]), (other + ":in_" + number).c_str()) != 0 ||
        jack_connect(client, (other + ":out_" + number).c_str(), jack_port_name(player.in[c])) != 0) {
      return fail("no ports of " + other);
    }
  }
  for (int waits = 0; waits < 200 && !player.done; ++waits) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  if (!player.done) return fail("the server does not run");
  jack_client_close(client);
  return verify::put(argv[2], write_wav(player.recorded, WavSample::kFloat32)) ? 0 : 1;
}
