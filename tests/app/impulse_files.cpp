// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/impulse_files.h>

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <cstdlib>
#include <filesystem>
#include <numbers>
#include <string>
#include <vector>

#include <eardrum/app/equalizer_plan.h>
#include <eardrum/formats/wav.h>

#include "headphones.h"

using namespace eardrum;

namespace {

namespace fs = std::filesystem;

// A variable of the environment for as long as it lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* const before = std::getenv(name)) before_ = before;
    ::setenv(name, value.c_str(), 1);
  }
  ~Variable() { before_ ? ::setenv(name_, before_->c_str(), 1) : ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

struct Home {
  test::Scratch scratch;
  Variable home{"HOME", scratch / "home"};
  Variable config{"XDG_CONFIG_HOME", scratch / "home/.config"};
  Variable data{"XDG_DATA_HOME", scratch / "home/.local/share"};

  std::string put(const std::string& name, const std::string& bytes) const {
    test::write(scratch / name, bytes);
    return scratch / name;
  }
};

// Each channel begins with its height and ends, a few samples later, with a quarter of it.
std::string impulse(double rate_hz, const std::vector<double>& heights) {
  WavAudio audio{Hertz(rate_hz), {}};
  for (const double height : heights) audio.samples.push_back({height, 0.0, 0.0, 0.25 * height});
  return write_wav(audio, WavSample::kFloat64);
}

Result<engine::PlanSpec> plan(const std::string& settings, std::size_t channels = 2, double rate_hz = 48000.0) {
  EARDRUM_TRY(auto document, app::read_equalizer_file(settings));
  app::EqualizerPlan made(std::move(document), settings, {});
  return made.at(Hertz(rate_hz), channels);
}

std::vector<float> first(const Result<engine::PlanSpec>& spec) {
  REQUIRE_MESSAGE(spec.has_value(), spec.error().to_string());
  std::vector<float> out;
  for (const auto& path : spec->fir) out.push_back(path.empty() ? 0.0f : path[0]);
  return out;
}

std::string preset(const std::string& members) {
  return R"({"output": {"blocklist": [], "plugins_order": ["convolver#0"], "convolver#0": {)" + members +
         R"(, "input-gain": 0.0, "output-gain": 0.0, "bypass": false}}})";
}

constexpr const char* kPlain = R"("kernel-name": "Room 1.5", "autogain": false, "ir-width": 100)";

}  // namespace

TEST_CASE("EasyEffects' impulse responses: beside the preset, beside its folder, or where EasyEffects keeps them") {
  for (const char* place :
       {"home/presets/Room 1.5.irs", "home/presets/Room 1.5.wav", "home/irs/Room 1.5.irs",
        "home/.config/easyeffects/irs/Room 1.5.irs", "home/.local/share/easyeffects/irs/Room 1.5.irs",
        "home/.var/app/com.github.wwmm.easyeffects/config/easyeffects/irs/Room 1.5.irs"}) {
    CAPTURE(place);
    const Home home;
    const auto settings = home.put("home/presets/mine.json", preset(kPlain));
    home.put(place, impulse(48000, {0.5, 0.75}));
    CHECK(first(plan(settings)) == std::vector{0.5f, 0.0f, 0.0f, 0.75f});
    // An absolute path of another machine.
    home.put("home/presets/old.json",
             preset(R"("kernel-path": "/home/other/.config/easyeffects/irs/Room 1.5.irs", "autogain": false)"));
    if (std::string(place).ends_with(".irs"))
      CHECK(first(plan(home.scratch / "home/presets/old.json")) == std::vector{0.5f, 0.0f, 0.0f, 0.75f});
  }
}

TEST_CASE("an impulse response that is missing is one sentence with the file and the places") {
  const Home home;
  const auto missing = plan(home.put("home/presets/mine.json", preset(kPlain)));
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().code == Errc::kNotFound);
  const std::string text = missing.error().to_string();
  CAPTURE(text);
  CHECK(text.find("mine.json") != text.npos);
  CHECK(text.find("presets/Room 1.5") != text.npos);
  CHECK(text.find(".config/easyeffects/irs") != text.npos);
  CHECK(text.find(".local/share/easyeffects/irs") != text.npos);
  const auto apo = plan(home.put("config.txt", "Convolution: C:\\irs\\room.wav\n"));
  REQUIRE_FALSE(apo.has_value());
  CHECK(apo.error().to_string().find("room.wav") != std::string::npos);
  CHECK(apo.error().to_string().find("easyeffects") == std::string::npos);
  CHECK(plan(home.scratch / "none.wav").error().code == Errc::kNotFound);
}

