// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/render.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <numeric>
#include <thread>
#include <variant>

#include <eardrum/app/equalizer_plan.h>
#include <eardrum/app/sound_files.h>
#include <eardrum/app/tuning.h>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

using Planner = std::function<Result<engine::PlanSpec>(Hertz sample_rate, std::size_t channels)>;

/// What is done to every file, and what is to be said of it.
struct Work {
  Planner plan;
  std::shared_ptr<EqualizerPlan> equalizer{};
  std::vector<std::string> notes{};
};

Result<Work> work_for(const RenderRequest& request, const Inventory& inventory) {
  const int asked = (request.equalizer ? 1 : 0) + (request.headphone ? 1 : 0) + (request.chain ? 1 : 0);
  if (asked > 1)
    return Error{Errc::kUsage, "Expected one of an equaliser, a headphone and a chain file, found several", {}};
  engine::Tuning rest;
  if (request.crossfeed) rest.crossfeed = dsp::CrossfeedParams{};
  if (request.limiter) rest.limiter = dsp::LimiterParams{};
  Work work;
  if (request.equalizer) {
    EARDRUM_TRY(auto document, read_equalizer_file(*request.equalizer));
    work.notes = document.notes;
    work.equalizer = std::make_shared<EqualizerPlan>(std::move(document), *request.equalizer, std::move(rest));
    work.plan = [plan = work.equalizer](Hertz rate, std::size_t channels) { return plan->at(rate, channels); };
    return work;
  }
  EARDRUM_TRY(auto tuned, tuning_for({{}, request.headphone, request.chain}, inventory));
  work.notes = tuned.notes;
  if (request.chain) {
    work.notes.push_back("Of " + *request.chain +
                         ", gain, equalisers and crossfeed are put into the files; its DAC, "
                         "amplifier, cable and headphone are what they are played on");
  }
  if (rest.crossfeed) tuned.tuning.crossfeed = rest.crossfeed;
  if (rest.limiter) tuned.tuning.limiter = rest.limiter;
  work.plan = [tuning = tuned.tuning](Hertz rate, std::size_t channels) {
    return engine::plan_for(tuning, rate, channels);
  };
  return work;
}

// How far all files are, from how far each one is.
class Together {
 public:
  Together(const std::vector<SoundFile>& files, const RenderProgress& progress) : progress_(progress) {
    for (const auto& file : files) all_ += static_cast<double>(file.bytes);
    if (all_ == 0.0) all_ = 1.0;
  }

  // `done`: how far a file was before, which becomes `fraction`.
  bool at(const SoundFile& file, double& done, double fraction) {
    const std::lock_guard lock(mutex_);
    if (!progress_ || stopped_) return !stopped_;
    if (fraction >= 0.0) {
      so_far_ += (fraction - done) * static_cast<double>(file.bytes);
      done = fraction;
    }
    stopped_ = !progress_(fraction < 0.0 ? fraction : std::min(1.0, so_far_ / all_));
    return !stopped_;
  }
  bool stopped() {
    const std::lock_guard lock(mutex_);
    return stopped_;
  }

 private:
  const RenderProgress& progress_;
  std::mutex mutex_;
  double all_ = 0.0, so_far_ = 0.0;
  bool stopped_ = false;
};

// What became of a file; nothing when it was stopped or never begun.
struct Skipped {};
using Outcome = std::variant<std::monostate, engine::RenderReport, Error, Skipped>;

bool is_done(const SoundFile& file) {
  std::error_code absent;
  const auto then = fs::last_write_time(file.output, absent);
  if (absent) return false;
  const auto changed = fs::last_write_time(file.input, absent);
  return !absent && changed <= then;
}

