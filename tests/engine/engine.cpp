// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/engine.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <thread>
#include <vector>

#include <eardrum/dsp/biquad_cascade.h>
#include <eardrum/dsp/crossfeed.h>
#include <eardrum/engine/control.h>

#include "engine/click.h"
#include "engine/specs.h"

using eardrum::BiquadCoefficients;
using eardrum::Gain;
using eardrum::Hertz;
using eardrum::test::Channels;
using eardrum::test::click_dbfs;
using eardrum::test::full_spec;
using eardrum::test::noise;
using eardrum::test::plan;
using namespace eardrum::engine;

namespace {

void process(Engine& engine, const Channels& in, Channels& out, std::size_t from, std::size_t frames) {
  const float* const inputs[2] = {in[0].data() + from, in[1].data() + from};
  float* const outputs[2] = {out[0].data() + from, out[1].data() + from};
  engine.process(inputs, outputs, frames);
}

Channels run(Engine& engine, const Channels& in, const std::vector<std::size_t>& blocks) {
  Channels out(2, std::vector<float>(in[0].size()));
  for (std::size_t done = 0, turn = 0; done < in[0].size(); ++turn) {
    const std::size_t now = std::min(blocks[turn % blocks.size()], in[0].size() - done);
    process(engine, in, out, done, now);
    done += now;
  }
  return out;
}

}  // namespace

TEST_CASE("blocks of any size give the same bits: what is rendered is what is heard") {
  for (const bool limiter : {false, true}) {
    PlanSpec spec = full_spec();
    if (!limiter) spec.limiter.reset();
    const Channels in = noise(30000, 0.9f);
    Engine offline(plan(spec)), live(plan(spec));
    CHECK(run(offline, in, {30000}) == run(live, in, {64, 1, 333, 1024, 1025, 17}));
  }
}

TEST_CASE("an empty plan is a wire, bit for bit, at every rate and number of channels") {
  for (const double rate_hz : {44100.0, 96000.0, 384000.0}) {
    for (std::size_t channels = 1; channels <= 8; ++channels) {
      PlanSpec spec;
      spec.sample_rate = Hertz(rate_hz);
      spec.channels = channels;
      Engine engine(plan(spec));
      const Channels source = noise(1000, 1.0f);
      std::vector<const float*> in;
      Channels result(channels, std::vector<float>(1000));
      std::vector<float*> out;
      for (std::size_t c = 0; c < channels; ++c) in.push_back(source[c % 2].data()), out.push_back(result[c].data());
      engine.process(in, out, 1000);
      for (std::size_t c = 0; c < channels; ++c) CHECK(result[c] == source[c % 2]);
    }
  }
}

TEST_CASE("a folded chain sounds as the unfolded one") {
  PlanSpec spec = full_spec();
  spec.limiter.reset();
  PlanSpec without_fir = spec;
  without_fir.fir.clear();
  PlanSpec fir_only;
  fir_only.preamp = Gain(0);
  fir_only.fir = spec.fir;
  const auto folded = plan(spec);
  CHECK(folded->folded());
  Engine one(plan(spec)), first(plan(fir_only)), second(plan(without_fir));
  const Channels in = noise(20000, 0.5f);
  const Channels expected = run(second, run(first, in, {512}), {512});
  const Channels found = run(one, in, {512});
  double worst = 0.0;
  for (std::size_t k = 0; k < 20000; ++k)
    worst = std::max(worst, static_cast<double>(std::abs(expected[0][k] - found[0][k])));
  CHECK(20.0 * std::log10(worst) < -110.0);  // of single precision, through 1500 taps
}

