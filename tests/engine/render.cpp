// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/render.h>

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include <sndfile.h>

#include "sound_files.h"

using eardrum::Errc;
using eardrum::Gain;
using eardrum::Hertz;
using eardrum::Result;
using namespace eardrum::engine;
using eardrum::test::Folder;
using eardrum::test::kFloatWav;
using eardrum::test::plain_request;
using eardrum::test::ReadSound;
using eardrum::test::tone;
using eardrum::test::write_sound;

namespace fs = std::filesystem;

TEST_CASE("an empty plan copies a float file bit for bit, with its tags and cue points") {
  const Folder folder;
  const auto samples = tone(50000, 2, 0.9f);
  write_sound(folder / "in.wav", samples, 2, 48000, kFloatWav, true);
  const auto report = render_file(plain_request(folder / "in.wav", folder / "out.wav"));
  REQUIRE(report.has_value());
  const ReadSound out(folder / "out.wav");
  CHECK(out.samples == std::vector<double>(samples.begin(), samples.end()));
  CHECK(out.info.samplerate == 48000);
  CHECK(out.title == "A tone");
  CHECK(out.cues == std::vector<std::uint32_t>{1000});
  CHECK(report->losses.empty());
  CHECK(report->frames == 50000);
  CHECK(report->clipped_samples == 0);
  CHECK(std::abs(report->peak.db() - 20.0 * std::log10(0.9)) < 0.01);
}

TEST_CASE("the limiter's delay is taken out, and the file keeps its length") {
  const Folder folder;
  const auto samples = tone(30000, 1, 0.5f);
  write_sound(folder / "in.wav", samples, 1, 48000, kFloatWav);
  RenderRequest r = plain_request(folder / "in.wav", folder / "out.wav");
  r.plan = [](Hertz rate, std::size_t channels) -> Result<PlanSpec> {
    PlanSpec spec;
    spec.sample_rate = rate;
    spec.channels = channels;
    spec.limiter = eardrum::dsp::LimiterParams{};
    return spec;
  };
  REQUIRE(render_file(r).has_value());
  CHECK(ReadSound(folder / "out.wav").samples == std::vector<double>(samples.begin(), samples.end()));
}

TEST_CASE("a FIR is run in long blocks, in time, within its rounding of what is heard live") {
  const Folder folder;
  const auto samples = tone(40000, 2, 0.5f);
  write_sound(folder / "in.wav", samples, 2, 48000, kFloatWav);
  RenderRequest r = plain_request(folder / "in.wav", folder / "fast.wav");
  r.plan = [](Hertz rate, std::size_t channels) -> Result<PlanSpec> {
    PlanSpec spec;
    spec.sample_rate = rate;
    spec.channels = channels;
    std::vector<float> h(3000, 0.0f);
    h[0] = 0.5f, h[7] = -0.25f, h[2999] = 0.125f;
    spec.fir = {h, {}, {}, h};
    return spec;
  };
  REQUIRE(render_file(r).has_value());
  r.live_bits = true;
  r.output = folder / "live.wav";
  REQUIRE(render_file(r).has_value());
  const ReadSound fast(folder / "fast.wav"), live(folder / "live.wav");
  REQUIRE(fast.samples.size() == samples.size());
  double worst = 0.0;
  for (std::size_t k = 0; k < samples.size(); ++k) worst = std::max(worst, std::abs(fast.samples[k] - live.samples[k]));
  CHECK(20.0 * std::log10(worst) < -120.0);
  CHECK(std::abs(live.samples[2 * 1000] - static_cast<double>(0.5f * samples[2 * 1000] - 0.25f * samples[2 * 993])) <
        1e-6);
}

