// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The LV2 side: what a host calls. Everything that is done to the samples is done by the Engine.
#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include <lv2/core/lv2.h>
#include <lv2/core/lv2_util.h>
#include <lv2/log/logger.h>
#include <lv2/state/state.h>
#include <lv2/worker/worker.h>

#include "messages.h"
#include "plan_builder.h"
#include "polling_thread.h"

namespace eardrum::lv2 {
namespace {

// What a host may offer; the plugin needs none of it.
struct Host {
  LV2_URID_Map* map = nullptr;
  LV2_Worker_Schedule* worker = nullptr;
  LV2_Log_Log* log = nullptr;

  explicit Host(const LV2_Feature* const* features) {
    lv2_features_query(features, LV2_URID__map, &map, false, LV2_WORKER__schedule, &worker, false, LV2_LOG__log, &log,
                       false, nullptr);
  }
};

class Plugin {
 public:
  Plugin(Hertz sample_rate, const Host& host)
      : worker_(host.worker), builder_(sample_rate, [this](const std::string& sentence) {
          lv2_log_error(&logger_, "Eardrum: %s\n", sentence.c_str());
        }) {
    lv2_log_logger_init(&logger_, host.map, host.log);
    if (host.map != nullptr) messages_.emplace(*host.map);
    if (worker_ == nullptr) polling_ = std::make_unique<PollingThread>([this] { work(); });
  }

  void connect(std::uint32_t port, void* data) noexcept {
    if (port < kPortCount) data_[port] = data;
  }

  // Hosts that render a file leave no time between here and the first sample, so the controls are read now already; one
  // that is not ready yet is read, and faded to, in run().
  void activate() {
    follow_controls();
    builder_.start(wanted_.values);
    unsent_ = true;
  }

  void run(std::uint32_t frames) noexcept {
    const bool changed = follow_controls();
    const bool asked = read_messages();
    unsent_ = unsent_ || changed;
    ask();

    engine::Engine& engine = builder_.engine();
    const float* const in[2] = {static_cast<const float*>(data_[kInLeft]), static_cast<const float*>(data_[kInRight])};
    float* const out[2] = {static_cast<float*>(data_[kOutLeft]), static_cast<float*>(data_[kOutRight])};
    if (frames > 0) engine.process(in, out, frames);

    give(kLatency, static_cast<float>(engine.latency()));
    // This thread both writes and reads the meters here.
    const double limiter_gain = engine.meters().read().limiter_gain;
    give(kLimiterGain, ports()[kLimiterGain].held(static_cast<float>(Gain::from_amplitude_ratio(limiter_gain).db())));
    answer(asked);
  }

  // Off the audio thread, unless the host renders offline and wants it done at once.
  void work() {
    if (!in_hand_.load(std::memory_order_acquire)) return;
    builder_.serve(requests_.read());
    in_hand_.store(false, std::memory_order_release);
  }

  LV2_State_Status save(LV2_State_Store_Function store, LV2_State_Handle handle,
                        const LV2_Feature* const* features) const {
    const std::string path = builder_.path();
    if (path.empty()) return LV2_STATE_SUCCESS;
    if (!messages_) return LV2_STATE_ERR_NO_FEATURE;
    const StatePaths paths(features);
    if (paths.map == nullptr) {  // the session then holds on this machine only
      return store(handle, messages_->impulse(), path.c_str(), path.size() + 1, messages_->path_type(),
                   LV2_STATE_IS_POD);
    }
    char* const abstract = paths.map->abstract_path(paths.map->handle, path.c_str());
    const LV2_State_Status status = store(handle, messages_->impulse(), abstract, std::strlen(abstract) + 1,
                                          messages_->path_type(), LV2_STATE_IS_POD | LV2_STATE_IS_PORTABLE);
    paths.release(abstract);
    return status;
  }

  LV2_State_Status restore(LV2_State_Retrieve_Function retrieve, LV2_State_Handle handle,
                           const LV2_Feature* const* features) {
    if (!messages_) return LV2_STATE_ERR_NO_FEATURE;
    std::size_t size = 0;
    std::uint32_t type = 0, flags = 0;
    const auto* const stored = static_cast<const char*>(retrieve(handle, messages_->impulse(), &size, &type, &flags));
    if (stored != nullptr && type != messages_->path_type()) return LV2_STATE_ERR_BAD_TYPE;
    std::string path = stored == nullptr ? std::string() : std::string(stored, strnlen(stored, size));
    const StatePaths paths(features);
    if (!path.empty() && paths.map != nullptr) {
      char* const absolute = paths.map->absolute_path(paths.map->handle, path.c_str());
      path = absolute;
      paths.release(absolute);
    }
    builder_.restore(path);
    return LV2_STATE_SUCCESS;
  }

 private:
  struct StatePaths {
    LV2_State_Map_Path* map = nullptr;
    LV2_State_Free_Path* free = nullptr;

    explicit StatePaths(const LV2_Feature* const* features) {
      lv2_features_query(features, LV2_STATE__mapPath, &map, false, LV2_STATE__freePath, &free, false, nullptr);
    }
    void release(char* path) const {
      if (free != nullptr) {
        free->free_path(free->handle, path);
      } else {
        std::free(path);
      }
    }
  };