// Noise at normal level through biquads, FIR and crossfeed, each in double, against the plan.
TEST_CASE("a folded chain errs below -144 dBFS of one in double, and one that rings too long is not folded") {
  struct Case {
    const char* name;
    std::size_t taps;
    double hz, q;
    bool crosses, folds;
  };
  for (const Case& one :
       {Case{"short ringing", 4096, 100.0, 1.4, false, true}, Case{"short ringing, 2x2", 4096, 100.0, 1.4, true, true},
        Case{"long ringing", 4096, 20.0, 10.0, false, false}, Case{"long ringing, 2x2", 4096, 20.0, 10.0, true, false},
        Case{"ringing that a long FIR holds", 16384, 80.0, 1.5, true, true}}) {
    CAPTURE(one.name);
    PlanSpec spec;
    // An impulse and little behind it: the peak's ringing is then what ends the response.
    const auto fir = [&](unsigned seed) {
      std::vector<float> h = eardrum::test::fir(one.taps, seed);
      for (std::size_t k = 1; k < h.size(); ++k) h[k] *= 0.05f;
      return h;
    };
    const std::vector<std::vector<float>> paths = {fir(1), one.crosses ? fir(2) : std::vector<float>{},
                                                   one.crosses ? fir(3) : std::vector<float>{}, fir(4)};
    spec.fir = paths;
    spec.biquads.assign(2,
                        {eardrum::design({eardrum::BandType::kPeaking, Hertz(one.hz), Gain(9), one.q}, Hertz(48000))});
    spec.crossfeed = eardrum::dsp::CrossfeedParams{};
    const auto made = plan(spec);
    CHECK(made->folded() == one.folds);

    const std::size_t frames = 60000, last = 40;
    std::vector<std::vector<double>> audio(2, std::vector<double>(frames));
    std::mt19937 random(5);
    std::uniform_real_distribution<double> level(-0.03, 0.03);
    for (std::size_t n = 0; n < frames; ++n) {
      // The hardest for what was cut off: a tone that the peak rings at.
      const double tone = 0.04 * std::sin(2.0 * std::numbers::pi * one.hz * static_cast<double>(n) / 48000.0);
      for (auto& channel : audio) channel[n] = static_cast<double>(static_cast<float>(level(random) + tone));
    }
    std::vector<std::vector<double>> exact = audio, wet(2, std::vector<double>(frames));
    double* const exact_channels[2] = {exact[0].data(), exact[1].data()};
    eardrum::dsp::BiquadCascade(std::span<const std::vector<BiquadCoefficients>>(spec.biquads))
        .process(exact_channels, frames);
    for (std::size_t o = 0; o < 2; ++o) {
      // The crossfeed remembers some 500 frames.
      for (std::size_t n = frames - 1000; n < frames; ++n) {
        for (std::size_t i = 0; i < 2; ++i) {
          const auto& h = paths[2 * o + i];
          for (std::size_t k = 0; k < h.size(); ++k) wet[o][n] += static_cast<double>(h[k]) * exact[i][n - k];
        }
      }
    }
    eardrum::dsp::Crossfeed(*spec.crossfeed, spec.sample_rate).process(wet[0].data(), wet[1].data(), frames);
    double* const channels[2] = {audio[0].data(), audio[1].data()};
    for (std::size_t n = 0; n < frames; n += 480) {
      double* const at[2] = {channels[0] + n, channels[1] + n};
      made->process(at, 480);
    }
    double worst = 0.0;
    for (std::size_t n = frames - last; n < frames; ++n)
      worst = std::max({worst, std::abs(wet[0][n] - audio[0][n]), std::abs(wet[1][n] - audio[1][n])});
    CHECK(20.0 * std::log10(worst) < -144.0);
  }
}

TEST_CASE("a late FIR is the same filter, one block later, for any blocks") {
  PlanSpec now = full_spec();
  now.limiter.reset();
  PlanSpec late = now;
  late.fir_late = true;
  late.fir_block = 512;
  Engine first(plan(now)), second(plan(late)), pieces(plan(late));
  CHECK(second.latency() == 512);
  const Channels in = noise(20000, 0.5f);
  const Channels expected = run(first, in, {512}), found = run(second, in, {20000});
  CHECK(run(pieces, in, {1, 100, 1024, 511}) == found);
  double worst = 0.0;
  for (std::size_t k = 512; k < 20000; ++k) {
    worst = std::max(worst, static_cast<double>(std::abs(expected[1][k - 512] - found[1][k])));
  }
  CHECK(20.0 * std::log10(worst) < -110.0);
}

TEST_CASE("what skips a FIR that is late of itself waits as long") {
  PlanSpec spec;
  spec.fir_delay = 300;
  std::vector<float> delayed(400);
  delayed[300] = 1.0f;
  spec.fir = {delayed, {}, {}, delayed};
  Engine engine(plan(spec));
  CHECK(engine.latency() == 300);
  Control control(engine, spec);
  const Channels in = noise(20000, 0.5f);
  control.set_bypass(true);
  const Channels skipped = run(engine, in, {512});
  control.set_bypass(false);
  const Channels heard = run(engine, in, {512});
  // After 20 ms each is alone.
  double worst = 0.0;
  for (std::size_t k = 2000; k < 20000; ++k) {
    worst = std::max(worst, static_cast<double>(std::abs(skipped[0][k] - in[0][k - 300])));
    worst = std::max(worst, static_cast<double>(std::abs(heard[0][k] - in[0][k - 300])));
  }
  CHECK(20.0 * std::log10(worst) < -120.0);
}

