// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// The LV2 plugin as a host runs it: its binary, loaded.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <filesystem>
#include <limits>
#include <memory>
#include <numbers>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <linux/seccomp.h>
#include <sndfile.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <eardrum/dsp/crossfeed.h>
#include <eardrum/filter/biquad_response.h>

#include "clients/lv2/host.h"
#include "engine/allocation_count.h"
#include "engine/click.h"
#include "engine/sanitized.h"
#include "ports.h"
#include "presets.h"
#include "support/temporary_folder.h"

using namespace eardrum;
using namespace eardrum::lv2;
using eardrum::test::click_dbfs;
using eardrum::test::Lv2Host;

namespace {

using Audio = std::vector<std::vector<float>>;

Audio impulse(std::size_t frames, std::size_t at = 0) {
  Audio audio(2, std::vector<float>(frames));
  audio[0][at] = audio[1][at] = 0.5f;
  return audio;
}

Audio noise(std::size_t frames, float level = 0.5f) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> any(-level, level);
  Audio audio(2, std::vector<float>(frames));
  for (auto& channel : audio) {
    for (float& sample : channel) sample = any(random);
  }
  return audio;
}

Audio tone(std::size_t frames) {
  Audio audio(2, std::vector<float>(frames));
  for (std::size_t k = 0; k < frames; ++k) {
    audio[0][k] = audio[1][k] =
        0.25f * static_cast<float>(std::sin(2.0 * std::numbers::pi * 440.0 * static_cast<double>(k) / 48000.0));
  }
  return audio;
}

// Bands of every type, in the units of the design.
const Peq kPeq{Gain(-6.5),
               {{BandType::kLowShelf, Hertz(105), Gain(5.5), 0.7},
                {BandType::kPeaking, Hertz(3000), Gain(-4.0), 14.0},
                {BandType::kHighShelf, Hertz(9000), Gain(3.0), 2.0},
                {BandType::kHighPass, Hertz(20), Gain(0), 0.6},
                {BandType::kLowPass, Hertz(19000), Gain(0), 0.9},
                {BandType::kPeaking, Hertz(40), Gain(-3.0), 1.5}}};

void set(Lv2Host& host, const Peq& peq) {
  host.control(kPreamp) = static_cast<float>(peq.preamp.db());
  for (std::size_t b = 0; b < peq.bands.size(); ++b) {
    const Band& band = peq.bands[b];
    std::size_t type = 0;
    while (kBandTypes[type].type != band.type) ++type;
    host.control(band_port(b, kBandType)) = static_cast<float>(type);
    host.control(band_port(b, kBandFrequency)) = static_cast<float>(band.frequency.value());
    host.control(band_port(b, kBandGain)) = static_cast<float>(band.gain.db());
    host.control(band_port(b, kBandQ)) = static_cast<float>(band.q);
  }
}

double level_db(const std::vector<float>& response, double frequency_hz, double rate_hz) {
  const auto z = std::polar(1.0, -2.0 * std::numbers::pi * frequency_hz / rate_hz);
  std::complex<double> sum;
  for (std::size_t n = response.size(); n-- > 0;) sum = sum * z + static_cast<double>(response[n]);
  return 20.0 * std::log10(std::abs(sum) / 0.5);
}

double worst_error_db(const std::vector<float>& response, const Peq& peq, Hertz rate) {
  const auto grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(std::min(20000.0, 0.45 * rate.value())), 24);
  const auto intended = response_of(peq, rate, grid);
  double worst = 0.0;
  for (std::size_t k = 0; k < grid.size(); ++k) {
    worst = std::max(worst, std::abs(level_db(response, grid.hz()[k], rate.value()) - intended.db()[k]));
  }
  return worst;
}

bool all_finite(const std::vector<float>& samples) {
  return std::all_of(samples.begin(), samples.end(), [](float sample) { return std::isfinite(sample); });
}

struct Folder : test::TemporaryFolder {
  std::string wav(const std::string& name, const std::vector<float>& samples, int rate = 48000) const {
    const std::string file = *this / name;
    SF_INFO info{};
    info.channels = 1;
    info.samplerate = rate;
    info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    SNDFILE* const sound = sf_open(file.c_str(), SFM_WRITE, &info);
    REQUIRE(sound != nullptr);
    sf_writef_float(sound, samples.data(), static_cast<sf_count_t>(samples.size()));
    sf_close(sound);
    return file;
  }
};

}  // namespace