TEST_CASE("EasyEffects' autogain, stereo width, wet and dry, and responses of one, two and four channels") {
  const Home home;
  const auto with = [&](const std::string& members, const std::vector<double>& heights) {
    home.put("home/.config/easyeffects/irs/x.irs", impulse(48000, heights));
    return first(plan(home.put("p.json", preset(R"("kernel-name": "x", )" + members))));
  };
  CHECK(with(R"("autogain": false)", {0.5}) == std::vector{0.5f, 0.0f, 0.0f, 0.5f});
  CHECK(with(R"("autogain": false)", {0.1, 0.2, 0.3, 0.4}) == std::vector{0.1f, 0.3f, 0.2f, 0.4f});
  // A sum of squares of 1 in the louder channel: 1/sqrt(1 + 1/16), and half of it.
  const double loud = 1.0 / std::sqrt(1.0625);
  const auto levelled = with(R"("autogain": true)", {0.25, 0.125});
  CHECK(levelled[0] == doctest::Approx(loud));
  CHECK(levelled[3] == doctest::Approx(0.5 * loud));
  CHECK(with(R"("input-gain": 0)", {0.25, 0.125}) == levelled);  // it is EasyEffects' default
  // Width 0: x = 1, both channels are their sum.
  CHECK(with(R"("autogain": false, "ir-width": 0)", {0.5, 0.25}) == std::vector{0.75f, 0.0f, 0.0f, 0.75f});
  const auto mixed = with(R"("autogain": false, "wet": -6.020599913279624, "dry": -12.041199826559248)", {0.5, 1.0});
  CHECK(mixed[0] == doctest::Approx(0.5));
  CHECK(mixed[3] == doctest::Approx(0.75));
}

TEST_CASE("every format that names an impulse response plays it, as its program would") {
  const Home home;
  home.put("mono.wav", impulse(48000, {0.5}));
  home.put("ears.wav", impulse(48000, {0.5, 0.75}));
  home.put("matrix.wav", impulse(48000, {0.1, 0.2, 0.3, 0.4}));
  home.put("room 44100.wav", impulse(44100, {0.7}));

  // The sound file itself.
  CHECK(first(plan(home.scratch / "mono.wav")) == std::vector{0.5f, 0.0f, 0.0f, 0.5f});
  CHECK(first(plan(home.scratch / "mono.wav", 3)).size() == 9);
  CHECK(first(plan(home.scratch / "ears.wav", 1)) == std::vector{0.5f});
  CHECK(first(plan(home.scratch / "matrix.wav")) == std::vector{0.1f, 0.3f, 0.2f, 0.4f});

  // Equalizer APO: lines one after the other; channels of the file dealt out to those selected, no matrix.
  const auto apo = [&](const std::string& text) { return first(plan(home.put("config.txt", text))); };
  CHECK(apo("Convolution: ears.wav\n") == std::vector{0.5f, 0.0f, 0.0f, 0.75f});
  CHECK(apo("Convolution: matrix.wav\n") == std::vector{0.1f, 0.0f, 0.0f, 0.2f});
  CHECK(apo("Channel: R\nConvolution: ears.wav\n") == std::vector{1.0f, 0.0f, 0.0f, 0.5f});
  CHECK(apo("Convolution: ears.wav\nConvolution: mono.wav\n")[3] == doctest::Approx(0.375));

  // CamillaDSP: a channel of the file each, and names that follow the rate.
  const auto camilla = [&](const std::string& parameters, double rate_hz = 48000.0) {
    return first(plan(home.put("c.yml",
                               "devices:\n  samplerate: 48000\n  chunksize: 1024\nfilters:\n  l:\n"
                               "    type: Conv\n    parameters: { type: Wav, " +
                                   parameters +
                                   " }\npipeline:\n  - type: Filter\n    channels: [0, 1]\n"
                                   "    names: [l]\n"),
                      2, rate_hz));
  };
  CHECK(camilla("filename: ears.wav") == std::vector{0.5f, 0.0f, 0.0f, 0.5f});
  CHECK(camilla("filename: ears.wav, channel: 1") == std::vector{0.75f, 0.0f, 0.0f, 0.75f});
  CHECK(camilla("filename: 'room $samplerate$.wav'", 44100.0) == std::vector{0.7f, 0.0f, 0.0f, 0.7f});
  CHECK(camilla("filename: 'room $samplerate$.wav'").size() == 4);  // from 44.1 kHz

  // PipeWire's filter-chain: one file a rate; its channel 0 unless it says another.
  const auto pipewire = [&](const std::string& left, const std::string& right, double rate_hz = 48000.0) {
    return first(plan(home.put("f.conf",
                               "context.modules = [ { name = libpipewire-module-filter-chain args = { "
                               "filter.graph = { nodes = [\n"
                               "{ type = builtin name = l label = convolver config = { " +
                                   left + " } }\n{ type = builtin name = r label = convolver config = { " + right +
                                   " } } ]\ninputs = [ \"l:In\" \"r:In\" ] } } } ]\n"),
                      2, rate_hz));
  };
  CHECK(pipewire("filename = \"ears.wav\"", "filename = \"ears.wav\"") == std::vector{0.5f, 0.0f, 0.0f, 0.5f});
  CHECK(pipewire("filename = \"ears.wav\" channel = 0", "filename = \"ears.wav\" channel = 1") ==
        std::vector{0.5f, 0.0f, 0.0f, 0.75f});
  const std::string both = "filename = [ \"mono.wav\" \"room 44100.wav\" ]";
  CHECK(pipewire(both, both) == std::vector{0.5f, 0.0f, 0.0f, 0.5f});
  CHECK(pipewire(both, both, 44100.0) == std::vector{0.7f, 0.0f, 0.0f, 0.7f});
}

