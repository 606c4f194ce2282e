// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// What the audio thread may not do, and that it does not.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include <eardrum/dsp/exposure_meter.h>
#include <eardrum/engine/control.h>

#include "engine/allocation_count.h"
#include "engine/lock_count.h"
#include "engine/sanitized.h"
#include "engine/specs.h"
#include "engine/system_call_guard.h"

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

using eardrum::Gain;
using eardrum::Hertz;
using eardrum::dsp::ExposureMeter;
using eardrum::test::AllocationCount;
using eardrum::test::Channels;
using eardrum::test::full_spec;
using eardrum::test::Guarded;
using eardrum::test::LockCount;
using eardrum::test::noise;
using eardrum::test::run_without_system_calls;
using namespace eardrum::engine;

namespace {

// Plans of each kind: what runs beside a FIR, what is folded into it, long and late FIRs, none of all that.
std::vector<PlanSpec> every_kind_of_plan() {
  PlanSpec no_fir = full_spec(), late = full_spec(1), unfolded = full_spec(), empty;
  no_fir.fir.clear();
  late.fir_late = true;
  late.fir_block = 2048;
  late.fir[0] = eardrum::test::fir(40000, 7);
  unfolded.biquads[0][0] = eardrum::design({eardrum::BandType::kPeaking, Hertz(25), Gain(9), 3.0}, Hertz(48000));
  unfolded.fir[3] = eardrum::test::fir(20000, 8);
  return {full_spec(), no_fir, late, unfolded, empty};
}

// An engine and all that can be asked of it, in steps: change(n) on the control thread, then play(n) on the audio
// thread.
class Script {
 public:
  static constexpr int kSteps = 40;

  Script()
      : kinds_(every_kind_of_plan()),
        engine_(eardrum::test::plan(kinds_[0])),
        control_(engine_, kinds_[0]),
        meter_(2, Hertz(48000), eardrum::dsp::diffuse_field_equalised(eardrum::DbSpl(110))),
        loud_(noise(kFrames, 4.0f)),
        broken_(noise(kFrames, 0.5f)),
        silence_(2, std::vector<float>(kFrames)),
        out_(2, std::vector<float>(kFrames)) {
    broken_[1][500] = std::numeric_limits<float>::quiet_NaN();
    (void)play_with(loud_, 1);  // what is looked up once, such as the instruction set
  }

  bool change(int step) {
    bool done = true;
    switch (step % 4) {
      case 0:
        done = control_.apply(kinds_[static_cast<std::size_t>(step / 4) % kinds_.size()]).has_value();
        break;
      case 1:
        control_.set_volume(Gain(-step % 7));
        break;
      case 2:
        control_.set_bypass(step % 8 == 2, Gain(-3));
        break;
      default: {
        PlanSpec spec = control_.spec();
        spec.preamp = Gain(-step % 11);
        done = control_.apply(spec).has_value();
      }
    }
    (void)control_.meters();
    return done;
  }

  // Blocks of every length, of noise that the limiter must hold, of a NaN, of silence.
  bool play(int step) { return play_with(step % 5 == 3 ? broken_ : step % 7 == 6 ? silence_ : loud_, step); }

 private:
  static constexpr std::size_t kFrames = 12000;

  bool play_with(const Channels& in, int step) {
    const std::size_t lengths[] = {1, 64, 17, 1024, 5, 480, 3000};
    auto turn = static_cast<std::size_t>(step);
    for (std::size_t done = 0; done < kFrames;) {
      const std::size_t now = std::min(lengths[turn++ % 7], kFrames - done);
      const float* const inputs[2] = {in[0].data() + done, in[1].data() + done};
      float* const outputs[2] = {out_[0].data() + done, out_[1].data() + done};
      engine_.process(std::span<const float* const>(inputs), std::span<float* const>(outputs), now);
      const float* const heard[2] = {outputs[0], outputs[1]};
      meter_.process(std::span<const float* const>(heard), now);
      done += now;
    }
    return meter_.reading().frames > 0;
  }

  std::vector<PlanSpec> kinds_;
  Engine engine_;
  Control control_;
  ExposureMeter meter_;
  Channels loud_, broken_, silence_, out_;
};

}  // namespace

TEST_CASE("process() neither allocates nor locks, whatever it does; either would be seen") {
  Script script;
  for (int step = 0; step < Script::kSteps; ++step) {
    CAPTURE(step);
    CHECK(script.change(step));
    const AllocationCount allocations;
    const LockCount locks;
    const bool played = script.play(step);
    CHECK(allocations.count() == 0);
    CHECK(locks.count() == 0);
    CHECK(played);
  }
  {
    const AllocationCount allocations;
    { const std::vector<double> deliberate(100); }
    CHECK(allocations.count() == 2);
  }
  if (!LockCount::works()) return;
  std::mutex mutex;
  const LockCount locks;
  { const std::lock_guard<std::mutex> deliberate(mutex); }
  CHECK(locks.count() == 2);
}