TEST_CASE("the response is that of the equaliser as designed, at any rate, from the first sample on") {
  for (const double rate_hz : {44100.0, 48000.0, 96000.0, 192000.0, 384000.0}) {
    Lv2Host host(rate_hz);
    set(host, kPeq);
    host.control(kLimiter) = 0.0f;
    host.activate();
    const Audio out = host.process(impulse(static_cast<std::size_t>(rate_hz)), 256);
    CAPTURE(rate_hz);
    CHECK(worst_error_db(out[0], kPeq, Hertz(rate_hz)) < 0.001);
    CHECK(out[0] == out[1]);
  }
}

TEST_CASE("blocks of 1 to 8192 frames give the same bits") {
  const auto play = [](std::uint32_t block) {
    Lv2Host host;
    set(host, kPeq);
    host.control(kCrossfeed) = 1.0f;
    host.activate();
    return host.process(noise(20000), block);
  };
  const Audio expected = play(8192);
  for (const std::uint32_t block : {1u, 63u, 64u, 1000u, 1025u, 4096u}) CHECK(play(block) == expected);
}

TEST_CASE("every control does what it says: each changes the sound, and none that is at its usual value does") {
  const Audio in = noise(30000, 0.95f);
  const auto play = [&](const Values& values) {
    Lv2Host host;
    for (std::uint32_t port = kEnabled; port < kPortCount; ++port) host.control(port) = values[port];
    host.activate();
    return host.process(in, 1024);
  };
  Values flat = usual_values();
  flat[kLimiter] = 0.0f;
  const Audio untouched = play(flat);
  CHECK(untouched == in);

  Values busy = usual_values();  // a setting in which everything matters
  busy[kCrossfeed] = 1.0f;
  busy[kPreamp] = 6.0f;
  for (std::size_t band = 0; band < kBands; ++band) busy[band_port(band, kBandGain)] = 1.0f;
  const Audio before = play(busy);
  for (std::uint32_t port = kEnabled; port < kPortCount; ++port) {
    Values changed = busy;
    const Port& description = ports()[port];
    changed[port] = changed[port] == description.least ? description.most : description.least;
    CAPTURE(description.symbol);
    CHECK(play(changed) != before);
  }
}

TEST_CASE("crossfeed is bs2b's: the level at the other ear falls short of the near one's by the feed") {
  Lv2Host host;
  host.control(kLimiter) = 0.0f;
  host.control(kCrossfeed) = 1.0f;
  host.control(kCrossfeedFeed) = 6.0f;
  host.activate();
  Audio in = impulse(48000);
  in[1][0] = 0.0f;
  const Audio out = host.process(in, 512);
  CHECK(level_db(out[0], 5.0, 48000.0) - level_db(out[1], 5.0, 48000.0) == doctest::Approx(6.0).epsilon(0.002));
}

TEST_CASE("the latency that is told is the latency") {
  for (const float limiter : {0.0f, 1.0f}) {
    Lv2Host host;
    host.control(kLimiter) = limiter;
    host.activate();
    const Audio out = host.process(impulse(4800), 480);
    const auto at = std::max_element(out[0].begin(), out[0].end()) - out[0].begin();
    CHECK(static_cast<float>(at) == host.control(kLatency));
    CHECK((at > 0) == (limiter != 0.0f));
  }
}

TEST_CASE("the limiter keeps the ceiling and tells how far it went") {
  Lv2Host host;
  host.control(kPreamp) = 12.0f;
  host.control(kLimiterCeiling) = -6.0f;
  host.activate();
  const Audio out = host.process(noise(9600, 0.9f), 480);
  float peak = 0.0f;
  for (const float sample : out[0]) peak = std::max(peak, std::abs(sample));
  CHECK(20.0f * std::log10(peak) < -5.9f);
  CHECK(host.control(kLimiterGain) < -8.0f);
}

TEST_CASE("bypass is the input, as late as the output was") {
  Lv2Host host;
  set(host, kPeq);
  host.activate();
  host.process(noise(4800), 480);
  host.control(kEnabled) = 0.0f;
  host.process(noise(9600), 480);
  const auto late = static_cast<std::size_t>(host.control(kLatency));
  REQUIRE(late > 0);
  const Audio in = noise(4800), out = host.process(in, 480);
  for (std::size_t channel = 0; channel < 2; ++channel) {
    CHECK(
        std::equal(out[channel].begin() + static_cast<std::ptrdiff_t>(late), out[channel].end(), in[channel].begin()));
  }
}

