// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalizer_plan.h>

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

#include <eardrum/app/sound_files.h>
#include <eardrum/filter/biquad_design.h>
#include <eardrum/formats/equalizer_apo.h>
#include <eardrum/formats/wav.h>

#include "support/temporary_folder.h"

using namespace eardrum;
using app::EqualizerPlan;

namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const std::string& bytes) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

double fir_db(const std::vector<float>& taps, double frequency_hz, double rate_hz) {
  std::complex<double> sum;
  for (std::size_t k = 0; k < taps.size(); ++k) {
    sum += static_cast<double>(taps[k]) *
           std::polar(1.0, -2.0 * std::numbers::pi * frequency_hz * static_cast<double>(k) / rate_hz);
  }
  return 20.0 * std::log10(std::abs(sum));
}

}  // namespace

TEST_CASE("a graphic curve is rendered within 0.02 dB of what its file says, at any rate, each ear its own") {
  EqDocument document;
  document.channels.resize(2);
  document.channels[0].side = Channel::kLeft;
  document.channels[1].side = Channel::kRight;
  for (auto& channel : document.channels) channel.peq.preamp = Gain(-3.0);
  document.channels[0].graphic = {{Hertz(20), Gain(6.0)},    {Hertz(105), Gain(3.0)},   {Hertz(400), Gain(-2.0)},
                                  {Hertz(1000), Gain(0.0)},  {Hertz(3000), Gain(-6.0)}, {Hertz(8000), Gain(4.0)},
                                  {Hertz(20000), Gain(-8.0)}};
  document.channels[1].graphic = {{Hertz(20), Gain(0.0)}, {Hertz(20000), Gain(5.0)}};
  EqualizerPlan plan(document, "curve.txt", {});
  for (const double rate : {44100.0, 48000.0, 96000.0}) {
    const auto spec = plan.at(Hertz(rate), 2);
    REQUIRE(spec.has_value());
    CHECK(spec->preamp == Gain(-3.0));
    CHECK(spec->fir_delay == 0);
    REQUIRE(spec->fir.size() == 4);
    CHECK(spec->fir[1].empty());
    CHECK(spec->fir[2].empty());
    const auto grid = FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 24.0);
    for (const std::size_t ear : {0u, 1u}) {
      EqChannel only;
      only.graphic = document.channels[ear].graphic;
      const auto wanted = response_of(only, Hertz(rate), grid);
      double worst = 0.0;
      for (std::size_t k = 0; k < grid.size(); ++k)
        worst = std::max(worst, std::abs(fir_db(spec->fir[3 * ear], grid.hz()[k], rate) - wanted.db()[k]));
      CAPTURE(rate);
      CHECK(worst < 0.02);
    }
  }
}

TEST_CASE("coefficients hold for their own rate only, and say so for another") {
  EqDocument document = make_eq_document("fixed", Peq{});
  document.channels[0].coefficients = {{Hertz(48000), {{0.5, 0.0, 0.0, 0.0, 0.0}}}};
  EqualizerPlan plan(document, "fixed.txt", {});
  const auto right = plan.at(Hertz(48000), 2);
  REQUIRE(right.has_value());
  CHECK(right->biquads[1].size() == 1);
  const auto wrong = plan.at(Hertz(44100), 2);
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().message.starts_with("Expected filters for 44100 Hz, found coefficients for 48000 Hz"));
}

TEST_CASE("a matched design from an export's file runs as itself at every rate that the file is for") {
  Peq peq{Gain(-4.0),
          {{BandType::kPeaking, Hertz(9000), Gain(4.0), 0.8}, {BandType::kLowShelf, Hertz(90), Gain(-3.0), 0.7}}};
  peq.design = FilterDesign::kMatched;
  const auto document = read_equalizer_apo(write_equalizer_apo(make_eq_document("m", peq)).text, "m.txt");
  REQUIRE(document.has_value());
  EqualizerPlan plan(*document, "m.txt", {});
  for (const double rate : {44100.0, 48000.0, 96000.0, 192000.0}) {
    const auto spec = plan.at(Hertz(rate), 2);
    REQUIRE(spec.has_value());
    CHECK(spec->preamp == Gain(-4.0));
    REQUIRE(spec->biquads.size() == 2);
    CHECK(spec->biquads[1] == design(peq, Hertz(rate)));
  }
  const auto missing = plan.at(Hertz(352800), 2);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().message.find("coefficients for 44100 Hz, 48000 Hz, 88200 Hz") != std::string::npos);
}

