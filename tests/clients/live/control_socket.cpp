// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <live/control_socket.h>

#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/temporary_folder.h"

using namespace eardrum;
using namespace eardrum::live;

namespace {

struct Folder : test::TemporaryFolder {
  Folder() { ::setenv("XDG_RUNTIME_DIR", path().c_str(), 1); }
};

Result<Loaded> load_nothing(const LoadRequest&) {
  return Error{Errc::kNotFound, "Nothing", {}};
}

// A session whose socket is served by a thread.
struct Serving {
  Session session{engine::Tuning{}};
  Protocol protocol{session, load_nothing};
  std::unique_ptr<ControlSocket> socket;
  std::array<int, 2> stop{-1, -1};
  std::atomic<int> idles{0};
  std::thread thread;

  explicit Serving(const std::string& path) : socket(*ControlSocket::open(path)) {
    REQUIRE(::pipe2(stop.data(), O_CLOEXEC) == 0);
    thread = std::thread([this] { socket->run(protocol, stop[0], [this] { return ++idles > 0; }); });
  }
  ~Serving() {
    (void)!::write(stop[1], "", 1);
    thread.join();
    ::close(stop[0]);
    ::close(stop[1]);
  }
};

std::string ask(ControlClient& client, std::string_view line) {
  REQUIRE(client.send(line).has_value());
  auto answer = client.receive();
  return answer ? *answer : "";
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a name is a plain file name") {
  const Folder folder;
  CHECK(*socket_path() == folder / "eardrum/live.socket");
  CHECK(!socket_path("a/b").has_value());
  CHECK(!socket_path("").has_value());
  CHECK(!socket_path("..").has_value());
  CHECK(!socket_path(std::string(200, 'x')).has_value());
}

TEST_CASE("no session: one sentence that says how to start one, and a device error") {
  const Folder folder;
  const auto client = ControlClient::connect(*socket_path());
  REQUIRE(!client.has_value());
  CHECK(client.error().code == Errc::kDevice);
  CHECK(has(client.error().message, "eardrum live"));
}

TEST_CASE("several clients at once, each with its own answers; only the owner may connect") {
  const Folder folder;
  const std::string path = *socket_path();
  const Serving serving(path);
  struct stat found {};
  REQUIRE(::stat(path.c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
  REQUIRE(::stat((folder / "eardrum").c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0700);

  auto one = *ControlClient::connect(path);
  auto two = *ControlClient::connect(path);
  CHECK(has(ask(one, R"({"id":"one","request":"set","volume_db":-10})"), R"("id":"one","ok":true)"));
  CHECK(has(ask(two, R"({"id":"two","request":"status"})"), R"("volume_db":-10)"));
  // Two requests in one packet, an empty line between them.
  REQUIRE(one.send("{\"id\":1,\"request\":\"status\"}\n\n{\"id\":2,\"request\":\"status\"}").has_value());
  CHECK(has(*one.receive(), R"("id":1)"));
  CHECK(has(*one.receive(), R"("id":2)"));
  CHECK(socket_names() == std::vector<std::string>{"live"});
}

TEST_CASE("who subscribes hears of the meters until told otherwise") {
  const Folder folder;
  const Serving serving(*socket_path());
  auto client = *ControlClient::connect(*socket_path());
  CHECK(has(ask(client, R"({"request":"meters","every_ms":20})"), R"("ok":true)"));
  for (int i = 0; i < 3; ++i) CHECK(has(*client.receive(), R"("event":"meters")"));
}

TEST_CASE("a line without end, and a client that never reads, lose their connection and nothing else") {
  const Folder folder;
  const Serving serving(*socket_path());
  auto endless = *ControlClient::connect(*socket_path());
  auto other = *ControlClient::connect(*socket_path());
  const std::string much(std::size_t{1} << 16, 'x');
  bool ended = false;
  for (int i = 0; i < 200 && !ended; ++i) {
    // send() adds a newline only at the end of what it is given; this client never sends one before.
    ended = !endless.send(std::string("\"") + much + much).has_value();
  }
  CHECK(ended);
  CHECK(has(ask(other, R"({"request":"status"})"), R"("ok":true)"));

  auto deaf = *ControlClient::connect(*socket_path());
  ended = false;
  for (int i = 0; i < 100000 && !ended; ++i) ended = !deaf.send(R"({"request":"status"})").has_value();
  CHECK(ended);
  CHECK(has(ask(other, R"({"request":"status"})"), R"("ok":true)"));
}

TEST_CASE("one session a name; a stale socket is replaced") {
  const Folder folder;
  const std::string path = *socket_path();
  {
    const Serving serving(path);
    const auto second = ControlSocket::open(path);
    REQUIRE(!second.has_value());
    CHECK(has(second.error().message, "runs already"));
    auto client = *ControlClient::connect(path);
    CHECK(has(ask(client, R"({"request":"status"})"), R"("ok":true)"));  // the first is unharmed
  }
  CHECK(!std::filesystem::exists(path));
  // One that was killed leaves its socket behind.
  const pid_t child = ::fork();
  if (child == 0) {
    auto left = ControlSocket::open(path);
    (void)left.value().release();
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(std::filesystem::exists(path));
  CHECK(!ControlClient::connect(path).has_value());
  const Serving serving(path);
  CHECK(ControlClient::connect(path).has_value());
}

TEST_CASE("quit ends it") {
  const Folder folder;
  Serving serving(*socket_path());
  auto client = *ControlClient::connect(*socket_path());
  CHECK(has(ask(client, R"({"request":"quit"})"), R"("ok":true)"));
  const int before = serving.idles;
  serving.thread.join();
  CHECK(serving.idles <= before + 2);
  serving.thread = std::thread([] {});
}
