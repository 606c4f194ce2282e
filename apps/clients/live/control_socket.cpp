// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "control_socket.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace eardrum::live {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kIdleMs = 20;

Error failed(const std::string& what, const std::string& path) {
  return {Errc::kIo, what + ": " + std::strerror(errno), {path, 0, {}}};
}

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

std::string runtime_folder() {
  const char* const runtime = std::getenv("XDG_RUNTIME_DIR");
  if (runtime != nullptr && *runtime == '/') return std::string(runtime) + "/eardrum";
  return "/tmp/eardrum-" + std::to_string(::getuid());
}

// Ours alone: in /tmp anybody could have made it.
Result<void> own_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failed("Expected to make the folder", path);
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) return failed("Expected a folder", path);
  const bool ours = S_ISDIR(found.st_mode) && found.st_uid == ::getuid() && (found.st_mode & 022) == 0;
  if (!ours) {
    return Error{Errc::kIo, "Expected a folder that belongs to you and that nobody else can write to", {path, 0, {}}};
  }
  return {};
}

}  // namespace

Result<std::string> socket_path(std::string_view name) {
  const bool plain =
      !name.empty() && name.front() != '.' && name.find_first_of(std::string_view("/\0", 2)) == name.npos;
  if (!plain) return Error{Errc::kUsage, "Expected a name without a slash", {{}, 0, "name"}};
  std::string path = runtime_folder() + "/" + std::string(name) + ".socket";
  if (path.size() >= sizeof sockaddr_un{}.sun_path) {
    return Error{
        Errc::kUsage, "Expected a shorter name: the path of a socket has at most 107 bytes", {path, 0, "name"}};
  }
  return path;
}

std::vector<std::string> socket_names() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(runtime_folder(), ignored)) {
    if (entry.path().extension() == ".socket") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct ControlSocket::Client {
  int descriptor;
  std::string in{}, out{};
  std::optional<std::chrono::milliseconds> meters_each{};
  Clock::time_point meters_next{};
  bool gone = false;

  explicit Client(int opened) : descriptor(opened) {}
  ~Client() { ::close(descriptor); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void say(const std::string& line) {
    // Who subscribes and does not read loses the connection, not our memory.
    gone = gone || out.size() + line.size() > kMostWaiting;
    if (!gone) out += line + "\n";
  }
};

ControlSocket::ControlSocket(std::string path, int listening, int lock)
    : path_(std::move(path)), listening_(listening), lock_(lock) {}

Result<std::unique_ptr<ControlSocket>> ControlSocket::open(const std::string& path) {
  EARDRUM_CHECK(own_folder(std::filesystem::path(path).parent_path().string()));
  // Who holds the lock has the name; the kernel lets go of it however the holder ends, so a socket without is stale.
  const int lock = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0) return failed("Expected to open the lock", path + ".lock");
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return Error{Errc::kUsage,
                 "A live session of this name runs already: eardrum live stop ends it, --name gives another name",
                 {path, 0, {}}};
  }
  ::unlink(path.c_str());
  const int listening = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const sockaddr_un address = address_of(path);
  // The folder keeps others out between bind and chmod.
  const bool bound = listening >= 0 &&
                     ::bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                     ::chmod(path.c_str(), 0600) == 0 && ::listen(listening, 8) == 0;
  if (!bound) {
    Error error = failed("Expected to open the control socket", path);
    if (listening >= 0) ::close(listening);
    ::close(lock);
    return error;
  }
  return std::unique_ptr<ControlSocket>(new ControlSocket(path, listening, lock));
}

ControlSocket::~ControlSocket() {
  clients_.clear();
  ::close(listening_);
  // The lock's file stays: to remove it would let two processes each lock a file of that name.
  ::unlink(path_.c_str());
  ::close(lock_);
}

void ControlSocket::accept_one() {
  const int descriptor = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (descriptor < 0) return;
  auto client = std::make_unique<Client>(descriptor);
  if (clients_.size() < kMostClients) clients_.push_back(std::move(client));
}

