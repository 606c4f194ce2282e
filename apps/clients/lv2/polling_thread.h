// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace eardrum::lv2 {

/// Looks for work fifty times a second, for hosts that offer no worker. It is never woken: that would take the audio
/// thread into the kernel.
class PollingThread {
 public:
  explicit PollingThread(std::function<void()> look)
      : thread_([look = std::move(look)](const std::stop_token& stop) {
          std::mutex mutex;
          std::condition_variable_any ended;
          std::unique_lock lock(mutex);
          while (!stop.stop_requested()) {
            look();
            ended.wait_for(lock, stop, std::chrono::milliseconds(20), [] { return false; });
          }
        }) {}

 private:
  std::jthread thread_;
};

}  // namespace eardrum::lv2
