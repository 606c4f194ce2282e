// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
//
// verify_threads pipewire|jack SECONDS   a live session on that server for so long, its bands, slots, bypass, volume
// and
//                                        meters changed and read by three threads meanwhile: for ThreadSanitizer
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include <live/control_socket.h>

#ifdef EARDRUM_JACK
#include <jack/jack_client.h>
#endif
#ifdef EARDRUM_PIPEWIRE
#include <pipewire/pipewire_client.h>
#endif

using namespace eardrum;

namespace {

Result<std::unique_ptr<live::Backend>> open(const std::string& server, live::Session& session) {
#ifdef EARDRUM_JACK
  if (server == "jack") return live::open_jack(session, {});
#endif
#ifdef EARDRUM_PIPEWIRE
  if (server == "pipewire") return live::open_pipewire(session, {});
#endif
  return Error{Errc::kUsage, "No client for " + server, {}};
}

int fail(const Error& error) {
  std::fprintf(stderr, "%s\n", error.to_string().c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const Peq one{Gain(0.0), {Band{BandType::kPeaking, Hertz(440.0), Gain(0.0), 1.0}}};
  live::Session session(engine::tuning_of(std::span<const Peq>(&one, 1), "one"));
  const std::string path = std::string(std::getenv("XDG_RUNTIME_DIR")) + "/threads.socket";
  const auto socket = live::ControlSocket::open(path);
  if (!socket) return fail(socket.error());
  auto backend = open(argv[1], session);
  if (!backend) return fail(backend.error());
  live::Protocol protocol(
      session,
      [&](const live::LoadRequest&) -> Result<live::Loaded> {
        return live::Loaded{engine::tuning_of(std::span<const Peq>(&one, 1), "other"), {}, {}};
      },
      backend->get());
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  std::thread served([&] {
    (*socket)->run(protocol, ends[0], [&] {
      session.service();
      return true;
    });
  });
  std::atomic<bool> ended{false};
  std::atomic<int> refused{0};
  const auto talk = [&](std::vector<std::string> lines) {
    auto client = live::ControlClient::connect(path);
    for (std::size_t k = 0; client && !ended; ++k) {
      const bool sent = client->send(lines[k % lines.size()]).has_value();
      if (!sent || !client->receive()) return void(++refused);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  };
  std::thread turns(talk, std::vector<std::string>{
                              R"({"request":"set","band":1,"gain_db":-3,"volume_db":-6})",
                              R"({"request":"set","bypass":true})", R"({"request":"load","headphone":"x","slot":"b"})",
                              R"({"request":"ab"})", R"({"request":"set","bypass":false,"crossfeed":true})",
                              R"({"request":"set","band":1,"gain_db":2,"crossfeed":false})"});
  std::thread reads(talk, std::vector<std::string>{R"({"request":"meters"})", R"({"request":"status"})"});
  for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[2]));
       std::chrono::steady_clock::now() < end;) {
    (*backend)->describe("Eardrum");
    (void)(*backend)->status();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ended = true;
  turns.join();
  reads.join();
  [[maybe_unused]] const auto written = ::write(ends[1], "x", 1);
  served.join();
  backend->reset();
  const auto frames = session.meters().frames;
  std::printf("%llu frames, %d refusals\n", static_cast<unsigned long long>(frames), refused.load());
  return frames > 0 && refused == 0 ? 0 : 1;
}
