// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalizer_plan.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <optional>

#include <eardrum/base/file.h>
#include <eardrum/engine/impulse_response.h>
#include <eardrum/engine/resampler.h>
#include <eardrum/fft/real_fft.h>
#include <eardrum/filter/fir_design.h>
#include <eardrum/formats/read_equalizer.h>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

std::string in_hz(Hertz rate) {
  return std::to_string(std::lround(rate.value())) + " Hz";
}

// An impulse response, and by how much it is late of itself.
struct Response {
  std::vector<double> taps{};
  std::size_t delay = 0;
};

Response in_series(const Response& a, const Response& b) {
  const std::size_t length = a.taps.size() + b.taps.size() - 1;
  fft::RealFft<double> fft(std::bit_ceil(std::max<std::size_t>(4, length)));
  std::vector<double> x(fft.size()), a_re(fft.bins()), a_im(fft.bins()), b_re(fft.bins()), b_im(fft.bins());
  std::copy(a.taps.begin(), a.taps.end(), x.begin());
  fft.forward(x, a_re, a_im);
  std::fill(x.begin(), x.end(), 0.0);
  std::copy(b.taps.begin(), b.taps.end(), x.begin());
  fft.forward(x, b_re, b_im);
  for (std::size_t k = 0; k < fft.bins(); ++k) {
    const double re = a_re[k] * b_re[k] - a_im[k] * b_im[k];
    a_im[k] = (a_re[k] * b_im[k] + a_im[k] * b_re[k]) / static_cast<double>(fft.size());
    a_re[k] = re / static_cast<double>(fft.size());
  }
  fft.inverse(a_re, a_im, x);
  x.resize(length);
  return {std::move(x), a.delay + b.delay};
}

// What the graphic curve asks for.
Result<Response> graphic_response(const EqChannel& channel, Hertz rate) {
  EqChannel curve;
  curve.graphic = channel.graphic;
  const auto grid = FrequencyGrid::logarithmic(Hertz(5.0), 0.49 * rate, 96);
  FirSpec spec;
  spec.sample_rate = rate;
  EARDRUM_TRY(auto fir, design_fir(response_of(curve, rate, grid), spec));
  return Response{std::move(fir.taps), fir.delay};
}

// A file that a document names, which may come from another machine: beside the document, by its whole path or its last
// part.
std::string found_beside(const std::string& document, const std::string& name) {
  const fs::path folder = fs::path(document).parent_path();
  std::error_code ignored;
  if (const fs::path whole = folder / name; fs::exists(whole, ignored)) return whole.string();
  const fs::path last = folder / name.substr(name.find_last_of("/\\") + 1);
  return fs::exists(last, ignored) ? last.string() : (folder / name).string();
}

// Of several the one for this rate, else the one of the highest rate.
Result<engine::ImpulseFile> impulse_for(const std::vector<std::string>& paths, Hertz rate, std::string& chosen) {
  std::optional<engine::ImpulseFile> best;
  for (const auto& path : paths) {
    EARDRUM_TRY(auto file, engine::read_impulse_file(path));
    const bool better =
        !best || file.sample_rate == rate || (best->sample_rate != rate && file.sample_rate > best->sample_rate);
    if (!better) continue;
    chosen = path;
    best = std::move(file);
  }
  return *std::move(best);
}

}  // namespace

Result<EqDocument> read_equalizer_file(const std::string& path) {
  std::string suffix = fs::path(path).extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  for (const char* sound : {".wav", ".irs", ".flac", ".aif", ".aiff"}) {
    if (suffix != sound) continue;
    EqDocument document = make_eq_document(fs::path(path).stem().string(), Peq{});
    document.channels.front().convolution_files = {fs::path(path).filename().string()};
    return document;
  }
  EARDRUM_TRY(const std::string bytes, read_file(path));
  EARDRUM_TRY(auto documents, read_equalizer(bytes, path));
  if (documents.empty()) return Error{Errc::kInvalidData, "Expected equaliser settings, found none", {path, 0, {}}};
  return std::move(documents.front());
}

EqualizerPlan::EqualizerPlan(EqDocument document, std::string path, engine::Tuning rest)
    : document_(std::move(document)), path_(std::move(path)), tuning_(std::move(rest)) {
  std::vector<Peq> ears = {channel_for(document_, Channel::kLeft).peq};
  if (!same_for_both(document_)) ears.push_back(channel_for(document_, Channel::kRight).peq);
  engine::Tuning bands = engine::tuning_of(ears, document_.name);
  bands.crossfeed = tuning_.crossfeed;
  bands.limiter = tuning_.limiter;
  tuning_ = std::move(bands);
}

