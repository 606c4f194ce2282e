// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalizer_plan.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <filesystem>
#include <optional>

#include <eardrum/base/file.h>
#include <eardrum/base/printable.h>
#include <eardrum/catalogue/name_lookup.h>
#include <eardrum/catalogue/names.h>
#include <eardrum/engine/impulse_response.h>
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
  if (a.taps.size() == 1 && a.taps[0] == 1.0) return {b.taps, a.delay + b.delay};
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

// [input][output], of all channels.
using Responses = std::vector<std::vector<Response>>;

// Both at once.
Response together(const Response& a, const Response& b) {
  if (a.taps.empty()) return b;
  if (b.taps.empty()) return a;
  Response sum;
  sum.delay = std::max(a.delay, b.delay);
  for (const Response* const one : {&a, &b}) {
    const std::size_t later = sum.delay - one->delay;
    sum.taps.resize(std::max(sum.taps.size(), later + one->taps.size()));
    for (std::size_t k = 0; k < one->taps.size(); ++k) sum.taps[later + k] += one->taps[k];
  }
  return sum;
}

Responses unchanged(std::size_t channels) {
  Responses out(channels, std::vector<Response>(channels));
  for (std::size_t c = 0; c < channels; ++c) out[c][c] = {{1.0}, 0};
  return out;
}

Responses in_series(const Responses& first, const Responses& second) {
  const std::size_t channels = first.size();
  Responses out(channels, std::vector<Response>(channels));
  for (std::size_t input = 0; input < channels; ++input) {
    for (std::size_t output = 0; output < channels; ++output) {
      for (std::size_t by = 0; by < channels; ++by) {
        if (first[input][by].taps.empty() || second[by][output].taps.empty()) continue;
        out[input][output] = together(out[input][output], in_series(first[input][by], second[by][output]));
      }
    }
  }
  return out;
}

// What a convolution makes of one input, for each output.
Result<std::vector<Response>> of_input(const Convolution& convolution, const PlayedImpulse& played, std::size_t input,
                                       std::size_t channels) {
  std::vector<Response> out(channels);
  if (convolution.channel || !convolution.matrix) {
    out[input] = {played.taps[convolution.channel.value_or(input) % played.taps.size()], played.delay};
    return out;
  }
  EARDRUM_TRY(const auto matrix, engine::lay_out(played.taps, channels, played.path));
  for (std::size_t output = 0; output < channels; ++output) {
    const auto& taps = matrix[output * channels + input];
    out[output] = {std::vector<double>(taps.begin(), taps.end()), played.delay};
  }
  return out;
}

// "presets.json#Bass" is the preset "Bass" of presets.json, unless a file is called all of it.
std::pair<std::string, std::string> file_and_name(const std::string& path) {
  std::error_code ignored;
  const auto mark = path.rfind('#');
  if (mark == std::string::npos || fs::exists(path, ignored)) return {path, {}};
  return {path.substr(0, mark), path.substr(mark + 1)};
}

// What tells it from the others: a database holds several authors' for one headphone.
std::string label_of(const EqDocument& document) {
  const auto author = std::find_if(document.details.begin(), document.details.end(),
                                   [](const auto& detail) { return detail.first == "author"; });
  return printable(document.name + (author == document.details.end() ? "" : " by " + author->second), 100);
}

std::string listed(const std::vector<EqDocument>& documents) {
  constexpr std::size_t kShown = 6;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, documents.size()); ++i)
    text += (i == 0 ? "\"" : "\", \"") + label_of(documents[i]);
  text += "\"";
  if (documents.size() > kShown) text += " and " + std::to_string(documents.size() - kShown) + " more";
  return text;
}

