// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <live/session.h>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <thread>

#include <eardrum/engine/engine.h>

#include "clients/live/player.h"
#include "engine/allocation_count.h"

using namespace eardrum;
using namespace eardrum::live;
using eardrum::test::Player;
using eardrum::test::tuning;

namespace {

double rms_db(const std::vector<float>& x, std::size_t from) {
  double power = 0.0;
  for (std::size_t k = from; k < x.size(); ++k) power += static_cast<double>(x[k]) * static_cast<double>(x[k]);
  return 10.0 * std::log10(power / static_cast<double>(x.size() - from));
}

}  // namespace

TEST_CASE("what a session plays is what the engine makes of the plan") {
  Session session(tuning());
  REQUIRE(session.prepare({48000, 2}).has_value());
  const auto spec = plan_for(tuning(), Hertz(48000), 2);
  REQUIRE(spec.has_value());
  engine::Engine reference(*engine::Plan::make(*spec));
  std::mt19937 random(3);
  std::uniform_real_distribution<float> noise(-0.5f, 0.5f);
  std::vector<float> left(48000), right(48000), a(48000), b(48000), c(48000), d(48000);
  for (float& x : left) x = noise(random);
  for (float& x : right) x = noise(random);
  const float* const in[2] = {left.data(), right.data()};
  float* const heard[2] = {a.data(), b.data()};
  float* const expected[2] = {c.data(), d.data()};
  session.process(48000, in, heard, 48000);
  reference.process(std::span<const float* const>(in), std::span<float* const>(expected), 48000);
  // A quarter of a second at most is heard in silence, then faded in.
  std::size_t differ = 0;
  for (std::size_t k = 48000 * 27 / 100 + 2; k < 48000; ++k)
    differ += static_cast<std::size_t>(a[k] != c[k] || b[k] != d[k]);
  CHECK(differ == 0);
}

TEST_CASE("a rate or channel change falls silent, builds off the audio thread and comes back without a click") {
  Session session(tuning());
  Player player(session);
  player.play(48000, 4800);
  CHECK(player.peak() == 0.0f);  // nothing is built yet
  std::uint32_t before = 48000;
  for (const std::uint32_t rate : {96000u, 44100u, 192000u, 48000u}) {
    session.service();
    CHECK(session.status().format == Format{before, 2});
    player.play(before, before);  // faded in, then steady
    player.heard.erase(player.heard.begin(), player.heard.end() - 4096);
    CHECK(rms_db(player.heard, 0) > -26.0);
    player.play(rate, rate / 10);  // nobody has built for that yet
    CHECK(player.click_dbfs() < -80.0);
    CHECK(player.heard.back() == 0.0f);
    player.heard.clear();
    before = rate;
  }
  session.service();
  player.play(48000, 9600, 256, 1);
  session.service();
  CHECK(session.status().format == Format{48000, 1});
}

TEST_CASE("an engine that was made ahead takes over without a click, whenever it comes") {
  Session session(tuning());
  REQUIRE(session.prepare({48000, 2}).has_value());
  Player player(session);
  player.play(48000, 48000);
  player.heard.erase(player.heard.begin(), player.heard.end() - 4096);
  REQUIRE(session.prepare({96000, 2}).has_value());
  player.play(96000, 96000, 1000);
  CHECK(player.click_dbfs() < -80.0);
  // Announced, and then not so: what plays comes back.
  REQUIRE(session.prepare({44100, 2}).has_value());
  player.play(96000, 9600, 100);
  session.service();
  player.play(96000, 48000, 100);
  CHECK(player.click_dbfs() < -80.0);
  player.heard.erase(player.heard.begin(), player.heard.end() - 4096);
  CHECK(rms_db(player.heard, 0) > -26.0);
  CHECK(session.status().format == Format{96000, 2});
  // An edit reaches what is heard, however often formats changed.
  REQUIRE(session.set_volume(Gain(-20)).has_value());
  player.play(96000, 48000, 100);
  player.heard.erase(player.heard.begin(), player.heard.end() - 4096);
  CHECK(rms_db(player.heard, 0) < -40.0);
}

TEST_CASE("what a rate was before leaves no trace in the level") {
  // A filter's loudness differs a little between rates, which is no reason to match anything.
  Session fresh(tuning()), changed(tuning());
  REQUIRE(changed.prepare({48000, 2}).has_value());
  Player one(fresh), other(changed);
  other.play(48000, 4800);
  other.heard.clear();
  other.at = 0;
  REQUIRE(fresh.prepare({96000, 2}).has_value());
  REQUIRE(changed.prepare({96000, 2}).has_value());
  one.play(96000, 9600);
  other.play(96000, 9600);
  float worst = 0.0f;
  for (std::size_t k = one.heard.size() / 2; k < one.heard.size(); ++k) {
    worst = std::max(worst, std::abs(one.heard[k] - other.heard[k]));
  }
  CHECK(worst < 1e-6f);  // 0.01 dB would be 1e-4
}

TEST_CASE("edits, bypass and A/B in a steady tone do not click") {
  Session session(tuning());
  REQUIRE(session.prepare({48000, 2}).has_value());
  REQUIRE(session.load(Slot::kB, tuning(-3.0, -2.0)).has_value());
  Player player(session);
  player.play(48000, 4800);
  player.heard.clear();
  for (int turn = 0; turn < 40; ++turn) {
    if (turn % 5 == 0) CHECK(session.set_bypass(turn % 2 == 0).has_value());
    if (turn % 7 == 0) CHECK(session.choose(turn % 2 == 0 ? Slot::kA : Slot::kB).has_value());
    const double gain_db = turn % 3 - 1.0;
    CHECK(session.edit([&](engine::Tuning& edited) {
      edited.ears[0][1].band.gain = Gain(gain_db);
      return Result<void>{};
    }));
    CHECK(session.set_volume(Gain(-0.1 * turn)).has_value());
    session.service();
    player.play(48000, 4800);
  }
  CHECK(player.click_dbfs() < -80.0);
  CHECK(session.meters().faults == 0);
}