TEST_CASE("no change of a control clicks, bypass among them; with the host's worker, and with a thread of our own") {
  for (const bool worker : {true, false}) {
    Lv2Host host(48000.0, {true, worker});
    host.control(kLimiter) = 0.0f;  // its delay would move the tone's phase when it comes and goes
    host.activate();
    const Audio in = tone(48000 * 4);
    Audio out = in;
    std::mt19937 random(3);
    constexpr std::size_t kStep = 960;
    std::vector<float> heard;
    for (std::size_t from = 0; from < in[0].size(); from += kStep) {
      switch (random() % 3) {
        case 0:
          host.control(kEnabled) = random() % 2 == 0 ? 0.0f : 1.0f;
          break;
        case 1:
          host.control(kPreamp) = -static_cast<float>(random() % 12);
          break;
        default:
          host.control(band_port(random() % kBands, kBandGain)) = static_cast<float>(random() % 12) - 6.0f;
      }
      host.run({in[0].data() + from, in[1].data() + from}, {out[0].data() + from, out[1].data() + from}, kStep);
      host.work();
      if (!worker) std::this_thread::sleep_for(std::chrono::milliseconds(4));  // real time would leave it 20
    }
    CHECK(click_dbfs(std::vector<float>(out[0].begin() + 48000, out[0].end())) < -80.0);
    CHECK(out[0] != in[0]);
  }
}

TEST_CASE("run() does not allocate, whatever changes") {
  const Folder folder;
  const std::string file = folder.wav("response.wav", {0.5f, 0.25f});
  Lv2Host host;
  host.activate();
  Audio audio = noise(512);
  const std::vector<const float*> in = {audio[0].data(), audio[1].data()};
  const std::vector<float*> out = {audio[0].data(), audio[1].data()};
  host.run(in, out, 512);
  for (int step = 0; step < 200; ++step) {
    if (step % 5 == 0) host.control(band_port(3, kBandGain)) = static_cast<float>(step % 7);
    if (step % 40 == 0) host.control(kEnabled) = 1.0f - host.control(kEnabled);
    if (step == 50) host.send_path(file);
    if (step == 120) host.ask_path();
    {
      const test::AllocationCount allocations;
      host.run(in, out, 512);
      REQUIRE(allocations.count() == 0);
    }
    host.work();
  }
  // The plugin's own calls would be counted: cleanup frees what it has.
  auto gone = std::make_unique<Lv2Host>();
  gone->activate();
  const test::AllocationCount allocations;
  gone->activate();
  CHECK(allocations.count() > 10);
}