void ControlSocket::receive(Client& client, Protocol& protocol) {
  char buffer[4096];
  const ssize_t got = ::recv(client.descriptor, buffer, sizeof buffer, 0);
  if (got <= 0) {
    client.gone = client.gone || got == 0 || (errno != EAGAIN && errno != EINTR);
    return;
  }
  client.in.append(buffer, static_cast<std::size_t>(got));
  std::size_t start = 0;
  for (std::size_t end; (end = client.in.find('\n', start)) != std::string::npos; start = end + 1) {
    const std::string_view line = std::string_view(client.in).substr(start, end - start);
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    const Protocol::Answer answer = protocol.answer(line);
    client.say(answer.line);
    if (answer.meters_each) {
      client.meters_each.reset();
      if (*answer.meters_each > 0) client.meters_each = std::chrono::milliseconds(*answer.meters_each);
      client.meters_next = Clock::now() + client.meters_each.value_or(std::chrono::milliseconds(0));
    }
    quit_ = quit_ || answer.quit;
  }
  client.in.erase(0, start);
  if (client.in.size() > kMostLine) {
    client.say(
        R"({"schema":"eardrum.live/1","ok":false,"error":{"code":"usage","message":"Expected a line of at most )" +
        std::to_string(kMostLine) + R"( bytes"}})");
    send_waiting(client);
    client.gone = true;
  }
}

void ControlSocket::send_waiting(Client& client) {
  if (client.gone || client.out.empty()) return;
  const ssize_t sent = ::send(client.descriptor, client.out.data(), client.out.size(), MSG_NOSIGNAL);
  if (sent > 0) client.out.erase(0, static_cast<std::size_t>(sent));
  if (sent < 0 && errno != EAGAIN && errno != EINTR) client.gone = true;
}

void ControlSocket::run(Protocol& protocol, int stop_descriptor, const std::function<bool()>& idle) {
  std::vector<pollfd> polled;
  while (!quit_ && idle()) {
    polled.assign({{listening_, POLLIN, 0}, {stop_descriptor, POLLIN, 0}});
    for (const auto& client : clients_) {
      polled.push_back({client->descriptor, static_cast<short>(client->out.empty() ? POLLIN : POLLIN | POLLOUT), 0});
    }
    if (::poll(polled.data(), polled.size(), kIdleMs) < 0 && errno != EINTR) return;
    if (polled[1].revents != 0) return;
    // Those who are there are served before others join, so that the indices hold.
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      if ((polled[i + 2].revents & (POLLIN | POLLHUP | POLLERR)) != 0) receive(*clients_[i], protocol);
    }
    if ((polled[0].revents & POLLIN) != 0) accept_one();
    const auto now = Clock::now();
    for (const auto& client : clients_) {
      if (client->meters_each && now >= client->meters_next) {
        client->say(protocol.meters_line());
        client->meters_next = now + *client->meters_each;
      }
      send_waiting(*client);
    }
    std::erase_if(clients_, [](const auto& client) { return client->gone; });
  }
}

Result<ControlClient> ControlClient::connect(const std::string& path) {
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(path);
  if (descriptor >= 0 && ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return ControlClient(descriptor);
  }
  if (descriptor >= 0) ::close(descriptor);
  return Error{Errc::kDevice, "No live session runs; eardrum live HEADPHONE starts one", {path, 0, {}}};
}

ControlClient::~ControlClient() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

ControlClient::ControlClient(ControlClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), received_(std::move(other.received_)) {}

Result<void> ControlClient::send(std::string_view line) {
  std::string all = std::string(line) + "\n";
  for (std::size_t done = 0; done < all.size();) {
    const ssize_t sent = ::send(descriptor_, all.data() + done, all.size() - done, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return Error{Errc::kDevice, "The live session has gone", {}};
    done += static_cast<std::size_t>(sent);
  }
  return {};
}

Result<std::string> ControlClient::receive() {
  while (true) {
    if (const std::size_t end = received_.find('\n'); end != std::string::npos) {
      std::string line = received_.substr(0, end);
      received_.erase(0, end + 1);
      return line;
    }
    char buffer[4096];
    const ssize_t got = ::recv(descriptor_, buffer, sizeof buffer, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Error{Errc::kDevice, "The live session has gone", {}};
    received_.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace eardrum::live
