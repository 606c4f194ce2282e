// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/render.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include <eardrum/dsp/loudness.h>
#include <eardrum/dsp/scan.h>
#include <eardrum/engine/engine.h>
#include <eardrum/engine/interleave_internal.h>
#include <eardrum/engine/sound_file_internal.h>

namespace eardrum::engine {
namespace {

constexpr std::size_t kBlock = 4096;  // frames: what the second-level cache keeps

// The cheapest block of a FIR that nobody listens to meanwhile, as measured (bench/engine): about a quarter of its
// length.
std::size_t fir_block(const PlanSpec& spec) {
  std::size_t taps = 1;
  for (const auto& response : spec.fir) taps = std::max(taps, response.size());
  return std::clamp<std::size_t>(std::bit_ceil(taps) / 4, 4096, 16384);
}

using Planar = std::vector<std::vector<double>>;

// Runs the file through a fresh engine from start to end. `consume(audio, frames)` gets every frame of the input's
// length, the limiter's delay taken out; it returns a Result<void>.
template <class Consume>
Result<void> run(const RenderRequest& request, const PlanSpec& spec, double progress_from, double progress_to,
                 Consume consume) {
  EARDRUM_TRY(auto source, detail::SoundSource::open(request.input));
  EARDRUM_TRY(auto plan, Plan::make(spec));
  Engine engine(std::move(plan));
  const std::size_t channels = source.channels();
  std::vector<float> interleaved(kBlock * channels);
  Planar audio(channels, std::vector<double>(kBlock));
  std::array<double*, 8> pointers{};
  std::array<const double*, 8> inputs{};
  std::size_t to_skip = engine.latency(), to_flush = engine.latency();
  for (std::uint64_t done = 0;;) {
    EARDRUM_TRY(std::size_t frames, source.read(interleaved));
    for (std::size_t c = 0; c < channels; ++c) {
      pointers[c] = audio[c].data();
      inputs[c] = audio[c].data();
    }
    detail::deinterleave(interleaved.data(), std::span<double* const>(pointers.data(), channels), frames);
    done += frames;
    if (frames == 0) {
      if (to_flush == 0) return {};
      frames = std::min(to_flush, kBlock);
      to_flush -= frames;
      for (auto& channel : audio) std::fill_n(channel.begin(), frames, 0.0);
    }
    engine.process(std::span<const double* const>(inputs.data(), channels),
                   std::span<double* const>(pointers.data(), channels), frames);
    const std::size_t skipped = std::min(to_skip, frames);
    to_skip -= skipped;
    for (std::size_t c = 0; c < channels; ++c) pointers[c] += skipped;
    EARDRUM_CHECK(consume(std::span<double* const>(pointers.data(), channels), frames - skipped));
    const double fraction = std::min(1.0, static_cast<double>(done) / static_cast<double>(source.frames()));
    if (request.progress && !request.progress(progress_from + (progress_to - progress_from) * fraction)) {
      return Error{Errc::kUsage, "Stopped before the end, as asked", {request.input, 0, {}}};
    }
  }
}

// The gain that brings what the plan makes of the file to the target.
Result<Gain> normalising_gain(const RenderRequest& request, const PlanSpec& spec, std::size_t channels) {
  dsp::LoudnessMeter meter(channels, spec.sample_rate);
  std::vector<double> interleaved;
  EARDRUM_CHECK(run(request, spec, 0.0, 0.5, [&](std::span<double* const> audio, std::size_t frames) -> Result<void> {
    interleaved.resize(frames * channels);
    for (std::size_t c = 0; c < channels; ++c) {
      for (std::size_t k = 0; k < frames; ++k) interleaved[k * channels + c] = audio[c][k];
    }
    meter.add(interleaved);
    return {};
  }));
  const double found = request.normalize == Normalize::kPeak ? meter.true_peak().db() : meter.integrated_lufs();
  if (!std::isfinite(found)) {
    return Error{
        Errc::kInvalidData, "Expected a signal to normalise, found silence or less than 0.4 s", {request.input, 0, {}}};
  }
  return Gain(request.target_db - found);
}

// Rounds to the file's samples, counting what does not fit.
class Output {
 public:
  Output(detail::SoundSink& sink, const RenderRequest& request, std::size_t channels, RenderReport& report)
      : sink_(sink),
        report_(report),
        bits_(request.format == SampleFormat::kPcm16   ? 16
              : request.format == SampleFormat::kPcm24 ? 24
                                                       : 0) {
    for (std::size_t c = 0; c < channels && bits_ != 0; ++c) dither_.emplace_back(bits_, request.shaping, c + 1);
  }

  Result<void> write(std::span<double* const> audio, std::size_t frames) {
    const std::size_t channels = audio.size();
    for (std::size_t c = 0; c < channels; ++c) {
      const double peak = dsp::scan(std::span<const double>(audio[c], frames)).peak;
      peak_ = std::max(peak_, peak);
      if (bits_ != 0 || peak <= 1.0) continue;
      report_.clipped_samples += static_cast<std::uint64_t>(
          std::count_if(audio[c], audio[c] + frames, [](double sample) { return std::abs(sample) > 1.0; }));
    }
    report_.peak = Gain::from_amplitude_ratio(peak_);
    if (bits_ == 0) {
      floats_.resize(frames * channels);
      detail::interleave(audio, floats_.data(), frames);
      return sink_.write(std::span<const float>(floats_));
    }
    rounded_.resize(frames);
    integers_.resize(frames * channels);
    report_.clipped_samples = 0;
    for (std::size_t c = 0; c < channels; ++c) {
      dither_[c].process({audio[c], frames}, rounded_);
      for (std::size_t k = 0; k < frames; ++k) {
        integers_[k * channels + c] =
            static_cast<std::int32_t>(static_cast<std::uint32_t>(rounded_[k]) << (32 - bits_));
      }
      report_.clipped_samples += dither_[c].clipped();
    }
    return sink_.write(std::span<const std::int32_t>(integers_));
  }

 private:
  detail::SoundSink& sink_;
  RenderReport& report_;
  unsigned bits_;
  double peak_ = 0.0;
  std::vector<dsp::Dither> dither_;
  std::vector<float> floats_;
  std::vector<std::int32_t> rounded_, integers_;
};

}  // namespace

Result<RenderReport> render_file(const RenderRequest& request) {
  EARDRUM_TRY(const auto source, detail::SoundSource::open(request.input));
  RenderReport report;
  report.frames = source.frames();
  report.channels = source.channels();
  report.sample_rate = source.sample_rate();
  EARDRUM_TRY(PlanSpec spec, request.plan(source.sample_rate(), source.channels()));
  if (!request.live_bits && !spec.fir.empty()) {
    spec.fir_late = true;
    spec.fir_block = fir_block(spec);
  }
  report.gain = -request.headroom;
  spec.preamp = spec.preamp + report.gain;
  if (request.normalize != Normalize::kNone) {
    EARDRUM_TRY(const Gain gain, normalising_gain(request, spec, source.channels()));
    report.gain = report.gain + gain;
    spec.preamp = spec.preamp + gain;
  }
  EARDRUM_TRY(auto sink, detail::SoundSink::create(request.output, request.format, source, report.losses));
  Output output(sink, request, source.channels(), report);
  const double start = request.normalize == Normalize::kNone ? 0.0 : 0.5;
  EARDRUM_CHECK(run(request, spec, start, 1.0,
                    [&](std::span<double* const> audio, std::size_t frames) { return output.write(audio, frames); }));
  EARDRUM_CHECK(sink.commit());
  return report;
}

}  // namespace eardrum::engine
