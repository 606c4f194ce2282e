// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/render.h>

#include <filesystem>

#include <eardrum/app/tuning.h>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

std::string output_for(const RenderRequest& request, const std::string& input) {
  std::error_code ignored;
  const bool folder =
      request.inputs.size() > 1 || fs::is_directory(request.output, ignored) || request.output.ends_with('/');
  if (!folder) return request.output;
  const bool flac = fs::path(input).extension() == ".flac";
  return (fs::path(request.output) / fs::path(input).stem()).string() + (flac ? ".flac" : ".wav");
}

}  // namespace

Result<RenderAnswer> render(const RenderRequest& request, const Inventory& inventory, const RenderProgress& progress) {
  const bool something = request.equalizer || request.headphone || request.crossfeed || request.limiter ||
                         request.headroom != Gain(0) || request.normalize != engine::Normalize::kNone;
  if (!something)
    return Error{
        Errc::kUsage,
        "Expected something to do: an equaliser, a headphone, crossfeed, a limiter, headroom or a normalisation",
        {}};
  std::error_code failed;
  if (request.inputs.size() > 1) {
    fs::create_directories(request.output, failed);
    if (!fs::is_directory(request.output, failed))
      return Error{Errc::kUsage, "Expected a folder for several files", {request.output, 0, {}}};
  }
  TuningRequest wanted;
  wanted.equalizer = request.equalizer;
  wanted.headphone = request.headphone;
  EARDRUM_TRY(auto tuned, tuning_for(wanted, inventory));
  if (request.crossfeed) tuned.tuning.crossfeed = dsp::CrossfeedParams{};
  if (request.limiter) tuned.tuning.limiter = dsp::LimiterParams{};
  RenderAnswer answer;
  answer.notes = tuned.notes;
  for (std::size_t i = 0; i < request.inputs.size(); ++i) {
    engine::RenderRequest job;
    job.input = request.inputs[i];
    job.output = output_for(request, job.input);
    job.plan = [&](Hertz rate, std::size_t channels) -> Result<engine::RenderPlan> {
      EARDRUM_TRY(auto spec, engine::plan_for(tuned.tuning, rate, channels));
      return engine::RenderPlan{std::move(spec)};
    };
    job.format = request.format;
    job.headroom = request.headroom;
    job.normalize = request.normalize;
    job.target_db = request.target_db;
    job.progress = [&](double fraction) {
      if (progress) progress(i, request.inputs.size(), fraction);
      return true;
    };
    if (fs::exists(job.output, failed) && fs::equivalent(job.input, job.output, failed)) {
      answer.refused.push_back({job.input, "Expected another file to write than the one that is read"});
      continue;
    }
    auto report = engine::render_file(job);
    if (!report)
      answer.refused.push_back({job.input, report.error().message});
    else
      answer.files.push_back({job.input, job.output, *std::move(report)});
  }
  return answer;
}

}  // namespace eardrum::app