TEST_CASE("no change makes a click: volume, bypass, preamp and plans every 20 ms under a steady tone") {
  PlanSpec spec = full_spec();
  spec.limiter.reset();  // its delay would move the tone's phase between plans with and without it
  Engine engine(plan(spec));
  Control control(engine, spec);
  constexpr std::size_t kFrames = 48000 * 6, kStep = 960;
  Channels in(2, std::vector<float>(kFrames)), out(2, std::vector<float>(kFrames));
  for (std::size_t k = 0; k < kFrames; ++k) {
    in[0][k] = in[1][k] =
        0.25f * static_cast<float>(std::sin(2.0 * std::numbers::pi * 440.0 * static_cast<double>(k) / 48000.0));
  }
  std::mt19937 random(2);
  std::size_t plans = 0;
  for (std::size_t from = 0; from < kFrames; from += kStep) {
    if (from > 48000) {
      switch (random() % 4) {
        case 0:
          control.set_volume(Gain(-static_cast<double>(random() % 20)));
          break;
        case 1:
          control.set_bypass(random() % 2 == 0, Gain(-4));
          break;
        case 2: {
          PlanSpec next = full_spec(static_cast<unsigned>(random() % 3));
          next.limiter.reset();
          plans += *control.apply(next) == PlanChange::kPlan ? 1u : 0u;
          break;
        }
        default: {
          PlanSpec next = control.spec();
          next.preamp = Gain(-static_cast<double>(random() % 12));
          CHECK(*control.apply(next) != PlanChange::kPlan);
        }
      }
    }
    process(engine, in, out, from, kStep);
  }
  CHECK(plans > 20);
  CHECK(control.meters().plan_number > 3);
  CHECK(control.meters().faults == 0);
  for (auto& channel : out) channel.erase(channel.begin(), channel.begin() + 48000);
  CHECK(click_dbfs(out[0]) < -80.0);
  CHECK(click_dbfs(out[1]) < -80.0);
  // The measure sees a jump of -60 dBFS.
  out[0][100000] += 0.01f;
  CHECK(click_dbfs(out[0]) > -60.0);
}

TEST_CASE("a NaN or an infinity gives silence and a counted fault, and then the music goes on") {
  for (const float evil : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                           -std::numeric_limits<float>::infinity()}) {
    Engine engine(plan(full_spec())), pieces(plan(full_spec()));
    Channels in = noise(48000, 0.3f);
    in[1][20000] = evil;
    const Channels out = run(engine, in, {480});
    CHECK(out == run(pieces, in, {7, 640}));
    CHECK(engine.meters().read().faults == 1);
    bool finite = true;
    for (const float sample : out[0]) finite = finite && std::isfinite(sample);
    for (const float sample : out[1]) finite = finite && std::isfinite(sample);
    CHECK(finite);
    CHECK(*std::max_element(out[0].begin() + 21000, out[0].begin() + 24000) == 0.0f);
    CHECK(*std::max_element(out[0].begin() + 40000, out[0].end()) > 0.01f);
  }
}

TEST_CASE("the limiter keeps what the volume and the EQ raise under its ceiling, and the meters say so") {
  PlanSpec spec;
  spec.preamp = Gain(20);
  spec.limiter = eardrum::dsp::LimiterParams{};
  Engine engine(plan(spec));
  const Channels out = run(engine, noise(20000, 0.9f), {256});
  float peak = 0.0f;
  for (const float sample : out[0]) peak = std::max(peak, std::abs(sample));
  CHECK(20.0f * std::log10(peak) < -0.9f);
  CHECK(engine.meters().read().limiter_gain < 0.5);
}

TEST_CASE("diff does the least work, and a wrong spec changes nothing") {
  Engine engine(plan(full_spec()));
  Control control(engine, full_spec());
  CHECK(*control.apply(full_spec()) == PlanChange::kNone);
  PlanSpec quieter = full_spec();
  quieter.preamp = Gain(-12);
  CHECK(*control.apply(quieter) == PlanChange::kParameters);
  PlanSpec other = quieter;
  other.biquads[0].pop_back();
  CHECK(diff(quieter, other) == PlanChange::kPlan);
  PlanSpec unstable = quieter;
  unstable.biquads[1][0].a2 = 1.01;
  CHECK(control.apply(unstable).error().message == "Expected stable filters, found one that is not");
  PlanSpec mono;
  mono.channels = 1;
  CHECK_FALSE(control.apply(mono).has_value());
  CHECK(control.spec() == quieter);
  PlanSpec rate;
  rate.sample_rate = Hertz(1);
  CHECK(check(rate).error().origin.field == "sample_rate");
}

TEST_CASE("two threads: plans, volume and bypass change while audio runs, and nothing is lost or broken") {
  PlanSpec small;
  small.biquads = full_spec().biquads;
  Engine engine(plan(small));
  std::atomic<bool> done{false};
  std::thread audio([&] {
    const Channels in = noise(256, 0.5f);
    Channels out(2, std::vector<float>(256));
    while (!done.load()) process(engine, in, out, 0, 256);
  });
  Control control(engine, small);
  std::uint64_t seen = 0;
  for (int k = 0; k < 200; ++k) {
    PlanSpec next = small;
    next.biquads[0].resize(static_cast<std::size_t>(k % 3));
    CHECK(control.apply(next).has_value());
    control.set_volume(Gain(-k % 10));
    control.set_bypass(k % 2 == 0);
    const Meters meters = control.meters();
    CHECK(meters.plan_number >= seen);
    seen = meters.plan_number;
    std::this_thread::yield();
  }
  while (control.meters().plan_number < 2) std::this_thread::yield();
  done = true;
  audio.join();
  CHECK(control.meters().faults == 0);
}