void EqualizerPlan::note(std::string sentence) {
  if (std::find(notes_.begin(), notes_.end(), sentence) == notes_.end()) notes_.push_back(std::move(sentence));
}

std::vector<std::string> EqualizerPlan::notes() const {
  const std::lock_guard lock(mutex_);
  return notes_;
}

Result<engine::PlanSpec> EqualizerPlan::at(Hertz sample_rate, std::size_t channels) {
  // One designs, the others wait for it: they most likely want the same.
  const std::lock_guard lock(mutex_);
  const std::pair key(sample_rate.value(), channels);
  if (const auto known = made_.find(key); known != made_.end()) return known->second;
  EARDRUM_TRY(auto spec, make(sample_rate, channels));
  return made_[key] = std::move(spec);
}

Result<engine::PlanSpec> EqualizerPlan::make(Hertz sample_rate, std::size_t channels) {
  EARDRUM_TRY(auto spec, engine::plan_for(tuning_, sample_rate, channels));
  std::vector<std::vector<Response>> to(channels, std::vector<Response>(channels));  // [input][output]
  bool any = false;
  for (std::size_t input = 0; input < channels; ++input) {
    const EqChannel& ear = channel_for(document_, input == 1 ? Channel::kRight : Channel::kLeft);
    if (!ear.coefficients.empty()) {
      const auto set = std::find_if(ear.coefficients.begin(), ear.coefficients.end(), [&](const auto& one) {
        return one.sample_rate == sample_rate || one.sample_rate == Hertz(0.0);
      });
      if (set == ear.coefficients.end()) {
        const std::string theirs = in_hz(ear.coefficients.front().sample_rate);
        return Error{Errc::kUsage,
                     "Expected filters for " + in_hz(sample_rate) + ", found coefficients for " + theirs +
                         ", which mean nothing at another rate: --rate converts the sound",
                     {path_, 0, {}}};
      }
      spec.biquads[input].insert(spec.biquads[input].end(), set->biquads.begin(), set->biquads.end());
    }
    to[input][input] = Response{{1.0}, 0};
    if (!ear.convolution_files.empty()) {
      any = true;
      std::vector<std::string> paths;
      for (const auto& name : ear.convolution_files) paths.push_back(found_beside(path_, name));
      std::string chosen;
      EARDRUM_TRY(auto file, impulse_for(paths, sample_rate, chosen));
      std::size_t delay = 0;
      if (file.sample_rate != sample_rate) {
        EARDRUM_TRY(auto converted, engine::resample_response(file.taps, file.sample_rate, sample_rate));
        note("The impulse response " + chosen + " is for " + in_hz(file.sample_rate) + "; it was converted to " +
             in_hz(sample_rate) + ", the same within 0.01 dB up to nine tenths of the lower rate's half");
        file.taps = std::move(converted.taps);
        delay = converted.delay;
      }
      EARDRUM_TRY(auto matrix, engine::lay_out(file.taps, channels, chosen));
      for (std::size_t output = 0; output < channels; ++output) {
        const auto& taps = matrix[output * channels + input];
        to[input][output] = Response{std::vector<double>(taps.begin(), taps.end()), delay};
      }
    }
    if (!ear.graphic.empty()) {
      any = true;
      EARDRUM_TRY(const auto curve, graphic_response(ear, sample_rate));
      for (auto& path : to[input]) {
        if (!path.taps.empty()) path = in_series(curve, path);
      }
    }
  }
  EARDRUM_CHECK(engine::check(spec));
  if (!any) return spec;
  for (const auto& outputs : to) {
    for (const auto& path : outputs) spec.fir_delay = std::max(spec.fir_delay, path.delay);
  }
  spec.fir.resize(channels * channels);
  for (std::size_t input = 0; input < channels; ++input) {
    for (std::size_t output = 0; output < channels; ++output) {
      const Response& path = to[input][output];
      if (path.taps.empty()) continue;
      auto& fir = spec.fir[output * channels + input];
      fir.assign(spec.fir_delay - path.delay, 0.0f);
      for (const double tap : path.taps) fir.push_back(static_cast<float>(tap));
    }
  }
  EARDRUM_CHECK(engine::check(spec));
  return spec;
}

}  // namespace eardrum::app
