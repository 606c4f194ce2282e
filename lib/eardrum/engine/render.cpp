// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/render.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>

#include <eardrum/dsp/loudness.h>
#include <eardrum/dsp/scan.h>
#include <eardrum/engine/engine.h>
#include <eardrum/engine/interleave_internal.h>
#include <eardrum/engine/late_fir_internal.h>
#include <eardrum/engine/pipeline_internal.h>
#include <eardrum/engine/resampler.h>
#include <eardrum/engine/sample_writer_internal.h>
#include <eardrum/engine/sound_sink_internal.h>
#include <eardrum/engine/sound_source_internal.h>

namespace eardrum::engine {
namespace {

constexpr std::size_t kBlock = 4096;  // frames that the engine gets at once: what the second-level cache keeps
// Frames of a parcel: one thread keeps them in its cache, which holds more of them in one buffer of single precision;
// between threads, handing over has to cost little; each stretch of FLAC begins with windows that are computed anew.
constexpr std::size_t kAlone = kBlock, kSingles = 4 * kBlock, kTogether = 8 * kBlock;
constexpr std::size_t kFlacStretch = 32 * detail::kFlacBlock;

// The cheapest block of a FIR that nobody listens to meanwhile, as measured (bench/engine): about a quarter of its
// length.
std::size_t fir_block(const PlanSpec& spec) {
  std::size_t taps = 1;
  for (const auto& response : spec.fir) taps = std::max(taps, response.size());
  return std::clamp<std::size_t>(std::bit_ceil(taps) / 4, 4096, 16384);
}

// What goes from stage to stage.
struct Parcel {
  Planar audio;
  std::vector<float> singles;        // instead of `audio` where single precision is all there is: interleaved
  std::size_t from = 0, frames = 0;  // of either, that count
  bool last = false;
  detail::Samples samples;
  detail::FlacFrames encoded;
  std::optional<detail::FlacEncoder> encoder;

  std::array<double*, 8> pointers() {
    std::array<double*, 8> out{};
    for (std::size_t c = 0; c < audio.size(); ++c) out[c] = audio[c].data() + from;
    return out;
  }
  std::span<const float> kept_singles(std::size_t channels) const {
    return std::span(singles).subspan(from * channels, frames * channels);
  }
};

using Pipeline = detail::Pipeline<Parcel>;

// The stages that both passes begin with: reading, another rate, the engine.
class Front {
 public:
  static Result<std::unique_ptr<Front>> make(const RenderRequest& request, const PlanSpec& spec, double progress_from) {
    EARDRUM_TRY(auto source, detail::SoundSource::open(request.input));
    return make(request, spec, progress_from, std::move(source));
  }
  static Result<std::unique_ptr<Front>> make(const RenderRequest& request, const PlanSpec& spec, double progress_from,
                                             detail::SoundSource source) {
    EARDRUM_CHECK(check(spec));
    std::optional<detail::LateFir> fir;
    if (!request.live_bits) fir = detail::LateFir::make(spec);
    std::unique_ptr<Engine> engine;
    std::size_t late = spec.fir_delay;
    if (fir) {
      late += fir->latency();
    } else {
      EARDRUM_TRY(auto engine_plan, Plan::make(spec));
      engine = std::make_unique<Engine>(std::move(engine_plan));
      late = engine->latency();
    }
    std::optional<Resampler> resampler;
    if (spec.sample_rate != source.sample_rate()) {
      EARDRUM_TRY(auto made, Resampler::make(source.sample_rate(), spec.sample_rate, source.channels()));
      resampler.emplace(std::move(made));
    }
    return std::unique_ptr<Front>(new Front(request, std::move(source), std::move(resampler), std::move(engine),
                                            std::move(fir), late, progress_from));
  }

  void set_parcel_frames(std::size_t frames) { parcel_frames_ = frames; }

  /// Parcels hold `singles` between the stages, where single precision holds all of what is read: half of the memory to
  /// pass through, and the engine's doubles never leave the first-level cache. Says whether it does.
  bool keep_singles() {
    singles_ = !resampler_ && source_.gives_singles();
    if (singles_) parcel_frames_ = std::max(parcel_frames_, kSingles);
    return singles_;
  }

