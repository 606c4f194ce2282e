// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/render.h>

#include <filesystem>

#include <eardrum/audition/plan_for.h>
#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/formats/read_equalizer.h>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

/// What is to be applied, for any sample rate: one equaliser, or the left and the right one.
struct Equalizers {
  std::vector<Peq> ears;
  std::vector<std::string> notes;
};

Result<Equalizers> from_document(const EqDocument& document) {
  Equalizers out;
  out.notes = document.notes;
  std::vector<Channel> sides = {Channel::kBoth};
  if (!same_for_both(document)) sides = {Channel::kLeft, Channel::kRight};
  for (const Channel side : sides) {
    const EqChannel& channel = channel_for(document, side);
    const bool more = !channel.graphic.empty() || !channel.coefficients.empty() || !channel.convolution_files.empty();
    if (more) {
      return Error{Errc::kUsage,
                   "Expected parametric filters, found a graphic curve, coefficients or a convolution, which can't be "
                   "rendered yet",
                   {}};
    }
    out.ears.push_back(channel.peq);
  }
  return out;
}

Result<Equalizers> equalizers_for(const RenderRequest& request, const Inventory& inventory) {
  if (request.equalizer) {
    EARDRUM_TRY(const std::string bytes, read_file(*request.equalizer));
    EARDRUM_TRY(const auto documents, read_equalizer(bytes, *request.equalizer));
    if (documents.empty())
      return Error{Errc::kInvalidData, "Expected equaliser settings, found none", {*request.equalizer, 0, {}}};
    auto read = from_document(documents.front());
    if (!read) return Error{read.error().code, read.error().message, {*request.equalizer, 0, {}}};
    return read;
  }
  if (request.headphone) {
    EARDRUM_TRY(const auto made, equalize(*request.headphone, inventory));
    return from_document(made.document);
  }
  return Equalizers{{Peq{}}, {}};
}

Result<engine::PlanSpec> plan_of(const RenderRequest& request, const Equalizers& equalizers, Hertz rate,
                                 std::size_t channels) {
  std::vector<Peq> ears = equalizers.ears;
  // A mono file gets the left ear's; more than two channels can't be told left from right.
  if (ears.size() == 2 && channels == 1) ears.resize(1);
  if (ears.size() == 2 && channels > 2) {
    return Error{Errc::kUsage,
                 "Expected one or two channels for an equaliser of two ears, found " + std::to_string(channels),
                 {}};
  }
  EARDRUM_TRY(auto spec, audition::plan_for(ears, rate, channels));
  if (request.crossfeed && channels >= 2) spec.crossfeed = dsp::CrossfeedParams{};
  if (request.limiter) spec.limiter = dsp::LimiterParams{};
  return spec;
}

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
  EARDRUM_TRY(const auto equalizers, equalizers_for(request, inventory));
  RenderAnswer answer;
  answer.notes = equalizers.notes;
  for (std::size_t i = 0; i < request.inputs.size(); ++i) {
    engine::RenderRequest job;
    job.input = request.inputs[i];
    job.output = output_for(request, job.input);
    job.plan = [&](Hertz rate, std::size_t channels) { return plan_of(request, equalizers, rate, channels); };
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