TEST_CASE("impulse responses: one channel for all, one an ear, the whole matrix; of several files that of the rate") {
  const test::TemporaryFolder folder;
  const auto impulse = [](double rate, const std::vector<double>& heights) {
    WavAudio audio{Hertz(rate), {}};
    for (const double height : heights) audio.samples.push_back({height, 0.0, 0.25 * height});
    return write_wav(audio, WavSample::kFloat64);
  };
  write(folder.path() / "one.wav", impulse(48000, {0.5}));
  write(folder.path() / "ears.wav", impulse(48000, {0.5, 0.75}));
  write(folder.path() / "matrix.wav", impulse(48000, {0.1, 0.2, 0.3, 0.4}));
  write(folder.path() / "cd.wav", impulse(44100, {0.9}));
  const auto plan_of = [&](const std::vector<std::string>& files, std::size_t channels, double rate = 48000.0) {
    EqDocument document = make_eq_document("room", Peq{});
    document.channels[0].convolutions = {{files}};
    EqualizerPlan plan(document, folder.path() / "room.txt", {});
    return plan.at(Hertz(rate), channels);
  };
  const auto first = [](const engine::PlanSpec& spec) {
    std::vector<float> out;
    for (const auto& path : spec.fir) out.push_back(path.empty() ? 0.0f : path[0]);
    return out;
  };
  CHECK(first(*plan_of({"one.wav"}, 2)) == std::vector{0.5f, 0.0f, 0.0f, 0.5f});
  CHECK(first(*plan_of({"C:\\Config\\ears.wav"}, 2)) == std::vector{0.5f, 0.0f, 0.0f, 0.75f});
  // Left to left, left to right, right to left, right to right; a plan has [output][input].
  CHECK(first(*plan_of({"matrix.wav"}, 2)) == std::vector{0.1f, 0.3f, 0.2f, 0.4f});
  CHECK(first(*plan_of({"one.wav"}, 1)) == std::vector{0.5f});
  CHECK(first(*plan_of({"one.wav", "cd.wav"}, 1, 44100.0)) == std::vector{0.9f});
  CHECK(plan_of({"ears.wav"}, 3).error().message.starts_with("Expected an impulse response of 1, 3 or 9 channels"));
  CHECK(plan_of({"none.wav"}, 2).error().code == Errc::kNotFound);
}

TEST_CASE("of a file of several equalisers one is chosen by its name, and none is taken at random") {
  const test::TemporaryFolder folder;
  const auto eq = [](const std::string& id, const std::string& product, const std::string& author, double gain_db) {
    return R"({"type":"eq","id":")" + id + R"(","data":{"product_id":")" + product + R"(","author":")" + author +
           R"(","details":"d","type":"parametric_eq","parameters":{"gain_db":-3,"bands":[{"type":"peak_dip",)" +
           R"("frequency":100,"gain_db":)" + std::to_string(gain_db) + R"(,"q":1.5}]}}})" + "\n";
  };
  const std::string path = (folder.path() / "database_v1.jsonl").string();
  write(path, R"({"type":"vendor","id":"s","data":{"name":"Sennheiser"}})"
              "\n"
              R"({"type":"product","id":"hd650","data":{"vendor_id":"s","name":"HD 650"}})"
              "\n"
              R"({"type":"product","id":"hd600","data":{"vendor_id":"s","name":"HD 600"}})"
              "\n" +
                  eq("a", "hd650", "oratory1990", 1) + eq("b", "hd650", "AutoEq", 2) + eq("c", "hd600", "AutoEq", 3));
  const auto gain_of = [&](const std::string& name) {
    const auto document = app::read_equalizer_file(path + name);
    REQUIRE_MESSAGE(document.has_value(), document.error().to_string());
    return document->channels.front().peq.bands.front().gain.db();
  };
  CHECK(gain_of("#hd600") == 3.0);
  CHECK(gain_of("#HD 650 oratory") == doctest::Approx(1.0));
  CHECK(gain_of("#Sennheiser HD 650 by AutoEq") == 2.0);
  for (const auto* unclear : {"", "#HD 650", "#autoeq"}) {
    const auto several = app::read_equalizer_file(path + unclear);
    REQUIRE_FALSE(several.has_value());
    CHECK(several.error().code == Errc::kUsage);
    CHECK(several.error().message.find("FILE#NAME") != std::string::npos);
  }
  const auto none = app::read_equalizer_file(path + "#HD 800");
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == Errc::kNotFound);
  CHECK(none.error().message.find("Sennheiser HD 600 by AutoEq") != std::string::npos);
  // A file may be called so.
  write(folder.path() / "my#eq.txt", "Preamp: -1 dB\nFilter 1: ON PK Fc 100 Hz Gain 4 dB Q 1\n");
  CHECK(app::read_equalizer_file((folder.path() / "my#eq.txt").string())->channels.front().peq.bands.size() == 1);
}

TEST_CASE("no two inputs get the same output, and a folder keeps its tree") {
  const test::TemporaryFolder folder;
  const fs::path in = folder.path() / "Music";
  for (const char* name : {"a.wav", "a.mp3", "a.flac", "deep/er/b.OGG", "deep/b.wav", "notes.txt", "out/old.wav"})
    write(in / name, "x");
  const auto files = app::sound_files({in.string() + "/"}, in / "out", engine::Container::kBySuffix);
  REQUIRE(files.has_value());
  std::vector<std::string> names;
  for (const auto& file : *files) names.push_back(fs::path(file.output).lexically_relative(in / "out").string());
  CHECK(names == std::vector<std::string>{"a.flac", "a.mp3.wav", "a.wav", "deep/b.wav", "deep/er/b.wav"});
  const auto two = app::sound_files({in / "deep", in / "deep" / "er"}, folder.path() / "o", engine::Container::kFlac);
  REQUIRE(two.has_value());
  CHECK(two->back().output == folder.path() / "o" / "er" / "b.flac");
  CHECK(app::sound_files({in / "a.wav"}, "b.wav", engine::Container::kBySuffix)->front().output == "b.wav");
  CHECK(app::sound_files({in / "a.wav", in / "a.mp3"}, in / "notes.txt", engine::Container::kBySuffix).error().code ==
        Errc::kUsage);
}
