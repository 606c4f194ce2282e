// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/base/result.h>

#include "protocol.h"

namespace eardrum::live {

/// $XDG_RUNTIME_DIR/eardrum/NAME.socket; without that variable, a folder of the user's own under /tmp. Fails with
/// kUsage for a name that is no plain file name, or too long for a socket.
Result<std::string> socket_path(std::string_view name = "live");

/// The names of the sessions that have a socket, alive or not.
std::vector<std::string> socket_names();

/// Serves a Protocol on a Unix socket that only its owner can open: lines in, lines out, several clients at once. A
/// line of more than 64 kB, or a client that does not read its answers, ends that connection; no client can hold up
/// another or the audio.
class ControlSocket {
 public:
  static constexpr std::size_t kMostLine = std::size_t{64} << 10;
  static constexpr std::size_t kMostWaiting = std::size_t{1} << 20;
  static constexpr std::size_t kMostClients = 32;

  /// Takes the name: replaces the socket of a session that is gone. Fails with kUsage when one of that name runs, and
  /// with kIo.
  static Result<std::unique_ptr<ControlSocket>> open(const std::string& path);
  /// Gives the name back.
  ~ControlSocket();
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

  /// Serves until a client says quit, `stop_descriptor` becomes readable, or `idle` says no; `idle` is called at least
  /// every 20 ms.
  void run(Protocol& protocol, int stop_descriptor, const std::function<bool()>& idle);

 private:
  struct Client;
  ControlSocket(std::string path, int listening, int lock);
  void accept_one();
  void receive(Client& client, Protocol& protocol);
  void send_waiting(Client& client);

  std::string path_;
  int listening_, lock_;
  std::vector<std::unique_ptr<Client>> clients_;
  bool quit_ = false;
};

/// The other end: says one line to a session.
class ControlClient {
 public:
  /// Fails with kDevice and a sentence that says how to start one, when none runs.
  static Result<ControlClient> connect(const std::string& path);
  ~ControlClient();
  ControlClient(ControlClient&& other) noexcept;
  ControlClient& operator=(ControlClient&&) = delete;

  /// Fails with kDevice when the session went away.
  Result<void> send(std::string_view line);
  /// The next line that comes, without its newline; waits for it.
  Result<std::string> receive();

 private:
  explicit ControlClient(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
  std::string received_;
};

}  // namespace eardrum::live