TEST_CASE("a static chain is one FIR in long blocks: gain, equaliser, FIR and crossfeed, with a response taken out") {
  const Folder folder;
  const auto samples = tone(70000, 2, 0.5f);
  write_sound(folder / "in.wav", samples, 2, 48000, kFloatWav);
  RenderRequest r = plain_request(folder / "in.wav", folder / "fast.wav");
  r.headroom = eardrum::Gain(3.0);
  r.plan = [](Hertz rate, std::size_t channels) -> Result<PlanSpec> {
    PlanSpec spec;
    spec.sample_rate = rate;
    spec.channels = channels;
    spec.preamp = eardrum::Gain(-2.0);
    spec.biquads.assign(
        channels,
        eardrum::design({eardrum::Gain(0), {{eardrum::BandType::kPeaking, Hertz(1000), eardrum::Gain(6), 1.0}}}, rate));
    std::vector<float> h(900, 0.0f);
    h[20] = 0.5f, h[899] = 0.125f;
    spec.fir = {h, {}, {}, h};
    spec.crossfeed = eardrum::dsp::CrossfeedParams{};
    spec.fir_delay = 20;
    return spec;
  };
  REQUIRE(render_file(r).has_value());
  r.live_bits = true;
  r.output = folder / "live.wav";
  REQUIRE(render_file(r).has_value());
  const ReadSound fast(folder / "fast.wav"), live(folder / "live.wav");
  REQUIRE(fast.samples.size() == samples.size());
  double worst = 0.0, peak = 0.0;
  for (std::size_t k = 0; k < samples.size(); ++k) {
    worst = std::max(worst, std::abs(fast.samples[k] - live.samples[k]));
    peak = std::max(peak, std::abs(live.samples[k]));
  }
  CHECK(20.0 * std::log10(worst) < -120.0);
  CHECK(peak > 0.1);
}

TEST_CASE("samples that stay in single precision from file to file are those that pass through double precision") {
  const Folder folder;
  struct Case {
    int channels, coding;
    std::size_t threads;
  };
  for (const Case& one : {Case{1, SF_FORMAT_FLOAT, 1}, Case{2, SF_FORMAT_FLOAT, 1}, Case{2, SF_FORMAT_FLOAT, 3},
                          Case{2, SF_FORMAT_PCM_24, 1}, Case{2, SF_FORMAT_PCM_32, 1}, Case{3, SF_FORMAT_FLOAT, 2}}) {
    const int channels = one.channels, coding = one.coding;
    CAPTURE(channels);
    CAPTURE(coding);
    CAPTURE(one.threads);
    write_sound(folder / "in.wav", eardrum::test::noise(150001, channels, 0.9f), channels, 48000,
                SF_FORMAT_WAV | coding);
    RenderRequest r = plain_request(folder / "in.wav", folder / "single.wav");
    r.threads = one.threads;
    r.headroom = Gain(1.0);
    r.plan = [](Hertz rate, std::size_t count) -> Result<PlanSpec> {
      PlanSpec spec;
      spec.sample_rate = rate;
      spec.channels = count;
      spec.fir.resize(count * count);
      spec.fir_delay = 30;
      for (std::size_t c = 0; c < count; ++c) {
        auto& h = spec.fir[c * (count + 1)];
        h.assign(500, 0.0f);
        h[30] = 0.75f, h[31 + c] = 0.5f, h[499] = -0.25f;
      }
      return spec;
    };
    const auto single = render_file(r);
    REQUIRE(single.has_value());
    r.format = SampleFormat::kFloat64;
    r.output = folder / "double.wav";
    const auto wide = render_file(r);
    REQUIRE(wide.has_value());
    const ReadSound in(folder / "in.wav"), a(folder / "single.wav"), b(folder / "double.wav");
    REQUIRE(a.samples.size() == in.samples.size());
    CHECK(a.samples == b.samples);
    CHECK(single->peak.db() == wide->peak.db());
    CHECK(single->peak.db() > 0.0);
    CHECK(single->clipped_samples == wide->clipped_samples);
    CHECK(single->clipped_samples > 0);
    CHECK(single->frames == 150001);
    // In time, and every channel its own.
    const auto stride = static_cast<std::size_t>(channels);
    const double gain = std::pow(10.0, -1.0 / 20.0);
    double worst = 0.0;
    for (std::size_t at = 500; at < 150001; ++at) {
      for (std::size_t c = 0; c < stride; ++c) {
        const auto past = [&](std::size_t frames) { return in.samples[(at - frames) * stride + c]; };
        const double wanted = gain * (0.75 * past(0) + 0.5 * past(1 + c) - 0.25 * past(469));
        worst = std::max(worst, std::abs(a.samples[at * stride + c] - wanted));
      }
    }
    CHECK(20.0 * std::log10(worst) < -120.0);
  }
  // And through the engine.
  for (const std::size_t channels : {1u, 2u, 3u}) {
    CAPTURE(channels);
    write_sound(folder / "in.wav", eardrum::test::noise(70001, static_cast<int>(channels), 0.9f),
                static_cast<int>(channels), 48000, kFloatWav);
    RenderRequest r = plain_request(folder / "in.wav", folder / "single.wav");
    r.threads = channels;
    r.plan = [](Hertz rate, std::size_t count) -> Result<PlanSpec> {
      PlanSpec spec;
      spec.sample_rate = rate;
      spec.channels = count;
      const eardrum::Peq peq{Gain(-2.0), {{eardrum::BandType::kPeaking, Hertz(500), Gain(6.0), 1.0}}};
      spec.preamp = peq.preamp;
      spec.biquads.assign(count, design(peq, rate));
      spec.limiter = eardrum::dsp::LimiterParams{};
      return spec;
    };
    const auto single = render_file(r);
    REQUIRE(single.has_value());
    r.format = SampleFormat::kFloat64;
    r.output = folder / "double.wav";
    REQUIRE(render_file(r).has_value());
    const ReadSound a(folder / "single.wav"), b(folder / "double.wav");
    REQUIRE(a.samples.size() == 70001 * channels);
    REQUIRE(b.samples.size() == a.samples.size());
    std::size_t other = 0;
    for (std::size_t k = 0; k < a.samples.size(); ++k)
      other += static_cast<float>(b.samples[k]) == static_cast<float>(a.samples[k]) ? 0u : 1u;
    CHECK(other == 0);
  }
  auto nan = tone(20000, 2, 0.5f);
  nan[30001] = std::numeric_limits<float>::quiet_NaN();
  write_sound(folder / "in.wav", nan, 2, 48000, kFloatWav);
  RenderRequest r = plain_request(folder / "in.wav", folder / "single.wav");
  r.plan = [](Hertz rate, std::size_t count) -> Result<PlanSpec> {
    PlanSpec spec;
    spec.sample_rate = rate;
    spec.channels = count;
    spec.fir = {std::vector<float>(100, 0.1f), {}, {}, std::vector<float>(100, 0.1f)};
    return spec;
  };
  const auto report = render_file(r);
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().message == "Expected finite samples, found a NaN or infinity in frame 15000");
}

