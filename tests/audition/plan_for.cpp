// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// From equalisers and chains to what the engine does; and what it does, heard through a file.

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <random>

#include <eardrum/audition/plan_for.h>
#include <eardrum/base/file.h>
#include <eardrum/engine/render.h>
#include <eardrum/fft/real_fft.h>
#include <eardrum/filter/biquad_response.h>

#include "support/temporary_folder.h"

namespace eardrum {
namespace {

Peq random_equalizer(std::mt19937& random) {
  std::uniform_real_distribution<double> log_hz(std::log(25.0), std::log(18000.0)), db(-9.0, 9.0),
      log_q(std::log(0.3), std::log(5.0));
  constexpr BandType kTypes[] = {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf, BandType::kLowPass,
                                 BandType::kHighPass};
  Peq peq;
  peq.preamp = Gain(-12.0);
  for (int i = 0; i < 6; ++i)
    peq.bands.push_back({kTypes[i % 5], Hertz(std::exp(log_hz(random))), Gain(db(random)), std::exp(log_q(random))});
  return peq;
}

Result<engine::PlanSpec> plan_of(const std::vector<Peq>& ears, Hertz rate, std::size_t channels) {
  return engine::plan_for(engine::tuning_of(ears), rate, channels);
}

std::string float_wav(const std::vector<float>& mono, std::uint32_t rate) {
  const auto put = [](std::string& out, auto value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
  };
  const auto bytes = static_cast<std::uint32_t>(mono.size() * 4);
  std::string out = "RIFF";
  put(out, bytes + 36U);
  out += "WAVEfmt ";
  put(out, std::uint32_t{16});
  put(out, std::uint16_t{3});  // IEEE float
  put(out, std::uint16_t{1});
  put(out, rate);
  put(out, rate * 4U);
  put(out, std::uint16_t{4});
  put(out, std::uint16_t{32});
  out += "data";
  put(out, bytes);
  out.append(reinterpret_cast<const char*>(mono.data()), bytes);
  return out;
}

// The samples of the data chunk, which the writer may put behind others.
std::vector<float> float_samples(const std::string& wav) {
  const auto at = wav.find("data");
  REQUIRE(at != std::string::npos);
  std::vector<float> samples((wav.size() - at - 8) / 4);
  std::memcpy(samples.data(), wav.data() + at + 8, samples.size() * 4);
  return samples;
}

}  // namespace

TEST_CASE("the plan's biquads are the equaliser's response") {
  std::mt19937 random(3);
  const auto grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 6);
  for (int round = 0; round < 20; ++round) {
    const Peq peq = random_equalizer(random);
    const Hertz rate(round % 2 == 0 ? 44100.0 : 96000.0);
    const auto spec = plan_of({peq}, rate, 2).value();
    REQUIRE(spec.biquads.size() == 2);
    CHECK(spec.biquads[0] == spec.biquads[1]);
    const auto wanted = response_of(peq, rate, grid);
    for (std::size_t i = 0; i < grid.size(); ++i) {
      double db = spec.preamp.db();
      for (const auto& section : spec.biquads[0]) db += magnitude_db(section, Hertz(grid.hz()[i]), rate);
      CHECK(db == doctest::Approx(wanted.db()[i]).epsilon(1e-9));
    }
  }
}

TEST_CASE("bands that the rate can't hold are left out; two ears need two channels") {
  const Peq high{Gain(0),
                 {{BandType::kPeaking, Hertz(30000), Gain(3), 1.0}, {BandType::kPeaking, Hertz(1000), Gain(3), 1.0}}};
  CHECK(plan_of({high}, Hertz(44100), 1).value().biquads[0].size() == 1);
  CHECK(plan_of({high}, Hertz(96000), 1).value().biquads[0].size() == 2);
  CHECK(plan_of({high, high}, Hertz(96000), 6).error().message ==
        "Expected one or two channels for an equaliser of two ears, found 6");
  const Peq quiet{Gain(-9), {}}, loud{Gain(-3), {}};
  CHECK(plan_of({loud, quiet}, Hertz(48000), 2).value().preamp == Gain(-9));
}

TEST_CASE("a chain's digital stages become the plan; the rest of it is the listener's own") {
  using namespace chain;
  Headphone headphone;
  headphone.rated_impedance = {Ohms(32), Confidence::kUser, ""};
  const Peq peq{Gain(-4), {{BandType::kLowShelf, Hertz(105), Gain(4), 0.7}}};
  const auto made =
      Chain::make({Source{.gain = Gain(-2)}, Equalizer{.peq = peq}, Crossfeed{}, Dac{}, headphone}).value();
  const auto spec = audition::plan_for(made, Hertz(48000), 2).value();
  CHECK(spec.preamp == Gain(-6));
  CHECK(spec.biquads[1].size() == 1);
  REQUIRE(spec.crossfeed);
  CHECK(spec.crossfeed->cutoff == Hertz(700));
}

TEST_CASE("an impulse through the rendered file is the equaliser, within 0.001 dB") {
  const test::TemporaryFolder folder;
  std::mt19937 random(5);
  constexpr std::size_t kLength = 65536;
  std::vector<float> impulse(kLength, 0.0F);
  impulse[0] = 0.5F;
  for (const std::uint32_t rate : {44100U, 48000U, 96000U}) {
    Peq peq = random_equalizer(random);
    peq.bands.resize(3);  // peaks and shelves: passes would leave nothing to compare
    const std::string in = folder / "in.wav", out = folder / "out.wav";
    REQUIRE(write_file(in, float_wav(impulse, rate)));
    engine::RenderRequest request;
    request.input = in;
    request.output = out;
    request.format = engine::SampleFormat::kFloat32;
    request.plan = [&](Hertz sample_rate, std::size_t channels) { return plan_of({peq}, sample_rate, channels); };
    const auto report = engine::render_file(request);
    REQUIRE_MESSAGE(report.has_value(), report.error().to_string());
    const auto samples = float_samples(read_file(out).value());
    REQUIRE(samples.size() >= kLength);
    std::vector<double> time(samples.begin(), samples.begin() + kLength);
    fft::RealFft<double> transform(kLength);
    std::vector<double> re(transform.bins()), im(transform.bins());
    transform.forward(time, re, im);
    for (double hz = 25.0; hz < 20000.0; hz *= 1.1) {
      const auto bin = static_cast<std::size_t>(std::lround(hz * kLength / rate));
      const Hertz at(static_cast<double>(bin) * rate / kLength);
      const double got = 20.0 * std::log10(std::hypot(re[bin], im[bin]) / 0.5);
      const double wanted = response_of(peq, Hertz(rate), FrequencyGrid::make({at.value()}).value()).db()[0];
      CHECK(std::abs(got - wanted) < 0.001);
    }
  }
}

}  // namespace eardrum