  std::vector<Pipeline::Stage> stages() {
    std::vector<Pipeline::Stage> out;
    out.push_back({[this](Parcel& parcel) { return read(parcel); }});
    if (resampler_) out.push_back({[this](Parcel& parcel) { return resample(parcel); }});
    out.push_back({[this](Parcel& parcel) { return process(parcel); }});
    return out;
  }

 private:
  Front(const RenderRequest& request, detail::SoundSource source, std::optional<Resampler> resampler,
        std::unique_ptr<Engine> engine, std::optional<detail::LateFir> fir, std::size_t late, double progress_from)
      : request_(request),
        source_(std::move(source)),
        resampler_(std::move(resampler)),
        engine_(std::move(engine)),
        fir_(std::move(fir)),
        to_skip_(late),
        to_flush_(to_skip_),
        progress_from_(progress_from),
        parcel_frames_(request.threads > 1 ? kTogether : kAlone) {}

  Result<void> read(Parcel& parcel) {
    const std::size_t asked = parcel_frames_;
    parcel.from = 0;
    if (singles_) {
      parcel.singles.resize(asked * source_.channels());
      EARDRUM_TRY(parcel.frames, source_.read_singles(parcel.singles.data(), asked));
    } else {
      parcel.audio.resize(source_.channels());
      for (auto& channel : parcel.audio) channel.resize(asked);
      EARDRUM_TRY(parcel.frames, source_.read({parcel.pointers().data(), source_.channels()}, asked));
    }
    parcel.last = parcel.frames < asked;
    read_ += parcel.frames;
    if (parcel.last && read_ == 0) return detail::bad_sound(request_.input, "Expected samples, found none");
    const auto all = source_.info().frames;
    const double done = all ? static_cast<double>(read_) / static_cast<double>(*all) : -1.0;
    const double fraction = done < 0.0 ? done : progress_from_ + (1.0 - progress_from_) * std::min(1.0, done);
    if (request_.progress && !request_.progress(fraction)) {
      return Error{Errc::kUsage, "Stopped before the end, as asked", {request_.input, 0, {}}};
    }
    return {};
  }

  Result<void> resample(Parcel& parcel) {
    const auto inputs = parcel.pointers();
    resampler_->process(std::span<const double* const>(inputs.data(), parcel.audio.size()), parcel.frames, converted_);
    if (parcel.last) {
      Planar rest;
      resampler_->finish(rest);
      for (std::size_t c = 0; c < rest.size(); ++c)
        converted_[c].insert(converted_[c].end(), rest[c].begin(), rest[c].end());
    }
    parcel.audio.swap(converted_);
    parcel.frames = parcel.audio[0].size();
    return {};
  }

  Result<void> process(Parcel& parcel) {
    if (parcel.last) {
      // What is still inside comes out.
      if (singles_) {
        parcel.singles.resize(parcel.frames * source_.channels());
        parcel.singles.resize((parcel.frames + to_flush_) * source_.channels(), 0.0f);
      }
      for (auto& channel : parcel.audio) {
        channel.resize(parcel.frames);
        channel.resize(parcel.frames + to_flush_, 0.0);
      }
      parcel.frames += to_flush_;
    }
    if (singles_)
      process_singles(parcel);
    else
      process_doubles(parcel);
    parcel.from = std::min(to_skip_, parcel.frames);
    parcel.frames -= parcel.from;
    to_skip_ -= parcel.from;
    return {};
  }

  void process_singles(Parcel& parcel) {
    const std::size_t channels = source_.channels();
    if (fir_) return fir_->process({parcel.singles.data(), parcel.frames * channels});
    audio_.resize(channels);
    std::array<double*, 8> outputs{};
    std::array<const double*, 8> inputs{};
    for (std::size_t c = 0; c < channels; ++c) {
      audio_[c].resize(Plan::kMaxFrames);
      inputs[c] = outputs[c] = audio_[c].data();
    }
    const std::span<double* const> audio(outputs.data(), channels);
    for (std::size_t at = 0; at < parcel.frames; at += Plan::kMaxFrames) {
      float* const samples = parcel.singles.data() + at * channels;
      const std::size_t frames = std::min(Plan::kMaxFrames, parcel.frames - at);
      detail::deinterleave(samples, audio, frames);
      engine_->process(std::span<const double* const>(inputs.data(), channels), audio, frames);
      detail::interleave(audio, samples, frames);
    }
  }

