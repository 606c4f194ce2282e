// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "jack_client.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <span>
#include <stop_token>
#include <thread>
#include <utility>

#include <jack/jack.h>

namespace eardrum::live {
namespace {

constexpr std::size_t kMostChannels = 8;
constexpr unsigned long kHardware = JackPortIsPhysical, kAny = 0;
constexpr std::chrono::milliseconds kLook{250};

Error no_server() {
  return {Errc::kDevice,
          "No JACK server answers; start one (jackd, or PipeWire with pw-jack in front of the command), or leave out "
          "--jack to play through PipeWire",
          {}};
}

// The library speaks of every failure on stderr; what matters is in our own sentences.
void silence_library() {
  jack_set_error_function([](const char*) {});
  jack_set_info_function([](const char*) {});
}

struct CloseClient {
  void operator()(jack_client_t* client) const { jack_client_close(client); }
};
using JackConnection = std::unique_ptr<jack_client_t, CloseClient>;

JackConnection open_connection(const std::string& name) {
  silence_library();
  return JackConnection(jack_client_open(name.c_str(), JackNoStartServer, nullptr));
}

// The names in a list that the library allocated.
std::vector<std::string> taken(const char** names) {
  std::vector<std::string> list;
  for (const char** name = names; name != nullptr && *name != nullptr; ++name) list.emplace_back(*name);
  if (names != nullptr) jack_free(names);
  return list;
}

std::string client_of(const std::string& port) {
  return port.substr(0, port.find(':'));
}

std::vector<std::string> audio_inputs(jack_client_t* client, unsigned long flags) {
  return taken(jack_get_ports(client, nullptr, JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput | flags));
}

class Client final : public Backend {
 public:
  Client(Session& session, JackOptions options) : session_(session), options_(std::move(options)) {}
  ~Client() override {
    watch_ = {};
    close();
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Result<void> start() {
    EARDRUM_CHECK(connect());
    watch_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
    return {};
  }

  BackendStatus status() const override {
    const std::lock_guard lock(mutex_);
    return status_;
  }

 private:
  Result<void> connect();
  void close();
  void watch(const std::stop_token& stop);
  void connect_outputs();
  void connect_inputs();
  void look();

  EARDRUM_REALTIME int process(jack_nframes_t frames) noexcept;
  void tell_latency(jack_latency_callback_mode_t mode);

  Session& session_;
  JackOptions options_;

  // The starting thread's until the watching one begins, then that one's.
  JackConnection connection_;
  std::array<jack_port_t*, kMostChannels> in_{}, out_{};
  std::array<std::vector<std::string>, kMostChannels> players_{};  // what was last seen connected to the inputs
  bool outputs_were_connected_ = false;
  std::size_t latency_told_ = 0;

  std::atomic<std::uint32_t> rate_hz_{0};
  std::atomic<bool> server_went_{false};

  mutable std::mutex mutex_;
  BackendStatus status_;

  std::jthread watch_;
};

Result<void> Client::connect() {
  JackConnection connection = open_connection(options_.client_name);
  if (connection == nullptr) return no_server();
  jack_client_t* const client = connection.get();
  server_went_ = false;
  rate_hz_ = jack_get_sample_rate(client);
  jack_set_process_callback(
      client, [](jack_nframes_t frames, void* self) { return static_cast<Client*>(self)->process(frames); }, this);
  jack_set_sample_rate_callback(
      client,
      [](jack_nframes_t rate_hz, void* self) {
        static_cast<Client*>(self)->rate_hz_ = rate_hz;
        return 0;
      },
      this);
  // Any block size is played; a server that changes it has said all that there is to say.
  jack_set_buffer_size_callback(
      client, [](jack_nframes_t, void*) { return 0; }, this);
  jack_set_xrun_callback(
      client,
      [](void* self) {
        static_cast<Client*>(self)->session_.count_xrun();
        return 0;
      },
      this);
  jack_set_latency_callback(
      client, [](jack_latency_callback_mode_t mode, void* self) { static_cast<Client*>(self)->tell_latency(mode); },
      this);
  // Called from within the library: what is left of the connection is closed elsewhere.
  jack_on_shutdown(
      client, [](void* self) { static_cast<Client*>(self)->server_went_ = true; }, this);
  for (std::size_t c = 0; c < options_.channels; ++c) {
    const std::string number = std::to_string(c + 1);
    in_[c] = jack_port_register(client, ("in_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
    out_[c] = jack_port_register(client, ("out_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
    if (in_[c] == nullptr || out_[c] == nullptr) {
      return Error{Errc::kDevice,
                   "Expected the JACK server to give " + std::to_string(options_.channels) +
                       " ports in and out, found that it has none left",
                   {}};
    }
  }
  // Ahead of the first block; should it fail, the session says why.
  (void)session_.prepare({rate_hz_.load(), static_cast<std::uint32_t>(options_.channels)});
  if (jack_activate(client) != 0) {
    return Error{Errc::kDevice, "Expected the JACK server to take the client in, found that it refused", {}};
  }
  connection_ = std::move(connection);
  connect_inputs();
  look();
  return {};
}

void Client::close() {
  connection_.reset();
  outputs_were_connected_ = false;
  latency_told_ = 0;
  const std::lock_guard lock(mutex_);
  status_.connected = false;
  status_.device.clear();
  status_.device_text.clear();
}

void Client::watch(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any ended;
  std::unique_lock lock(mutex);
  while (!stop.stop_requested()) {
    ended.wait_for(lock, stop, kLook, [] { return false; });
    if (stop.stop_requested()) return;
    if (server_went_) close();
    if (connection_ == nullptr) {
      (void)connect();  // fails until the server is back
    } else {
      look();
    }
  }
}

// Once: what the user then connects or takes away is the user's.
void Client::connect_outputs() {
  if (outputs_were_connected_) return;
  std::vector<std::string> ports = audio_inputs(connection_.get(), options_.device ? kAny : kHardware);
  if (options_.device) {
    std::erase_if(ports, [&](const std::string& port) { return client_of(port) != *options_.device; });
  }
  if (ports.empty()) return;
  for (std::size_t c = 0; c < options_.channels; ++c) {
    // A device of one channel gets both of two; else what it has no port for is left to the user.
    if (c >= ports.size() && options_.channels > 2) break;
    const std::string& to = ports[std::min(c, ports.size() - 1)];
    jack_connect(connection_.get(), jack_port_name(out_[c]), to.c_str());
  }
  // A session of one channel is heard on both sides.
  if (options_.channels == 1 && ports.size() > 1) {
    jack_connect(connection_.get(), jack_port_name(out_[0]), ports[1].c_str());
  }
  outputs_were_connected_ = true;
}

// After the server went and came back, players that are there again find us as they left us.
void Client::connect_inputs() {
  for (std::size_t c = 0; c < options_.channels; ++c) {
    for (const std::string& player : players_[c]) {
      jack_connect(connection_.get(), player.c_str(), jack_port_name(in_[c]));
    }
  }
}

void Client::look() {
  connect_outputs();
  for (std::size_t c = 0; c < options_.channels; ++c) {
    auto players = taken(jack_port_get_connections(in_[c]));
    if (!server_went_) players_[c] = std::move(players);
  }
  if (const std::size_t latency = session_.latency(); latency != latency_told_) {
    latency_told_ = latency;
    jack_recompute_total_latencies(connection_.get());
  }
  const auto heard = taken(jack_port_get_connections(out_[0]));
  const std::lock_guard lock(mutex_);
  status_.server = std::string("JACK ") + jack_get_version_string();
  status_.connected = true;
  status_.device = status_.device_text = heard.empty() ? std::string() : client_of(heard.front());
}

int Client::process(jack_nframes_t frames) noexcept {
  std::array<const float*, kMostChannels> in{};
  std::array<float*, kMostChannels> out{};
  for (std::size_t c = 0; c < options_.channels; ++c) {
    in[c] = static_cast<const float*>(jack_port_get_buffer(in_[c], frames));
    out[c] = static_cast<float*>(jack_port_get_buffer(out_[c], frames));
    if (in[c] == nullptr || out[c] == nullptr) return 0;  // the server is going
  }
  session_.process(rate_hz_.load(std::memory_order_relaxed), std::span(in).first(options_.channels),
                   std::span(out).first(options_.channels), frames);
  return 0;
}

void Client::tell_latency(jack_latency_callback_mode_t mode) {
  const auto own = static_cast<jack_nframes_t>(session_.latency());
  const bool capture = mode == JackCaptureLatency;
  for (std::size_t c = 0; c < options_.channels; ++c) {
    jack_latency_range_t range{};
    jack_port_get_latency_range(capture ? in_[c] : out_[c], mode, &range);
    range.min += own;
    range.max += own;
    jack_port_set_latency_range(capture ? out_[c] : in_[c], mode, &range);
  }
}

}  // namespace

Result<std::unique_ptr<Backend>> open_jack(Session& session, const JackOptions& options) {
  auto client = std::make_unique<Client>(session, options);
  EARDRUM_CHECK(client->start());
  return std::unique_ptr<Backend>(std::move(client));
}

Result<std::vector<std::string>> jack_devices() {
  const JackConnection connection = open_connection("eardrum-list");
  if (connection == nullptr) return no_server();
  std::vector<std::string> devices;
  for (const unsigned long flags : {kHardware, kAny}) {
    for (const std::string& port : audio_inputs(connection.get(), flags)) {
      const std::string name = client_of(port);
      if (std::find(devices.begin(), devices.end(), name) == devices.end()) devices.push_back(name);
    }
  }
  return devices;
}

}  // namespace eardrum::live