TEST_CASE("FLAC at 16 and 24 bits is the signal and dither") {
  const Folder folder;
  const auto samples = tone(48000, 2, 0.5f);
  write_sound(folder / "in.wav", samples, 2, 48000, kFloatWav, true);
  for (const auto& [format, floor_db] : {std::pair{SampleFormat::kPcm16, -90.0}, {SampleFormat::kPcm24, -138.0}}) {
    RenderRequest r = plain_request(folder / "in.wav", folder / "out.flac");
    r.format = format;
    const auto report = render_file(r);
    REQUIRE(report.has_value());
    CHECK(report->losses.empty());
    const ReadSound out(folder / "out.flac");
    REQUIRE(out.samples.size() == samples.size());
    CHECK(out.title == "A tone");
    double worst = 0.0;
    for (std::size_t k = 0; k < samples.size(); ++k)
      worst = std::max(worst, std::abs(static_cast<double>(samples[k]) - out.samples[k]));
    const double worst_db = 20.0 * std::log10(worst);
    CHECK(worst_db < floor_db + 5.0);
    CHECK(worst_db > floor_db - 12.0);  // dither is there
  }
}

TEST_CASE("clipping is never silent, and normalisation comes to its target") {
  const Folder folder;
  write_sound(folder / "in.wav", tone(96000, 2, 0.9f), 2, 48000, kFloatWav);
  RenderRequest r = plain_request(folder / "in.wav", folder / "out.wav");
  r.format = SampleFormat::kPcm16;
  r.headroom = Gain(-6.0);
  auto report = render_file(r);
  REQUIRE(report.has_value());
  CHECK(report->clipped_samples > 10000);
  CHECK(report->peak.db() == doctest::Approx(6.0 + 20.0 * std::log10(0.9)).epsilon(0.001));
  r.normalize = Normalize::kLoudness;
  r.target_db = -23.0;
  report = render_file(r);
  REQUIRE(report.has_value());
  CHECK(report->clipped_samples == 0);
  // A 997 Hz sine in both channels has its rms in LUFS, 3.01 dB under its peak, + 3.01 for two channels - 0.69 + 0.69.
  CHECK(report->peak.db() == doctest::Approx(-23.0).epsilon(0.005));
  r.normalize = Normalize::kPeak;
  r.target_db = -1.0;
  report = render_file(r);
  REQUIRE(report.has_value());
  CHECK(report->peak.db() == doctest::Approx(-1.0).epsilon(0.03));
}