TEST_CASE("process() makes no system call while another thread changes everything") {
  // The child has copies: the script is made here, before its heap has a second thread.
  Script script;
  std::atomic<int> changed{0}, played{0};
  const auto end = run_without_system_calls(
      [&] {
        for (int step = 0; step < Script::kSteps; ++step) {
          while (changed.load() <= step) {  // to yield would be a system call
          }
          if (!script.play(step)) __builtin_trap();
          played.store(step + 1);
        }
      },
      [&] {
        for (int step = 0; step < Script::kSteps; ++step) {
          // Half of the changes come while audio runs, half between two blocks.
          while (played.load() < step - step % 2) std::this_thread::yield();
          if (!script.change(step)) __builtin_trap();
          changed.store(step + 1);
        }
        while (true) pause();
      });
  if (end.end == Guarded::kUnavailable) {
    MESSAGE("system calls cannot be watched here: not tested");
    return;
  }
  CAPTURE(end.system_call);
  CHECK(end.end == Guarded::kFinished);
}

TEST_CASE("the guard sees a write, a wait for a lock, a yield and memory from the kernel") {
  if (run_without_system_calls([] {}).end == Guarded::kUnavailable) {
    MESSAGE("system calls cannot be watched here: not tested");
    return;
  }
  CHECK(run_without_system_calls([] {}).end == Guarded::kFinished);
  CHECK(run_without_system_calls([] { (void)!write(2, "", 0); }).end == Guarded::kSystemCall);
  CHECK(run_without_system_calls([] { std::this_thread::yield(); }).end == Guarded::kSystemCall);
  CHECK(run_without_system_calls([] { std::vector<char>(std::size_t{64} << 20).back() = 1; }).end ==
        Guarded::kSystemCall);
  std::mutex mutex;
  const std::lock_guard<std::mutex> held(mutex);  // which the child finds locked
  CHECK(run_without_system_calls([&] { mutex.lock(); }).end == Guarded::kSystemCall);
}

TEST_CASE(
    "silence after music: no denormal number leaves the engine or stays in it, and the thread's mode is its own") {
  for (const PlanSpec& spec : every_kind_of_plan()) {
    Engine engine(eardrum::test::plan(spec));
    const Channels source = noise(48000, 0.5f);
    std::vector<std::vector<double>> audio(2, std::vector<double>(48000));
    for (std::size_t c = 0; c < 2; ++c) std::copy(source[c].begin(), source[c].end(), audio[c].begin());
    std::size_t denormal = 0;
    const auto process = [&] {
      const double* const in[2] = {audio[0].data(), audio[1].data()};
      double* const out[2] = {audio[0].data(), audio[1].data()};
      engine.process(std::span<const double* const>(in), std::span<double* const>(out), 48000);
      for (const auto& channel : audio) {
        for (const double x : channel) denormal += static_cast<std::size_t>(std::fpclassify(x) == FP_SUBNORMAL);
      }
    };
#if defined(__SSE2__)
    const unsigned before = _mm_getcsr() & 0x8040u;
#endif
    process();
    for (int second = 0; second < 35; ++second) {
      for (auto& channel : audio) std::fill(channel.begin(), channel.end(), 0.0);
      process();
    }
    CHECK(denormal == 0);
    CHECK(std::all_of(audio[0].begin(), audio[0].end(), [](double x) { return x == 0.0; }));
#if defined(__SSE2__)
    CHECK((_mm_getcsr() & 0x8040u) == before);
#endif
    // Numbers that are denormal when they come in are taken as silence, but where nothing is done to them.
    for (auto& channel : audio) std::fill(channel.begin(), channel.end(), 1e-310);
    process();
    CHECK((denormal == 0 || diff(spec, PlanSpec{}) == PlanChange::kNone));
  }
}

TEST_CASE("random blocks give the bits of one long one, whatever the plan, and with changes at the same samples") {
  std::mt19937 random(11);
  for (const PlanSpec& spec : every_kind_of_plan()) {
    const Channels in = noise(60000, 0.9f);
    const auto play = [&](bool in_random_blocks) {
      Engine engine(eardrum::test::plan(spec));
      Control control(engine, spec);
      Channels out(2, std::vector<float>(60000));
      std::size_t done = 0;
      for (const std::size_t until : {10007u, 20000u, 33333u, 60000u}) {
        while (done < until) {
          const std::size_t length = in_random_blocks ? 1 + random() % (random() % 2 == 0 ? 70 : 3000) : until - done;
          const std::size_t now = std::min(length, until - done);
          const float* const inputs[2] = {in[0].data() + done, in[1].data() + done};
          float* const outputs[2] = {out[0].data() + done, out[1].data() + done};
          engine.process(std::span<const float* const>(inputs), std::span<float* const>(outputs), now);
          done += now;
        }
        if (until == 10007u) control.set_volume(Gain(-4));
        if (until == 20000u) CHECK(control.apply(full_spec(2)).has_value());
        if (until == 33333u) control.set_bypass(true, Gain(-2));
      }
      return out;
    };
    const Channels expected = play(false);
    for (int turn = 0; turn < 3; ++turn) CHECK(play(true) == expected);
  }
}