Result<EqDocument> chosen(std::vector<EqDocument> documents, const std::string& wanted, const std::string& file) {
  if (documents.empty()) return Error{Errc::kInvalidData, "Expected equaliser settings, found none", {file, 0, {}}};
  if (!catalogue::folded_key(wanted).empty()) {
    std::vector<catalogue::Names> called;
    for (const auto& document : documents) called.push_back({document.name, label_of(document)});
    const auto match = catalogue::match_names(wanted, called);
    // Who names the file leaves little to mistake: any of the words will do.
    const auto& found = match.found.empty() ? match.holding : match.found;
    const auto picked = [&](const std::vector<std::size_t>& which) {
      std::vector<EqDocument> some;
      for (const std::size_t i : which) some.push_back(documents[i]);
      return some;
    };
    if (found.empty()) {
      const auto nearest = match.nearest();
      return Error{
          Errc::kNotFound,
          "No equaliser in it is called '" + printable(wanted, 60) + "': " +
              (nearest.empty() ? "there are " + listed(documents) : "did you mean " + listed(picked(nearest)) + "?"),
          {file, 0, {}}};
    }
    documents = picked(found);
  }
  if (documents.size() > 1) {
    return Error{Errc::kUsage,
                 "Expected the settings of one equaliser, found those of " + std::to_string(documents.size()) +
                     ": write FILE#NAME to choose from " + listed(documents),
                 {file, 0, {}}};
  }
  return std::move(documents.front());
}

}  // namespace

Result<EqDocument> read_equalizer_file(const std::string& path) {
  std::string suffix = fs::path(path).extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; });
  for (const char* sound : {".wav", ".irs", ".flac", ".aif", ".aiff"}) {
    if (suffix != sound) continue;
    EqDocument document = make_eq_document(fs::path(path).stem().string(), Peq{});
    std::error_code absent;
    if (!fs::is_regular_file(path, absent)) {
      return Error{Errc::kNotFound, "Cannot open the file: No such file or directory", {path, 0, {}}};
    }
    document.channels.front().convolutions = {{{fs::path(path).filename().string()}}};
    return document;
  }
  const auto [file, wanted] = file_and_name(path);
  EARDRUM_TRY(const std::string bytes, read_file(file, kMostEqualizerBytes));
  EARDRUM_TRY(auto documents, read_equalizer(bytes, file));
  return chosen(std::move(documents), wanted, file);
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

void EqualizerPlan::note_conversion(const PlayedImpulse& played) {
  std::string sentence = "The impulse response " + played.path + " is for " + in_hz(*played.of_file) +
                         "; it was converted to " + in_hz(played.sample_rate) +
                         ", the same within 0.01 dB up to nine tenths of the lower rate's half";
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
  Responses to = unchanged(channels);
  bool any = false;
  std::size_t convolutions = 0;
  const auto ear_of = [&](std::size_t input) -> const EqChannel& {
    return channel_for(document_, input == 1 ? Channel::kRight : Channel::kLeft);
  };
  for (std::size_t input = 0; input < channels; ++input) {
    const EqChannel& ear = ear_of(input);
    convolutions = std::max(convolutions, ear.convolutions.size());
    if (!ear.coefficients.empty()) {
      const auto set = std::find_if(ear.coefficients.begin(), ear.coefficients.end(), [&](const auto& one) {
        return one.sample_rate == sample_rate || one.sample_rate == Hertz(0.0);
      });
      if (set == ear.coefficients.end()) {
        std::string theirs;
        for (const auto& one : ear.coefficients) theirs += (theirs.empty() ? "" : ", ") + in_hz(one.sample_rate);
        return Error{Errc::kUsage,
                     "Expected filters for " + in_hz(sample_rate) + ", found coefficients for " + theirs +
                         ", which mean nothing at another rate: --rate converts the sound",
                     {path_, 0, {}}};
      }
      spec.biquads[input].insert(spec.biquads[input].end(), set->biquads.begin(), set->biquads.end());
    }
    if (!ear.graphic.empty()) {
      any = true;
      EARDRUM_TRY(to[input][input], graphic_response(ear, sample_rate));
    }
  }
  for (std::size_t k = 0; k < convolutions; ++k) {
    any = true;
    Responses next = unchanged(channels);
    std::optional<std::pair<Convolution, PlayedImpulse>> read;  // most often both ears' is one file
    for (std::size_t input = 0; input < channels; ++input) {
      if (ear_of(input).convolutions.size() <= k) continue;
      const Convolution& convolution = ear_of(input).convolutions[k];
      Convolution of_either_channel = convolution;
      of_either_channel.channel.reset();
      if (!read || read->first != of_either_channel) {
        EARDRUM_TRY(auto played, read_convolution(convolution, path_, sample_rate));
        if (played.of_file) note_conversion(played);
        read.emplace(of_either_channel, std::move(played));
      }
      EARDRUM_TRY(next[input], of_input(convolution, read->second, input, channels));
    }
    to = in_series(to, next);
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