  void process_doubles(Parcel& parcel) {
    const std::size_t channels = parcel.audio.size();
    for (std::size_t at = 0; at < parcel.frames; at += kBlock) {
      auto outputs = parcel.pointers();
      std::array<const double*, 8> inputs{};
      for (std::size_t c = 0; c < channels; ++c) inputs[c] = outputs[c] += at;
      const std::span<double* const> audio(outputs.data(), channels);
      const std::size_t frames = std::min(kBlock, parcel.frames - at);
      if (fir_) {
        fir_->process(audio, frames);
      } else {
        engine_->process(std::span<const double* const>(inputs.data(), channels), audio, frames);
      }
    }
  }

  const RenderRequest& request_;
  detail::SoundSource source_;
  std::optional<Resampler> resampler_;
  std::unique_ptr<Engine> engine_;  // or, where a FIR is all there is to do:
  std::optional<detail::LateFir> fir_;
  std::size_t to_skip_, to_flush_;
  double progress_from_;
  std::size_t parcel_frames_;
  bool singles_ = false;
  std::uint64_t read_ = 0;
  Planar converted_, audio_;
};

Result<void> run(const RenderRequest& request, std::vector<Pipeline::Stage> stages) {
  const std::size_t threads = std::max<std::size_t>(1, request.threads);
  std::vector<Parcel> parcels(threads == 1 ? 1 : threads + 2);
  return Pipeline(std::move(stages)).run(parcels, threads);
}

// The gain that brings what the plan makes of the file to the target.
Result<Gain> normalising_gain(const RenderRequest& request, const PlanSpec& spec, std::size_t channels) {
  RenderRequest listening = request;
  if (request.progress) listening.progress = [&](double fraction) { return request.progress(fraction / 2.0); };
  EARDRUM_TRY(const auto front, Front::make(listening, spec, 0.0));
  dsp::LoudnessMeter meter(channels, spec.sample_rate);
  std::vector<double> interleaved;
  auto stages = front->stages();
  stages.push_back({[&](Parcel& parcel) -> Result<void> {
    interleaved.resize(parcel.frames * channels);
    const auto audio = parcel.pointers();
    for (std::size_t c = 0; c < channels; ++c) {
      for (std::size_t k = 0; k < parcel.frames; ++k) interleaved[k * channels + c] = audio[c][k];
    }
    meter.add(interleaved);
    return {};
  }});
  EARDRUM_CHECK(run(listening, std::move(stages)));
  const double found = request.normalize == Normalize::kPeak ? meter.true_peak().db() : meter.integrated_lufs();
  if (!std::isfinite(found)) {
    return Error{
        Errc::kInvalidData, "Expected a signal to normalise, found silence or less than 0.4 s", {request.input, 0, {}}};
  }
  return Gain(request.target_db - found);
}

Result<Container> container_for(const RenderRequest& request) {
  if (request.container != Container::kBySuffix) return request.container;
  if (request.output.ends_with(".flac")) return Container::kFlac;
  if (request.output.ends_with(".wav") || request.output == "-") return Container::kWav;
  return Error{Errc::kUsage,
               "Expected an output name that ends in .wav or .flac, or a folder: one that is there, or a name with a / "
               "at its end",
               {request.output, 0, {}}};
}

Result<detail::SinkSpec> sink_spec(const RenderRequest& request, const PlanSpec& plan, Container container,
                                   const detail::SoundSource& source, std::vector<std::string>& losses) {
  detail::SinkSpec spec;
  spec.path = request.output;
  spec.channels = source.channels();
  spec.sample_rate_hz = static_cast<std::uint32_t>(std::lround(plan.sample_rate.value()));
  spec.bits = detail::bits_of(request.format);
  spec.is_float = detail::is_float(request.format);
  if (container == Container::kFlac && spec.is_float) {
    return Error{Errc::kUsage,
                 "Expected 16, 24 or 32 bits for FLAC, which holds no floating-point samples",
                 {request.output, 0, {}}};
  }
  if (container == Container::kFlac && spec.sample_rate_hz > 655350) {
    return Error{Errc::kUsage,
                 "Expected at most 655350 Hz for FLAC, found " + std::to_string(spec.sample_rate_hz) + " Hz",
                 {request.output, 0, {}}};
  }
  const double ratio = plan.sample_rate / source.sample_rate();
  if (const auto frames = source.info().frames)
    spec.frames = static_cast<std::uint64_t>(std::llround(static_cast<double>(*frames) * ratio));
  spec.marks = at_rate(source.info().marks, source.sample_rate(), plan.sample_rate);
  losses = spec.marks.unread;
  drop_loudness_marks(spec.marks, losses);
  return spec;
}

}  // namespace

Result<RenderReport> render_file(const RenderRequest& request) {
  EARDRUM_TRY(const Container container, container_for(request));
  EARDRUM_TRY(auto source, detail::SoundSource::open(request.input));
  RenderReport report;
  report.channels = source.channels();
  report.sample_rate = request.sample_rate.value_or(source.sample_rate());
  EARDRUM_TRY(PlanSpec spec, request.plan(report.sample_rate, source.channels()));
  if (!request.live_bits && !spec.fir.empty()) {
    spec.fir_late = true;
    spec.fir_block = fir_block(spec);
  }
  report.gain = -request.headroom;
  spec.preamp = spec.preamp + report.gain;
  const bool two_passes = request.normalize != Normalize::kNone;
  if (two_passes && source.is_stream()) {
    return Error{Errc::kUsage,
                 "Expected a file to normalise, found a pipe, which can be heard only once: use --headroom, or a file",
                 {request.input, 0, {}}};
  }
  EARDRUM_TRY(const auto sink_as_wanted, sink_spec(request, spec, container, source, report.losses));
  if (two_passes) {
    EARDRUM_TRY(const Gain gain, normalising_gain(request, spec, source.channels()));
    report.gain = report.gain + gain;
    spec.preamp = spec.preamp + gain;
  }
  EARDRUM_TRY(const auto front, Front::make(request, spec, two_passes ? 0.5 : 0.0, std::move(source)));
  auto stages = front->stages();
  detail::SampleWriter writer(request.format, request.shaping, report.channels);

  const auto convert = [&](Parcel& parcel, std::size_t multiple) -> Result<void> {
    report.frames += parcel.frames;
    writer.convert({parcel.pointers().data(), report.channels}, parcel.frames, parcel.last ? 1 : multiple,
                   parcel.samples);
    return {};
  };
  if (container == Container::kWav) {
    EARDRUM_TRY(auto sink, detail::WavSink::create(sink_as_wanted, report.losses));
    if (request.format == SampleFormat::kFloat32 && front->keep_singles()) {
      stages.push_back({[&](Parcel& parcel) {
        const std::span<const float> samples = parcel.kept_singles(report.channels);
        report.frames += parcel.frames;
        writer.take(samples);
        return sink.write({reinterpret_cast<const char*>(samples.data()), samples.size_bytes()});
      }});
    } else {
      stages.push_back({[&](Parcel& parcel) { return convert(parcel, 1); }});
      stages.push_back({[&](Parcel& parcel) { return sink.write(parcel.samples.bytes); }});
    }
    EARDRUM_CHECK(run(request, std::move(stages)));
    EARDRUM_CHECK(sink.commit());
  } else {
    front->set_parcel_frames(kFlacStretch);
    EARDRUM_TRY(auto sink, detail::FlacSink::create(sink_as_wanted, report.losses));
    stages.push_back({[&](Parcel& parcel) { return convert(parcel, detail::kFlacBlock); }});
    stages.push_back(
        {[&](Parcel& parcel) -> Result<void> { return sink.digest(parcel.samples.bytes), Result<void>{}; }});
    stages.push_back({[&](Parcel& parcel) -> Result<void> {
                        if (!parcel.encoder)
                          parcel.encoder.emplace(report.channels, sink_as_wanted.bits, sink_as_wanted.sample_rate_hz);
                        return parcel.encoder->encode(parcel.samples.integers,
                                                      parcel.samples.first_frame / detail::kFlacBlock, parcel.encoded);
                      },
                      false});
    stages.push_back({[&](Parcel& parcel) { return sink.write(parcel.encoded); }});
    EARDRUM_CHECK(run(request, std::move(stages)));
    EARDRUM_CHECK(sink.commit(report.frames));
  }
  report.peak = writer.peak();
  report.clipped_samples = writer.clipped_samples();
  return report;
}

}  // namespace eardrum::engine
