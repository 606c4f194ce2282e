// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <eardrum/base/result.h>

namespace eardrum::engine::detail {

/// Carries parcels through stages, from first to last, on any number of threads. A stage in order sees the parcels one
/// by one as the first stage made them, so that what comes out does not depend on the threads; another one works on
/// several at once. Whoever is free takes the parcel that is furthest on: no thread owns a stage, so none is idle while
/// there is work, and one thread alone carries each parcel to its end before it begins the next.
template <class Parcel>
class Pipeline {
 public:
  struct Stage {
    std::function<Result<void>(Parcel&)> work;
    bool in_order = true;
  };

  /// The first stage sets `last` of the parcel that is the last one. It has to be in order.
  explicit Pipeline(std::vector<Stage> stages) : lanes_(stages.size()) {
    for (std::size_t k = 0; k < stages.size(); ++k) lanes_[k].stage = std::move(stages[k]);
  }

  /// Runs until the last parcel has been through, or a stage has failed: with that error. `parcels` are used again and
  /// again; their number bounds memory. The caller's thread is one of `threads`.
  Result<void> run(std::vector<Parcel>& parcels, std::size_t threads) {
    for (auto& parcel : parcels) idle_.push_back(&parcel);
    std::vector<std::thread> helpers;
    for (std::size_t k = 1; k < threads; ++k) helpers.emplace_back([this] { work(); });
    work();
    for (auto& helper : helpers) helper.join();
    if (failure_) return *std::move(failure_);
    return {};
  }

 private:
  struct Lane {
    Stage stage{};
    std::map<std::size_t, Parcel*> waiting{};  // by number
    std::size_t next = 0;                      // whose turn it is
    bool busy = false;
  };
  struct Job {
    std::size_t lane, number;
    Parcel* parcel;
  };

  // The job furthest on that can be begun.
  std::optional<Job> take() {
    for (std::size_t at = lanes_.size(); at-- > 1;) {
      Lane& lane = lanes_[at];
      if (lane.waiting.empty()) continue;
      const auto first = lane.waiting.begin();
      if (lane.stage.in_order && (lane.busy || first->first != lane.next)) continue;
      const Job job{at, first->first, first->second};
      lane.waiting.erase(first);
      lane.busy = true;
      return job;
    }
    Lane& source = lanes_.front();
    if (source.busy || made_all_ || idle_.empty()) return std::nullopt;
    source.busy = true;
    Parcel* const parcel = idle_.front();
    idle_.pop_front();
    return Job{0, source.next, parcel};
  }

  void hand_on(const Job& job) {
    Lane& lane = lanes_[job.lane];
    lane.busy = false;
    ++lane.next;
    if (job.lane == 0 && job.parcel->last) made_all_ = true;
    if (job.lane + 1 < lanes_.size()) {
      lanes_[job.lane + 1].waiting.emplace(job.number, job.parcel);
      return;
    }
    done_ = job.parcel->last;
    idle_.push_back(job.parcel);
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (!done_ && !failure_) {
      const auto job = take();
      if (!job) {
        ++sleeping_;
        news_.wait(lock);
        --sleeping_;
        continue;
      }
      lock.unlock();
      Result<void> outcome = lanes_[job->lane].stage.work(*job->parcel);
      lock.lock();
      if (!outcome && !failure_) failure_ = outcome.error();
      hand_on(*job);
      // This thread goes on with one job; there may be another.
      if (sleeping_ > 0) done_ || failure_ ? news_.notify_all() : news_.notify_one();
    }
    news_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable news_;
  std::vector<Lane> lanes_;
  std::deque<Parcel*> idle_;
  std::size_t sleeping_ = 0;
  bool made_all_ = false, done_ = false;
  std::optional<Error> failure_;
};

}  // namespace eardrum::engine::detail
