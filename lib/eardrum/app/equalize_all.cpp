// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalize_all.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <thread>

#include <eardrum/base/file.h>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

/// All curves of one headphone in one folder of the tree.
struct Job {
  fs::path folder;  ///< relative to the tree
  std::vector<ImportedResponse> responses;
};

std::vector<Job> jobs_of(TreeImport& tree, const fs::path& root) {
  std::map<std::pair<std::string, std::string>, Job> by_name;
  for (auto& response : tree.found.responses) {
    if (!is_measured(response)) continue;
    const fs::path folder = fs::path(response.file).parent_path().lexically_relative(root);
    Job& job = by_name[{folder.string(), response.title.name}];
    job.folder = folder == "." ? fs::path() : folder;
    job.responses.push_back(std::move(response));
  }
  std::vector<Job> jobs;
  for (auto& [name, job] : by_name) jobs.push_back(std::move(job));
  return jobs;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// What the workers share. The answer and the medians' values stand under the lock; fits run outside it.
struct Work {
  const EqualizeAllRequest& request;
  const Inventory& inventory;
  const std::vector<Job>& jobs;
  std::string extension;
  std::vector<catalogue::StoredCalibration> calibrations;
  std::atomic<std::size_t> next{0}, done{0};
  std::mutex lock;
  EqualizeAllAnswer answer;
  std::vector<double> before, after;
  std::map<std::string, std::pair<std::string, std::size_t>> remarks;

  void refuse(const Job& job, const Error& error) {
    const std::scoped_lock hold(lock);
    answer.refused.push_back({job.responses.front().file, error.message});
  }

  // Under the lock.
  void remark(const std::string& sentence) {
    std::string without_numbers;
    std::copy_if(sentence.begin(), sentence.end(), std::back_inserter(without_numbers),
                 [](char c) { return (c < '0' || c > '9') && c != '.' && c != '-'; });
    auto& [example, count] = remarks[without_numbers];
    if (example.empty() || sentence < example) example = sentence;
    ++count;
  }

  void finish(const Job& job) {
    const fs::path folder = fs::path(request.folder) / job.folder;
    const fs::path path = folder / (file_stem(job.responses.front().title.name) + extension);
    std::error_code failed;
    if (fs::exists(path, failed)) {
      const std::scoped_lock hold(lock);
      ++answer.already_there;
      return;
    }
    auto subject = subject_of(job.responses, request.each.subject, inventory);
    if (subject && !calibrations.empty()) subject = less_calibration(*std::move(subject), calibrations);
    if (!subject) return refuse(job, subject.error());
    EqualizeRequest each = request.each;
    each.folder = fs::absolute(folder, failed).lexically_normal().string();
    auto made = equalize(*std::move(subject), each, inventory);
    if (!made) return refuse(job, made.error());
    fs::create_directories(folder, failed);
    for (const auto& attachment : made->exported.attachments) {
      if (const auto wrote = write_file((folder / attachment.name).string(), attachment.bytes); !wrote)
        return refuse(job, wrote.error());
    }
    if (const auto wrote = write_file(path.string(), made->exported.text); !wrote) return refuse(job, wrote.error());
    const std::scoped_lock hold(lock);
    ++answer.written;
    if (!made->caution.empty()) remark(made->caution);
    for (const auto& loss : made->exported.losses) remark(loss);
    before.push_back(made->ears.front().residual_before.to_10_khz_db);
    after.push_back(made->ears.front().residual_after.to_10_khz_db);
  }

  void run(const std::atomic<bool>* stop) {
    while (stop == nullptr || !stop->load()) {
      const std::size_t i = next.fetch_add(1);
      if (i >= jobs.size()) return;
      finish(jobs[i]);
      done.fetch_add(1);
    }
  }
};

std::string extension_for(const EqDevice& device) {
  EqExportOptions options;
  const auto sample = export_equalizer(device, make_eq_document("x", Peq{}), options);
  const std::string name = sample ? sample->file_name : std::string("x.txt");
  // Everything behind the document's name: " ParametricEQ.txt", ".json".
  return name.size() > 1 && name.front() == 'x' ? name.substr(1) : "." + std::string(extension_of(name));
}

}  // namespace

Result<EqualizeAllAnswer> equalize_all(const EqualizeAllRequest& request, const Inventory& inventory,
                                       const EqualizeAllProgress& progress, const std::atomic<bool>* stop) {
  EARDRUM_TRY(const EqDevice* device, find_device(request.each.device));
  EARDRUM_TRY(auto tree,
              import_tree(request.tree, [&](std::size_t, std::size_t) { return stop == nullptr || !stop->load(); }));
  std::error_code failed;
  fs::create_directories(request.folder, failed);
  if (failed) return Error{Errc::kIo, "Cannot make the folder: " + failed.message(), {request.folder, 0, {}}};
  const fs::path root =
      fs::is_directory(request.tree, failed) ? fs::path(request.tree) : fs::path(request.tree).parent_path();
  const auto jobs = jobs_of(tree, root);
  Work work{.request = request,
            .inventory = inventory,
            .jobs = jobs,
            .extension = extension_for(*device),
            .calibrations = {},
            .next = {},
            .done = {},
            .lock = {},
            .answer = {},
            .before = {},
            .after = {},
            .remarks = {}};
  work.answer.refused = tree.refused;
  if (request.each.subject.calibration) {
    EARDRUM_TRY(work.calibrations, find_calibration(*request.each.subject.calibration, inventory));
  }
  {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < (request.threads == 0 ? cores : request.threads); ++i) {
      workers.emplace_back([&] { work.run(stop); });
    }
    while (progress && work.done.load() < jobs.size() && !(stop != nullptr && stop->load())) {
      progress(work.done.load(), jobs.size());
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
  work.answer.median_before_db = median(std::move(work.before));
  work.answer.median_after_db = median(std::move(work.after));
  for (auto& [key, remark] : work.remarks) work.answer.remarks.push_back(std::move(remark));
  // Workers finish in any order; the list reads the same each time.
  std::sort(work.answer.refused.begin(), work.answer.refused.end(),
            [](const Refusal& a, const Refusal& b) { return a.file < b.file; });
  return std::move(work.answer);
}

}  // namespace eardrum::app