TEST_CASE("a matrix after a matrix is their product") {
  const Home home;
  home.put("home/.config/easyeffects/irs/a.irs", impulse(48000, {0.5, 0.25, -0.125, 1.0}));
  home.put("home/.config/easyeffects/irs/b.irs", impulse(48000, {0.1, 0.2, 0.3, 0.4}));
  const auto spec = plan(home.put("p.json", R"({"output": {"plugins_order": ["convolver#0", "convolver#1"],
                  "convolver#0": {"kernel-name": "a", "autogain": false},
                  "convolver#1": {"kernel-name": "b", "autogain": false}}})"));
  const auto got = first(spec);
  // L = 0.5 l - 0.125 r, R = 0.25 l + r; then L' = 0.1 L + 0.3 R, R' = 0.2 L + 0.4 R.
  CHECK(got[0] == doctest::Approx(0.1 * 0.5 + 0.3 * 0.25));
  CHECK(got[1] == doctest::Approx(0.1 * -0.125 + 0.3 * 1.0));
  CHECK(got[2] == doctest::Approx(0.2 * 0.5 + 0.4 * 0.25));
  CHECK(got[3] == doctest::Approx(0.2 * -0.125 + 0.4 * 1.0));
}

TEST_CASE("a response of another rate is converted, and said; level and shape stay") {
  const Home home;
  home.put("home/.config/easyeffects/irs/x.irs", impulse(96000, {0.5, 0.25}));
  const auto settings = home.put("p.json", preset(R"("kernel-name": "x", "autogain": false)"));
  app::EqualizerPlan made(*app::read_equalizer_file(settings), settings, {});
  const auto spec = made.at(Hertz(44100), 2);
  REQUIRE_MESSAGE(spec.has_value(), spec.error().to_string());
  REQUIRE(made.notes().size() == 1);
  CHECK(made.notes()[0].find("is for 96000 Hz; it was converted to 44100 Hz") != std::string::npos);
  for (const double hz : {50.0, 1000.0, 10000.0}) {
    const auto db = [hz](const auto& taps, double rate_hz) {
      std::complex<double> sum;
      for (std::size_t k = 0; k < taps.size(); ++k)
        sum += static_cast<double>(taps[k]) *
               std::polar(1.0, -2.0 * std::numbers::pi * hz * static_cast<double>(k) / rate_hz);
      return 20.0 * std::log10(std::abs(sum));
    };
    CHECK(std::abs(db(spec->fir[0], 44100.0) - db(std::vector{0.5, 0.0, 0.0, 0.125}, 96000.0)) < 0.01);
    CHECK(std::abs(db(spec->fir[3], 44100.0) - db(std::vector{0.25, 0.0, 0.0, 0.0625}, 96000.0)) < 0.01);
  }
}
