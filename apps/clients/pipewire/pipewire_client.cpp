// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include "pipewire_client.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include <pipewire/pipewire.h>
#include <spa/param/audio/format-utils.h>
#include <spa/param/latency-utils.h>
#include <unistd.h>

#include <live/channel_layout.h>

#include "pipewire_registry.h"

namespace eardrum::live {
namespace {

constexpr std::size_t kMostChannels = 8;
constexpr long kRetryNs = 500'000'000;

Error no_server() {
  return {Errc::kDevice,
          "No PipeWire server answers; systemctl --user start pipewire starts it, where it is installed (Debian: "
          "apt-get install pipewire wireplumber)",
          {}};
}

std::uint32_t position_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 10> kPositions = {
      {{"MONO", SPA_AUDIO_CHANNEL_MONO},
       {"FL", SPA_AUDIO_CHANNEL_FL},
       {"FR", SPA_AUDIO_CHANNEL_FR},
       {"FC", SPA_AUDIO_CHANNEL_FC},
       {"LFE", SPA_AUDIO_CHANNEL_LFE},
       {"RL", SPA_AUDIO_CHANNEL_RL},
       {"RR", SPA_AUDIO_CHANNEL_RR},
       {"RC", SPA_AUDIO_CHANNEL_RC},
       {"SL", SPA_AUDIO_CHANNEL_SL},
       {"SR", SPA_AUDIO_CHANNEL_SR}}};
  for (const auto& [known, position] : kPositions) {
    if (known == name) return position;
  }
  return SPA_AUDIO_CHANNEL_UNKNOWN;
}

// pw_init and pw_deinit come in pairs.
struct Library {
  Library() { pw_init(nullptr, nullptr); }
  ~Library() { pw_deinit(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

// The thread that PipeWire calls back on, and the lock against it.
class Loop {
 public:
  Loop() : loop_(pw_thread_loop_new("eardrum", nullptr)) {}
  ~Loop() {
    if (loop_ != nullptr) pw_thread_loop_destroy(loop_);
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;
  pw_thread_loop* get() const { return loop_; }
  pw_loop* plain() const { return pw_thread_loop_get_loop(loop_); }

 private:
  pw_thread_loop* loop_;
};

struct LoopLock {
  explicit LoopLock(const Loop& loop) : locked(loop.get()) { pw_thread_loop_lock(locked); }
  ~LoopLock() { pw_thread_loop_unlock(locked); }
  LoopLock(const LoopLock&) = delete;
  LoopLock& operator=(const LoopLock&) = delete;
  pw_thread_loop* locked;
};

class Client final : public Backend {
 public:
  Client(Session& session, PipeWireOptions options) : session_(session), options_(std::move(options)) {}
  ~Client() override;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  Result<void> start();
  BackendStatus status() const override {
    const std::lock_guard lock(status_mutex_);
    return status_;
  }
  void describe(const std::string& text) override;

 private:
  // On the loop's thread, or with its lock held.
  bool connect();
  void disconnect();
  bool make_streams();
  void retry_soon();
  void on_registry_change();
  void on_core_error(std::uint32_t id, int res);
  void on_format(const spa_pod* param);
  void pass_latency(const spa_pod* param, pw_stream* to);
  void give_streams_back();

  // On the audio thread.
  EARDRUM_REALTIME void on_process() noexcept;
  void count_gaps() noexcept;

  Session& session_;
  PipeWireOptions options_;
  Library library_;
  Loop loop_;
  pw_context* context_ = nullptr;
  spa_source* timer_ = nullptr;

  pw_core* core_ = nullptr;
  spa_hook core_hook_{};
  pw_core_events core_events_{};
  std::unique_ptr<Registry> registry_;
  pw_stream *sink_ = nullptr, *output_ = nullptr;
  spa_hook sink_hook_{}, output_hook_{};
  pw_stream_events sink_events_{}, output_events_{};
  std::set<std::uint32_t> taken_over_;  // streams that the filter sent through here

  std::atomic<std::uint32_t> rate_hz_{0};
  std::atomic<const spa_io_position*> position_{nullptr};
  std::uint32_t clock_id_ = 0;           // the audio thread's
  std::uint64_t expected_position_ = 0;  // the audio thread's

  mutable std::mutex status_mutex_;
  BackendStatus status_;
};

Result<void> Client::start() {
  if (loop_.get() == nullptr) return Error{Errc::kDevice, "Expected to make PipeWire's thread", {}};
  core_events_.version = PW_VERSION_CORE_EVENTS;
  core_events_.error = [](void* self, std::uint32_t id, int, int res, const char*) {
    static_cast<Client*>(self)->on_core_error(id, res);
  };
  sink_events_.version = output_events_.version = PW_VERSION_STREAM_EVENTS;
  sink_events_.param_changed = [](void* self, std::uint32_t id, const spa_pod* param) {
    auto& client = *static_cast<Client*>(self);
    if (id == SPA_PARAM_Format) client.on_format(param);
    if (id == SPA_PARAM_Latency) client.pass_latency(param, client.output_);
  };
  output_events_.param_changed = [](void* self, std::uint32_t id, const spa_pod* param) {
    auto& client = *static_cast<Client*>(self);
    if (id == SPA_PARAM_Latency) client.pass_latency(param, client.sink_);
  };
  output_events_.io_changed = [](void* self, std::uint32_t id, void* area, std::uint32_t size) {
    if (id != SPA_IO_Position) return;
    const bool whole = area != nullptr && size >= sizeof(spa_io_position);
    static_cast<Client*>(self)->position_ = whole ? static_cast<const spa_io_position*>(area) : nullptr;
  };
  // What arrives at the sink wakes the output, which then has both at hand.
  sink_events_.process = [](void* self) { pw_stream_trigger_process(static_cast<Client*>(self)->output_); };
  output_events_.process = [](void* self) { static_cast<Client*>(self)->on_process(); };

  context_ = pw_context_new(loop_.plain(), pw_properties_new(PW_KEY_CONFIG_NAME, "client-rt.conf", nullptr), 0);
  if (context_ == nullptr) return Error{Errc::kDevice, "Expected to set up PipeWire's client library", {}};
  timer_ = pw_loop_add_timer(
      loop_.plain(),
      [](void* self, std::uint64_t) {
        auto& client = *static_cast<Client*>(self);
        client.disconnect();
        if (!client.connect()) client.retry_soon();
      },
      this);
  if (!connect()) return no_server();
  if (pw_thread_loop_start(loop_.get()) < 0) return Error{Errc::kDevice, "Expected to start PipeWire's thread", {}};
  return {};
}

Client::~Client() {
  if (context_ == nullptr) return;
  {
    const LoopLock lock(loop_);
    if (registry_ != nullptr && !taken_over_.empty()) give_streams_back();
  }
  pw_thread_loop_stop(loop_.get());
  disconnect();
  if (timer_ != nullptr) pw_loop_destroy_source(loop_.plain(), timer_);
  pw_context_destroy(context_);
}

bool Client::connect() {
  core_ = pw_context_connect(context_, nullptr, 0);
  if (core_ == nullptr) return false;
  pw_core_add_listener(core_, &core_hook_, &core_events_, this);
  registry_ = std::make_unique<Registry>(core_, [this] { on_registry_change(); });
  if (!make_streams()) {
    disconnect();
    return false;
  }
  const std::lock_guard lock(status_mutex_);
  status_.server = std::string("PipeWire ") + pw_get_library_version();
  status_.connected = true;
  return true;
}

void Client::disconnect() {
  // Both stand still before either goes: one's callback uses the other.
  for (pw_stream* const stream : {sink_, output_}) {
    if (stream != nullptr) pw_stream_set_active(stream, false);
  }
  for (pw_stream** const stream : {&sink_, &output_}) {
    if (*stream != nullptr) pw_stream_destroy(std::exchange(*stream, nullptr));
  }
  position_ = nullptr;
  registry_.reset();
  taken_over_.clear();
  if (core_ != nullptr) {
    spa_hook_remove(&core_hook_);
    pw_core_disconnect(std::exchange(core_, nullptr));
  }
  const std::lock_guard lock(status_mutex_);
  status_.connected = false;
  status_.device.clear();
  status_.device_text.clear();
}

void Client::retry_soon() {
  timespec once{0, kRetryNs};
  pw_loop_update_timer(loop_.plain(), timer_, &once, nullptr, false);
}

bool Client::make_streams() {
  const std::string group = options_.node_name + "-" + std::to_string(::getpid());
  const auto common = [&](const std::string& name, const std::string& description) {
    pw_properties* const props = pw_properties_new(
        PW_KEY_NODE_NAME, name.c_str(), PW_KEY_NODE_DESCRIPTION, description.c_str(), PW_KEY_MEDIA_NAME,
        description.c_str(), PW_KEY_NODE_GROUP, group.c_str(), PW_KEY_NODE_LINK_GROUP, group.c_str(),
        PW_KEY_NODE_VIRTUAL, "true", PW_KEY_APP_NAME, "Eardrum", nullptr);
    pw_properties_set(props, "resample.prefill", "true");
    return props;
  };
  pw_properties* const sink_props = common(options_.node_name, options_.description);
  pw_properties_set(sink_props, PW_KEY_MEDIA_CLASS, "Audio/Sink");
  pw_properties* const output_props = common(options_.node_name + ".output", options_.description);
  pw_properties_set(output_props, PW_KEY_NODE_PASSIVE, "true");  // the device may sleep while nobody plays
  pw_properties_set(output_props, PW_KEY_MEDIA_TYPE, "Audio");
  pw_properties_set(output_props, PW_KEY_MEDIA_CATEGORY, "Playback");
  pw_properties_set(output_props, PW_KEY_MEDIA_ROLE, "Production");
  // A volume that the session manager remembers for this stream would come on top of ours, unseen.
  pw_properties_set(output_props, "state.restore-props", "false");
  pw_properties_set(output_props, "state.restore-target", "false");
  if (options_.device) pw_properties_set(output_props, PW_KEY_TARGET_OBJECT, options_.device->c_str());

  sink_ = pw_stream_new(core_, "eardrum sink", sink_props);
  output_ = pw_stream_new(core_, "eardrum output", output_props);
  if (sink_ == nullptr || output_ == nullptr) return false;
  pw_stream_add_listener(sink_, &sink_hook_, &sink_events_, this);
  pw_stream_add_listener(output_, &output_hook_, &output_events_, this);

  // Without a rate: the server's, whatever it becomes.
  spa_audio_info_raw info{};
  info.format = SPA_AUDIO_FORMAT_F32P;
  info.channels = options_.channels;
  const auto layout = channel_layout(options_.channels);
  for (std::size_t c = 0; c < layout.size(); ++c) info.position[c] = position_of(layout[c]);
  std::array<std::uint8_t, 1024> memory{};
  const auto flags =
      static_cast<pw_stream_flags>(PW_STREAM_FLAG_AUTOCONNECT | PW_STREAM_FLAG_MAP_BUFFERS | PW_STREAM_FLAG_RT_PROCESS);
  const auto connect_stream = [&](pw_stream* stream, pw_direction direction, pw_stream_flags with) {
    spa_pod_builder builder{};
    spa_pod_builder_init(&builder, memory.data(), static_cast<std::uint32_t>(memory.size()));
    const spa_pod* params[] = {spa_format_audio_raw_build(&builder, SPA_PARAM_EnumFormat, &info)};
    return pw_stream_connect(stream, direction, PW_ID_ANY, with, params, 1) >= 0;
  };
  // The output first: it must be there when the sink wakes it.
  return connect_stream(output_, PW_DIRECTION_OUTPUT, static_cast<pw_stream_flags>(flags | PW_STREAM_FLAG_TRIGGER)) &&
         connect_stream(sink_, PW_DIRECTION_INPUT, flags);
}

void Client::describe(const std::string& text) {
  const LoopLock lock(loop_);
  options_.description = text;
  for (pw_stream* const stream : {sink_, output_}) {
    if (stream == nullptr) continue;
    const spa_dict_item items[] = {{PW_KEY_NODE_DESCRIPTION, text.c_str()}, {PW_KEY_MEDIA_NAME, text.c_str()}};
    const spa_dict dict{0, 2, items};
    pw_stream_update_properties(stream, &dict);
  }
}

void Client::on_core_error(std::uint32_t id, int res) {
  if (id != PW_ID_CORE || res != -EPIPE) return;
  // The server has gone. Not here: this is called from inside of what would be destroyed.
  {
    const std::lock_guard lock(status_mutex_);
    status_.connected = false;
  }
  retry_soon();
}

void Client::on_format(const spa_pod* param) {
  spa_audio_info_raw info{};
  if (param == nullptr || spa_format_audio_raw_parse(param, &info) < 0 || info.rate == 0) return;
  rate_hz_ = info.rate;
  // Ahead of the first block; should it fail, the session says why.
  (void)session_.prepare({info.rate, options_.channels});
}

void Client::pass_latency(const spa_pod* param, pw_stream* to) {
  spa_latency_info info{};
  if (to == nullptr || param == nullptr || spa_latency_parse(param, &info) < 0) return;
  const auto own = static_cast<std::uint32_t>(session_.latency());
  info.min_rate += own;
  info.max_rate += own;
  std::array<std::uint8_t, 1024> memory{};
  spa_pod_builder builder{};
  spa_pod_builder_init(&builder, memory.data(), static_cast<std::uint32_t>(memory.size()));
  const spa_pod* params[] = {spa_latency_build(&builder, SPA_PARAM_Latency, &info)};
  pw_stream_update_params(to, params, 1);
}

void Client::on_registry_change() {
  if (registry_ == nullptr || output_ == nullptr) return;
  const std::uint32_t output = pw_stream_get_node_id(output_);
  const Registry::Node* device = nullptr;
  for (const auto& [id, link] : registry_->links()) {
    if (link.from == output) device = registry_->find(link.to);
  }
  {
    const std::lock_guard lock(status_mutex_);
    status_.device = device != nullptr ? device->name : "";
    status_.device_text = device != nullptr ? device->text : "";
  }
  if (!options_.filter || !options_.device) return;
  for (const auto& [id, link] : registry_->links()) {
    const Registry::Node* const from = registry_->find(link.from);
    const Registry::Node* const to = registry_->find(link.to);
    const bool plays_there = from != nullptr && to != nullptr && link.from != output && to->name == *options_.device &&
                             from->media_class == "Stream/Output/Audio";
    if (plays_there && taken_over_.insert(link.from).second) registry_->retarget(link.from, options_.node_name);
  }
}

void Client::give_streams_back() {
  for (const std::uint32_t stream : taken_over_) {
    if (registry_->find(stream) != nullptr) registry_->retarget(stream, "");
  }
  // What was said last must arrive before the connection ends.
  struct Waiting {
    pw_thread_loop* loop;
    int sequence;
    bool done;
  } waiting{loop_.get(), 0, false};
  pw_core_events events{};
  events.version = PW_VERSION_CORE_EVENTS;
  events.done = [](void* data, std::uint32_t, int sequence) {
    auto& waits = *static_cast<Waiting*>(data);
    waits.done = waits.done || sequence == waits.sequence;
    pw_thread_loop_signal(waits.loop, false);
  };
  spa_hook hook{};
  pw_core_add_listener(core_, &hook, &events, &waiting);
  waiting.sequence = pw_core_sync(core_, PW_ID_CORE, 0);
  while (!waiting.done && pw_thread_loop_timed_wait(loop_.get(), 1) == 0) {
  }
  spa_hook_remove(&hook);
}

void Client::count_gaps() noexcept {
  const spa_io_position* const position = position_.load(std::memory_order_relaxed);
  if (position == nullptr) return;
  const spa_io_clock& clock = position->clock;
  // The clock of one driver goes on by the cycle's length each time; a jump is audio that was not played.
  if (clock.id == clock_id_ && expected_position_ != 0 && clock.position > expected_position_ &&
      clock.position - expected_position_ < 10 * std::uint64_t{clock.rate.denom}) {
    session_.count_xrun();
  }
  clock_id_ = clock.id;
  expected_position_ = clock.position + clock.duration;
}

void Client::on_process() noexcept {
  pw_buffer* const in = pw_stream_dequeue_buffer(sink_);
  pw_buffer* const out = pw_stream_dequeue_buffer(output_);
  const std::uint32_t channels = options_.channels;
  if (in != nullptr && out != nullptr && in->buffer->n_datas >= channels && out->buffer->n_datas >= channels) {
    std::array<const float*, kMostChannels> from{};
    std::array<float*, kMostChannels> to{};
    std::uint32_t bytes = UINT32_MAX;
    for (std::uint32_t c = 0; c < channels; ++c) {
      const spa_data& source = in->buffer->datas[c];
      const spa_data& target = out->buffer->datas[c];
      const std::uint32_t offset = std::min(source.chunk->offset, source.maxsize);
      bytes = std::min({bytes, std::min(source.chunk->size, source.maxsize - offset), target.maxsize});
      from[c] = reinterpret_cast<const float*>(static_cast<const char*>(source.data) + offset);
      to[c] = static_cast<float*>(target.data);
    }
    const std::size_t frames = bytes / sizeof(float);
    session_.process(rate_hz_.load(std::memory_order_relaxed), std::span(from).first(channels),
                     std::span(to).first(channels), frames);
    for (std::uint32_t c = 0; c < channels; ++c) {
      spa_chunk& chunk = *out->buffer->datas[c].chunk;
      chunk.offset = 0;
      chunk.size = static_cast<std::uint32_t>(frames * sizeof(float));
      chunk.stride = sizeof(float);
    }
    count_gaps();
  }
  if (in != nullptr) pw_stream_queue_buffer(sink_, in);
  if (out != nullptr) pw_stream_queue_buffer(output_, out);
}

}  // namespace

Result<std::unique_ptr<Backend>> open_pipewire(Session& session, const PipeWireOptions& options) {
  auto client = std::make_unique<Client>(session, options);
  EARDRUM_CHECK(client->start());
  return std::unique_ptr<Backend>(std::move(client));
}

Result<std::vector<PipeWireDevice>> pipewire_devices() {
  const Library library;
  pw_main_loop* const loop = pw_main_loop_new(nullptr);
  if (loop == nullptr) return no_server();
  pw_context* const context = pw_context_new(pw_main_loop_get_loop(loop), nullptr, 0);
  pw_core* const core = context != nullptr ? pw_context_connect(context, nullptr, 0) : nullptr;
  std::vector<PipeWireDevice> devices;
  if (core != nullptr) {
    struct Asking {
      pw_main_loop* loop;
      pw_core* core;
      int rounds;
    } asking{loop, core, 2};  // the second brings what the objects that the first found say of themselves
    pw_core_events events{};
    events.version = PW_VERSION_CORE_EVENTS;
    events.done = [](void* data, std::uint32_t, int) {
      auto& asks = *static_cast<Asking*>(data);
      if (--asks.rounds == 0)
        pw_main_loop_quit(asks.loop);
      else
        pw_core_sync(asks.core, PW_ID_CORE, 0);
    };
    events.error = [](void* data, std::uint32_t, int, int, const char*) {
      pw_main_loop_quit(static_cast<Asking*>(data)->loop);
    };
    spa_hook hook{};
    pw_core_add_listener(core, &hook, &events, &asking);
    {
      Registry registry(core, [] {});
      pw_core_sync(core, PW_ID_CORE, 0);
      pw_main_loop_run(loop);
      for (const auto& [id, node] : registry.nodes()) {
        if (node.media_class != "Audio/Sink") continue;
        devices.push_back({node.name, node.text, node.name == registry.default_sink()});
      }
    }
    spa_hook_remove(&hook);
    pw_core_disconnect(core);
  }
  if (context != nullptr) pw_context_destroy(context);
  pw_main_loop_destroy(loop);
  if (core == nullptr) return no_server();
  return devices;
}

}  // namespace eardrum::live