  bool follow_controls() noexcept {
    bool changed = false;
    for (std::size_t i = kEnabled; i < kPortCount; ++i) {
      if (data_[i] == nullptr) continue;
      const float value = *static_cast<const float*>(data_[i]);
      if (std::bit_cast<std::uint32_t>(value) == std::bit_cast<std::uint32_t>(raw_[i])) continue;
      raw_[i] = value;
      wanted_.values[i] = table_[i].held(value);
      changed = true;
    }
    return changed;
  }

  // Whether the host wants to know which impulse response is in use.
  bool read_messages() noexcept {
    const auto* const in = static_cast<const LV2_Atom_Sequence*>(data_[kMessagesIn]);
    if (!messages_ || in == nullptr) return false;
    const Messages::Heard heard = messages_->read(*in);
    if (heard.path) {
      PathText& path = wanted_.path;
      path.fill('\0');
      heard.path->copy(path.data(), path.size() - 1);
      ++wanted_.path_number;
      unsent_ = true;
    }
    return heard.asked;
  }

  // One request at a time; what changes meanwhile goes with the next one.
  void ask() noexcept {
    if (!unsent_ || in_hand_.load(std::memory_order_acquire)) return;
    requests_.write(wanted_);
    in_hand_.store(true, std::memory_order_release);
    unsent_ = false;
    if (worker_ == nullptr) return;
    constexpr std::uint32_t kNothing = 0;
    if (worker_->schedule_work(worker_->handle, sizeof kNothing, &kNothing) != LV2_WORKER_SUCCESS) {
      in_hand_.store(false, std::memory_order_release);
      unsent_ = true;
    }
  }

  void answer(bool asked) noexcept {
    auto* const out = static_cast<LV2_Atom_Sequence*>(data_[kMessagesOut]);
    if (!messages_ || out == nullptr) return;
    const InUse& in_use = builder_.in_use().read();
    untold_ = untold_ || asked || in_use.number != told_;
    told_ = in_use.number;
    std::optional<std::string_view> path;
    if (untold_) path = std::string_view(in_use.path.data());
    if (messages_->write(*out, path)) untold_ = false;
  }

  void give(PortIndex port, float value) noexcept {
    if (data_[port] != nullptr) *static_cast<float*>(data_[port]) = value;
  }

  const std::array<Port, kPortCount>& table_ = ports();
  LV2_Worker_Schedule* const worker_;
  LV2_Log_Logger logger_{};

  // The audio thread's.
  std::array<void*, kPortCount> data_{};
  Values raw_ = usual_values();
  Request wanted_{usual_values()};
  std::optional<Messages> messages_;
  bool unsent_ = false, untold_ = false;
  std::uint32_t told_ = 0;

  // What crosses.
  realtime::TripleBuffer<Request> requests_;
  std::atomic<bool> in_hand_{false};

  PlanBuilder builder_;
  std::unique_ptr<PollingThread> polling_;  // the last to be made and the first to end
};

Plugin& plugin(LV2_Handle instance) {
  return *static_cast<Plugin*>(instance);
}

LV2_Handle instantiate(const LV2_Descriptor*, double sample_rate, const char*, const LV2_Feature* const* features) {
  const Host host(features);
  engine::PlanSpec empty;
  empty.sample_rate = Hertz(sample_rate);
  if (const auto fits = engine::check(empty); !fits) {
    LV2_Log_Logger logger;
    lv2_log_logger_init(&logger, host.map, host.log);
    lv2_log_error(&logger, "Eardrum: %s\n", fits.error().to_string().c_str());
    return nullptr;
  }
  return new Plugin(empty.sample_rate, host);
}

LV2_Worker_Status work(LV2_Handle instance, LV2_Worker_Respond_Function, LV2_Worker_Respond_Handle, std::uint32_t,
                       const void*) {
  plugin(instance).work();
  return LV2_WORKER_SUCCESS;
}

LV2_Worker_Status work_response(LV2_Handle, std::uint32_t, const void*) {
  return LV2_WORKER_SUCCESS;  // plans reach the engine by its own way
}

LV2_State_Status save(LV2_Handle instance, LV2_State_Store_Function store, LV2_State_Handle handle, std::uint32_t,
                      const LV2_Feature* const* features) {
  return plugin(instance).save(store, handle, features);
}

LV2_State_Status restore(LV2_Handle instance, LV2_State_Retrieve_Function retrieve, LV2_State_Handle handle,
                         std::uint32_t, const LV2_Feature* const* features) {
  return plugin(instance).restore(retrieve, handle, features);
}

const void* extension_data(const char* uri) {
  static constexpr LV2_Worker_Interface kWorker = {work, work_response, nullptr};
  static constexpr LV2_State_Interface kState = {save, restore};
  if (std::strcmp(uri, LV2_WORKER__interface) == 0) return &kWorker;
  if (std::strcmp(uri, LV2_STATE__interface) == 0) return &kState;
  return nullptr;
}

constexpr LV2_Descriptor kDescriptor = {
    kPluginUri.data(),
    instantiate,
    [](LV2_Handle instance, std::uint32_t port, void* data) { plugin(instance).connect(port, data); },
    [](LV2_Handle instance) { plugin(instance).activate(); },
    [](LV2_Handle instance, std::uint32_t frames) { plugin(instance).run(frames); },
    nullptr,  // deactivate: activate() starts afresh
    [](LV2_Handle instance) { delete &plugin(instance); },
    extension_data,
};

}  // namespace
}  // namespace eardrum::lv2

const LV2_Descriptor* lv2_descriptor(std::uint32_t index) {
  return index == 0 ? &eardrum::lv2::kDescriptor : nullptr;
}