// Makes the folders that are missing, and takes those away again into which nothing came.
class Folders {
 public:
  explicit Folders(const std::vector<SoundFile>& files) {
    std::error_code failed;
    for (const auto& file : files) {
      const auto known = made_.size();
      for (fs::path at = fs::path(file.output).parent_path(); !at.empty() && !fs::exists(at, failed);
           at = at.parent_path()) {
        made_.push_back(at);
      }
      std::reverse(made_.begin() + static_cast<std::ptrdiff_t>(known), made_.end());
      for (auto k = known; k < made_.size(); ++k) fs::create_directory(made_[k], failed);
    }
  }
  Folders(const Folders&) = delete;
  Folders& operator=(const Folders&) = delete;
  ~Folders() {
    std::error_code not_empty;
    for (auto at = made_.rbegin(); at != made_.rend(); ++at) fs::remove(*at, not_empty);
  }

 private:
  std::vector<fs::path> made_;
};

Outcome render_one(const RenderRequest& request, const Planner& plan, const SoundFile& file, std::size_t threads,
                   Together& together) {
  std::error_code failed;
  if (fs::exists(file.output, failed) && fs::equivalent(file.input, file.output, failed)) {
    return Error{Errc::kUsage, "Expected another file to write than the one that is read", {file.input, 0, {}}};
  }
  if (request.skip_existing && is_done(file)) return Skipped{};
  engine::RenderRequest job;
  job.input = file.input;
  job.output = file.output;
  job.container = request.container;
  job.plan = plan;
  job.format = request.format;
  job.sample_rate = request.sample_rate;
  job.shaping = request.shaping;
  job.headroom = request.headroom;
  job.normalize = request.normalize;
  job.target_db = request.target_db;
  job.threads = threads;
  double done = 0.0;
  job.progress = [&](double fraction) { return together.at(file, done, fraction); };
  auto report = engine::render_file(job);
  if (report) return *std::move(report);
  if (together.stopped()) return std::monostate{};
  return report.error();
}

}  // namespace

Result<RenderAnswer> render(const RenderRequest& request, const Inventory& inventory, const RenderProgress& progress) {
  const bool something = request.equalizer || request.headphone || request.chain || request.crossfeed ||
                         request.limiter || request.headroom != Gain(0) || request.sample_rate ||
                         request.normalize != engine::Normalize::kNone;
  if (!something)
    return Error{Errc::kUsage,
                 "Expected something to do: an equaliser, a headphone, a chain, crossfeed, a limiter, headroom, a "
                 "normalisation or a sample rate",
                 {}};
  EARDRUM_TRY(const auto files, sound_files(request.inputs, request.output, request.container));
  EARDRUM_TRY(const auto work, work_for(request, inventory));

  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  const std::size_t jobs = std::clamp<std::size_t>(request.jobs == 0 ? cores : request.jobs, 1, files.size());
  const std::size_t threads = request.threads == 0 ? std::max<std::size_t>(1, cores / jobs) : request.threads;
  // The longest first, so that no core is left with it at the end.
  std::vector<std::size_t> order(files.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return files[a].bytes > files[b].bytes; });
  std::vector<Outcome> outcomes(files.size());
  Together together(files, progress);
  const Folders folders(files);
  std::atomic<std::size_t> next{0};
  const auto take_turns = [&] {
    for (std::size_t k = next++; k < files.size() && !together.stopped(); k = next++) {
      outcomes[order[k]] = render_one(request, work.plan, files[order[k]], threads, together);
    }
  };
  std::vector<std::thread> helpers;
  for (std::size_t k = 1; k < jobs; ++k) helpers.emplace_back(take_turns);
  take_turns();
  for (auto& helper : helpers) helper.join();

  RenderAnswer answer;
  answer.stopped = together.stopped();
  answer.notes = work.notes;
  if (work.equalizer) {
    for (auto& note : work.equalizer->notes()) answer.notes.push_back(std::move(note));
  }
  for (std::size_t k = 0; k < files.size(); ++k) {
    if (auto* report = std::get_if<engine::RenderReport>(&outcomes[k])) {
      answer.files.push_back({files[k].input, files[k].output, std::move(*report)});
    } else if (const auto* error = std::get_if<Error>(&outcomes[k])) {
      if (files.size() == 1) return *error;
      answer.refused.push_back({files[k].input, error->message});
    } else if (std::holds_alternative<Skipped>(outcomes[k])) {
      answer.skipped.push_back(files[k].output);
    }
  }
  return answer;
}

}  // namespace eardrum::app