TEST_CASE("A, B and bypass are as loud as each other for typical music") {
  // Through the filters, noise with the long-term spectrum of music; here the shelves' difference is known from the
  // model and the level of a tone at 1 kHz, which the shelves leave alone, tells the gains apart.
  Session session(tuning(6.0, 0.0));
  REQUIRE(session.load(Slot::kB, tuning(-6.0, 0.0)).has_value());
  const Gain a = loudness_change(tuning(6.0, 0.0), Hertz(48000)), b = loudness_change(tuning(-6.0, 0.0), Hertz(48000));
  CHECK(a > b);
  CHECK(session.status().matched.db() == 0.0);  // nothing to compare with yet
  REQUIRE(session.choose(Slot::kB).has_value());
  CHECK(session.status().matched.db() == 0.0);  // the quieter
  REQUIRE(session.choose(Slot::kA).has_value());
  CHECK(session.status().matched.db() == doctest::Approx((b - a).db()));
  REQUIRE(session.set_match_loudness(false).has_value());
  CHECK(session.status().matched.db() == 0.0);
  REQUIRE(session.set_match_loudness(true).has_value());
  REQUIRE(session.set_bypass(true).has_value());
  CHECK(session.status().matched.db() == doctest::Approx(std::min(b.db(), 0.0)));
}

TEST_CASE("what can't be done changes nothing and says why") {
  Session session(tuning());
  REQUIRE(session.prepare({48000, 2}).has_value());
  const auto before = session.status().tuning;
  const auto broken = session.edit([](engine::Tuning& edited) {
    edited.ears[0][0].band.q = -1.0;
    return Result<void>{};
  });
  REQUIRE(!broken.has_value());
  CHECK(broken.error().message.find("Q above 0") != std::string::npos);
  CHECK(session.status().tuning == before);
  CHECK(!session.choose(Slot::kB).has_value());
  CHECK(session.heard() == Slot::kA);
  CHECK(!session.set_volume(Gain(1.0)).has_value());
  CHECK(!session.set_volume(Gain(std::numeric_limits<double>::quiet_NaN())).has_value());
  CHECK(!session.prepare({1000, 2}).has_value());
  CHECK(session.status().format == Format{48000, 2});
}

TEST_CASE("the meters read a known tone") {
  const Peq wire{};
  Session session(engine::tuning_of(std::span<const Peq>(&wire, 1)));
  REQUIRE(session.prepare({48000, 2}).has_value());
  Player player(session);
  player.amplitude = 0.5f;
  for (int turn = 0; turn < 20; ++turn) {
    player.play(48000, 4800);
    session.service();
  }
  const Readings readings = session.meters();
  REQUIRE(readings.channels.size() == 2);
  CHECK(std::abs(readings.channels[0].rms_dbfs + 6.02) < 0.02);
  CHECK(std::abs(readings.channels[1].peak_dbfs + 6.02) < 0.02);
  CHECK(std::abs(readings.true_peak_dbtp + 6.02) < 0.1);
  CHECK(readings.frames == 20 * 4864);
  CHECK(readings.faults == 0);
  CHECK(readings.skipped == 0);
  session.count_xrun(3);
  CHECK(session.meters().xruns == 3);
}

TEST_CASE("process() never allocates, not even while everything changes") {
  Session session(tuning());
  std::vector<float> left(512), right(512);
  const float* const in[2] = {left.data(), right.data()};
  float* const out[2] = {left.data(), right.data()};
  std::size_t allocations = 0;
  for (int turn = 0; turn < 200; ++turn) {
    session.service();
    (void)session.edit([&](engine::Tuning& edited) {
      edited.ears[0][0].band.gain = Gain(turn % 9 - 4.0);
      return Result<void>{};
    });
    const test::AllocationCount count;
    session.process(turn % 50 < 25 ? 48000 : 96000, in, out, 512);
    allocations += count.count();
  }
  CHECK(allocations == 0);
  test::AllocationCount count;
  ::operator delete(::operator new(1));  // the count counts
  CHECK(count.count() == 2);
}

TEST_CASE("audio and control threads at once") {
  Session session(tuning());
  std::atomic<bool> stop{false};
  std::thread audio([&] {
    Player player(session);
    for (std::uint32_t turn = 0; !stop.load(); ++turn) {
      player.play(turn % 64 < 32 ? 48000 : 44100, 512, 128);
      player.heard.clear();
    }
  });
  std::thread other([&] {
    while (!stop.load()) {
      (void)session.status();
      (void)session.meters();
      session.count_xrun();
      // Whoever asks without a pause keeps everybody else from the lock.
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
  });
  for (int turn = 0; turn < 300; ++turn) {
    session.service();
    CHECK(session.edit([&](engine::Tuning& edited) {
      edited.ears[0][0].band.gain = Gain(turn % 9 - 4.0);
      return Result<void>{};
    }));
    if (turn % 10 == 0) CHECK(session.set_bypass(turn % 20 == 0).has_value());
    if (turn % 50 == 0) CHECK(session.load(Slot::kB, tuning()).has_value());
  }
  stop = true;
  audio.join();
  other.join();
  CHECK(session.meters().faults == 0);
}