TEST_CASE("run() does not enter the kernel, whatever changes; a system call would end it") {
  if (EARDRUM_SANITIZED) {
    // ThreadSanitizer's own thread would even outlive the one that ends here.
    MESSAGE("skipped: a sanitizer makes system calls of its own");
    return;
  }
  constexpr int kNoSuchMode = 9;
  const auto end_of_run = [](bool with_a_call) {
    const pid_t child = fork();
    if (child == 0) {
      Lv2Host host;
      host.activate();
      Audio audio = noise(512);
      const std::vector<const float*> in = {audio[0].data(), audio[1].data()};
      const std::vector<float*> out = {audio[0].data(), audio[1].data()};
      host.run(in, out, 512);
      host.work();
      host.control(band_port(3, kBandGain)) = 5.0f;
      host.control(kEnabled) = 0.0f;
      host.run(in, out, 512);
      host.work();  // a plan now waits to be faded in, and another change to be asked for
      host.control(band_port(4, kBandGain)) = 5.0f;
      host.control(kEnabled) = 1.0f;
      // From here on the kernel kills whoever calls it, but to read, to write and to end.
      if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0) _exit(kNoSuchMode);
      for (int block = 0; block < 200; ++block) host.run(in, out, 512);
      if (with_a_call) syscall(SYS_getppid);
      syscall(SYS_exit, 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  const int end = end_of_run(false);
  if (end == kNoSuchMode) {
    MESSAGE("skipped: this kernel does not watch system calls");
    return;
  }
  CHECK(end == 0);
  CHECK(end_of_run(true) == -1);
}

TEST_CASE("a host may offer nothing, a worker that is full, or only silence of numbers") {
  SUBCASE("no features at all") {
    Lv2Host host(48000.0, {false, false});
    set(host, kPeq);
    host.control(kLimiter) = 0.0f;
    host.activate();
    CHECK(worst_error_db(host.process(impulse(48000), 1)[0], kPeq, Hertz(48000)) < 0.001);
  }
  SUBCASE("a thread of our own does the work") {
    Lv2Host host(48000.0, {true, false});
    host.activate();
    host.control(kPreamp) = -20.0f;
    Audio last;
    for (int waits = 0; waits < 500; ++waits) {
      last = host.process(tone(4800), 4800);
      if (*std::max_element(last[0].begin(), last[0].end()) < 0.03f) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    CHECK(*std::max_element(last[0].begin(), last[0].end()) == doctest::Approx(0.025).epsilon(0.01));
  }
  SUBCASE("a full worker is asked again") {
    Lv2Host host;
    host.activate();
    host.worker_is_full = true;
    host.control(kPreamp) = -20.0f;
    host.process(tone(4800), 480);
    host.worker_is_full = false;
    const Audio out = host.process(tone(9600), 480);
    CHECK(std::abs(out[0][9000]) < 0.026f);
    CHECK(host.scheduled == 0);
  }
  SUBCASE("numbers that are none, or out of range") {
    Lv2Host host;
    host.control(kLimiter) = 0.0f;
    for (std::uint32_t port = kPreamp; port < kPortCount; ++port) {
      if (port != kLimiter) host.control(port) = std::numeric_limits<float>::quiet_NaN();
    }
    host.activate();
    CHECK(host.process(noise(1000), 100) == noise(1000));
    for (std::uint32_t port = kPreamp; port < kPortCount; ++port) host.control(port) = 1e30f;
    CHECK(all_finite(host.process(noise(9600), 100)[0]));
    for (std::uint32_t port = kPreamp; port < kPortCount; ++port)
      host.control(port) = -std::numeric_limits<float>::infinity();
    CHECK(all_finite(host.process(noise(9600), 100)[0]));
  }
  SUBCASE("a rate that no plan is made for") {
    CHECK_FALSE(Lv2Host(1.0).made());
    CHECK_FALSE(Lv2Host(std::numeric_limits<double>::quiet_NaN()).made());
    CHECK(Lv2Host(8000.0).made());
    CHECK(Lv2Host(768000.0).made());
  }
}

TEST_CASE("a host may give the same memory for input and output, crosswise too") {
  const auto play = [](int how) {
    Lv2Host host;
    set(host, kPeq);
    host.activate();
    Audio in = noise(3000);
    in[1].assign(3000, 0.1f);
    Audio out = in;
    float* const left = how == 0 ? out[0].data() : how == 1 ? in[0].data() : in[1].data();
    float* const right = how == 0 ? out[1].data() : how == 1 ? in[1].data() : in[0].data();
    host.run({in[0].data(), in[1].data()}, {left, right}, 3000);
    return Audio{{left, left + 3000}, {right, right + 3000}};
  };
  CHECK(play(1) == play(0));
  CHECK(play(2) == play(0));
}

TEST_CASE("activate() starts afresh") {
  Lv2Host host;
  set(host, kPeq);
  host.activate();
  const Audio first = host.process(noise(5000), 500);
  CHECK(host.process(noise(5000), 500) != first);
  host.deactivate();
  host.activate();
  CHECK(host.process(noise(5000), 500) == first);
}

TEST_CASE("an impulse response comes by message, is told, saved with the session and found again") {
  const Folder folder;
  std::vector<float> response(3000);
  response[0] = 0.5f;
  response[2999] = -0.25f;
  const std::string file = folder.wav("response.wav", response);
  Lv2Host host;
  host.control(kLimiter) = 0.0f;
  host.activate();
  host.process(noise(480), 480);
  host.send_path(file);
  host.process(noise(24000), 480);
  CHECK(host.told == file);
  host.process(Audio(2, std::vector<float>(24000)), 480);
  Audio out = host.process(impulse(4000), 480);
  CHECK(out[0][0] == doctest::Approx(0.25));
  CHECK(out[1][2999] == doctest::Approx(-0.125));

  const auto state = host.save(folder.path());
  REQUIRE(state.size() == 1);
  CHECK(state.begin()->first == kImpulseUri);
  CHECK(state.begin()->second.second.substr(0, 12) == "response.wav");  // relative: the session may be moved

  Lv2Host again;
  again.control(kLimiter) = 0.0f;
  again.restore(state, folder.path());
  again.activate();
  out = again.process(impulse(4000), 480);
  CHECK(out[0][0] == doctest::Approx(0.25));
  CHECK(out[0][2999] == doctest::Approx(-0.125));
  CHECK(again.told == file);

  SUBCASE("and while it plays") {
    Lv2Host playing;
    playing.control(kLimiter) = 0.0f;
    playing.activate();
    playing.process(noise(4800), 480);
    playing.restore(state, folder.path());
    playing.process(Audio(2, std::vector<float>(48000)), 480);
    CHECK(playing.process(impulse(4000), 480)[0][0] == doctest::Approx(0.25));
  }
  SUBCASE("an empty path takes it away") {
    again.send_path("");
    again.process(Audio(2, std::vector<float>(48000)), 480);
    CHECK(again.process(impulse(100), 100)[0][0] == 0.5f);
    CHECK(again.save(folder.path()).empty());
  }
  SUBCASE("who asks is told") {
    again.told.reset();
    again.ask_path();
    again.process(noise(480), 480);
    CHECK(again.told == file);
  }
  SUBCASE("a file that is none leaves things as they are, and is said") {
    again.send_path(folder / "missing.wav");
    again.process(Audio(2, std::vector<float>(48000)), 480);
    CHECK(again.process(impulse(100), 100)[0][0] == doctest::Approx(0.25));
    CHECK(again.told == file);
    REQUIRE(again.log.size() == 1);
    CHECK(again.log.front().find("missing.wav") != std::string::npos);
  }
  SUBCASE("a session keeps the path of a file that is not there today") {
    std::filesystem::rename(file, file + ".away");
    Lv2Host without;
    without.control(kLimiter) = 0.0f;
    without.restore(state, folder.path());
    without.activate();
    CHECK(without.process(impulse(100), 100)[0][0] == 0.5f);
    CHECK(without.save(folder.path()) == state);
  }
}

TEST_CASE("an impulse response at another rate is converted, its lateness is told, and bypass is as late") {
  const Folder folder;
  std::vector<float> response(500);
  for (std::size_t k = 0; k < response.size(); ++k)
    response[k] = 0.5f * std::exp(-0.02f * static_cast<float>(k)) * std::cos(0.1f * static_cast<float>(k));
  const std::string file = folder.wav("response.wav", response, 44100);
  Lv2Host host(48000.0);
  host.control(kLimiter) = 0.0f;
  host.restore({{std::string(kImpulseUri), {LV2_ATOM__Path, "response.wav"}}}, folder.path());
  host.activate();
  const Audio out = host.process(impulse(48000), 480);
  if (!host.log.empty()) {
    CHECK(host.log.front().find("soxr") != std::string::npos);  // a build without it says so
    return;
  }
  const float late = host.control(kLatency);
  CHECK(late > 0.0f);
  CHECK(late < 400.0f);
  for (const double frequency_hz : {30.0, 700.0, 5000.0, 15000.0}) {
    CHECK(level_db(out[0], frequency_hz, 48000.0) ==
          doctest::Approx(level_db(response, frequency_hz, 44100.0) - 20.0 * std::log10(2.0)).epsilon(0.001));
  }
  host.control(kEnabled) = 0.0f;
  host.process(noise(9600), 480);
  host.process(Audio(2, std::vector<float>(9600)), 480);
  const Audio skipped = host.process(impulse(4800), 480);
  CHECK(skipped[0][static_cast<std::size_t>(late)] == 0.5f);
}

TEST_CASE("the binary shows nothing but what LV2 asks for, and holds neither a database nor file formats") {
  Lv2Host host;
  CHECK(host.symbol("sqlite3_open") == nullptr);
  CHECK(host.symbol("_ZN7eardrum6engine6EngineD1Ev") == nullptr);
}

TEST_CASE("presets: each is different, in range, and not louder than flat") {
  const Audio in = noise(48000, 0.1f);
  for (const Preset& preset : presets()) {
    CAPTURE(std::string(preset.name));
    Lv2Host host;
    for (const auto& setting : preset.settings) {
      CHECK(ports()[setting.port].held(setting.value) == setting.value);
      host.control(setting.port) = setting.value;
    }
    host.activate();
    const Audio out = host.process(in, 1024);
    double before = 0.0, after = 0.0;
    for (std::size_t k = 0; k < in[0].size(); ++k) {
      before += std::pow(static_cast<double>(in[0][k]), 2.0);
      after += std::pow(static_cast<double>(out[0][k]), 2.0);
    }
    CHECK(10.0 * std::log10(after / before) < 0.1);
  }
}
