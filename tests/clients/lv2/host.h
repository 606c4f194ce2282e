// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <lv2/atom/atom.h>
#include <lv2/core/lv2.h>
#include <lv2/log/log.h>
#include <lv2/state/state.h>
#include <lv2/urid/urid.h>
#include <lv2/worker/worker.h>

namespace eardrum::test {

/// A small LV2 host around the built bundle's binary, that can withhold what hosts withhold.
class Lv2Host {
 public:
  struct Offers {
    bool features = true;  ///< any at all
    bool worker = true;
  };
  explicit Lv2Host(double sample_rate = 48000.0) : Lv2Host(sample_rate, Offers{}) {}
  Lv2Host(double sample_rate, Offers offers);
  ~Lv2Host();
  Lv2Host(const Lv2Host&) = delete;
  Lv2Host& operator=(const Lv2Host&) = delete;

  bool made() const { return handle_ != nullptr; }
  /// A symbol of the binary or of what it is linked to.
  void* symbol(const char* name) const;

  float& control(std::uint32_t port) { return controls_[port]; }
  void activate();
  void deactivate();
  /// In place when `out` is `in`.
  void run(const std::vector<const float*>& in, const std::vector<float*>& out, std::uint32_t frames);
  /// The whole of `in` in blocks of `block`, with the worker after each.
  std::vector<std::vector<float>> process(const std::vector<std::vector<float>>& in, std::uint32_t block);

  /// Does what the plugin asked the worker to do; how many times.
  std::size_t work();
  bool worker_is_full = false;
  std::size_t scheduled = 0;

  void send_path(const std::string& path);  ///< patch:Set, with the next run()
  void ask_path();                          ///< patch:Get, with the next run()
  std::optional<std::string> told;          ///< by the last run()
  std::vector<std::string> log;

  using State = std::map<std::string, std::pair<std::string, std::string>>;  ///< property: type, value
  /// Paths are kept relative to `folder`.
  State save(const std::string& folder) const;
  void restore(const State& state, const std::string& folder);

 private:
  LV2_URID urid(const std::string& uri) const;
  void read_told();

  void* library_ = nullptr;
  const LV2_Descriptor* descriptor_ = nullptr;
  LV2_Handle handle_ = nullptr;
  mutable std::vector<std::string> uris_;
  LV2_URID_Map map_;
  LV2_Worker_Schedule schedule_;
  LV2_Log_Log log_feature_;
  std::vector<float> controls_;
  std::vector<std::uint64_t> messages_in_, messages_out_;
};

}  // namespace eardrum::test