TEST_CASE("a hostile file gives one sentence and no output, and what was there stays") {
  const Folder folder;
  std::ofstream(folder / "out.wav") << "precious";
  const std::string good = folder / "good.wav";
  write_sound(good, tone(20000, 2, 0.5f), 2, 48000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  std::string bytes;
  {
    std::ifstream file(good, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(file), {});
  }
  const auto variant = [&](const std::string& name, auto change) {
    std::string changed = bytes;
    change(changed);
    std::ofstream(folder / name, std::ios::binary) << changed;
    return folder / name;
  };
  const auto patch = [](std::string& file, std::size_t at, std::uint32_t value, std::size_t size) {
    for (std::size_t k = 0; k < size; ++k) file[at + k] = static_cast<char>(value >> (8 * k));
  };
  auto nan = tone(20000, 2, 0.5f);
  nan[30001] = std::numeric_limits<float>::quiet_NaN();
  write_sound(folder / "nan.wav", nan, 2, 48000, kFloatWav);
  write_sound(folder / "slow.wav", tone(100, 1, 0.5f), 1, 1, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  write_sound(folder / "many.wav", tone(100, 9, 0.5f), 9, 48000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  write_sound(folder / "empty.wav", {}, 1, 48000, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
  write_sound(folder / "whole.flac", tone(48000, 2, 0.5f), 2, 48000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
  fs::copy_file(folder / "whole.flac", folder / "cut.flac");
  fs::resize_file(folder / "cut.flac", fs::file_size(folder / "cut.flac") / 2);
  const std::vector<std::pair<std::string, std::string>> hostile = {
      {folder / "missing.wav", "Cannot open the file"},
      {folder.path().string(), "Cannot read the file"},
      {variant("text.wav", [](std::string& b) { b = "Dear Sir or Madam"; }), "Expected an audio file"},
      {variant("nothing.wav", [](std::string& b) { b.clear(); }), "Expected an audio file"},
      {variant("cut.wav", [](std::string& b) { b.resize(b.size() / 2); }), "Expected a whole file"},
      {variant("silent_channels.wav", [&](std::string& b) { patch(b, 22, 0, 2); }), "Expected"},
      {variant("huge.wav", [&](std::string& b) { patch(b, 40, 0xffffff00u, 4); }), "Expected a whole file"},
      {folder / "nan.wav", "Expected finite samples, found a NaN or infinity in frame 15000"},
      {folder / "slow.wav", "Expected a sample rate of 8000 to 768000 Hz, found 1 Hz"},
      {folder / "many.wav", "Expected 1 to 8 channels, found 9"},
      {folder / "empty.wav", "Expected samples, found none"},
      {folder / "cut.flac", "Expected 48000 frames, found"},
  };
  const std::size_t files = folder.files();
  for (const auto& one : hostile) {
    const std::string& path = one.first;  // clang 14 captures no structured binding
    const std::string& message = one.second;
    CAPTURE(path);
    const auto report = render_file(plain_request(path, folder / "out.wav"));
    REQUIRE_FALSE(report.has_value());
    CHECK(report.error().message.starts_with(message));
    CHECK(report.error().message.find('\n') == std::string::npos);
    CHECK(report.error().origin.file == path);
  }
  CHECK(folder.files() == files);
  std::ifstream kept(folder / "out.wav");
  CHECK(std::string(std::istreambuf_iterator<char>(kept), {}) == "precious");
}

TEST_CASE("a render that is stopped leaves nothing; an unwritable or unknown output is an error") {
  const Folder folder;
  write_sound(folder / "in.wav", tone(100000, 1, 0.5f), 1, 48000, kFloatWav);
  RenderRequest r = plain_request(folder / "in.wav", folder / "out.wav");
  r.progress = [](double fraction) { return fraction < 0.4; };
  CHECK_FALSE(render_file(r).has_value());
  CHECK(folder.files() == 1);
  r.progress = nullptr;
  r.output = folder / "out.mp3";
  CHECK(render_file(r).error().code == Errc::kUsage);
  r.output = folder / "no/such/folder/out.wav";
  CHECK(render_file(r).error().code == Errc::kNotFound);
  r.output = folder / "out.flac";
  CHECK(render_file(r).error().message.starts_with("Expected 16, 24 or 32 bits for FLAC"));
}
