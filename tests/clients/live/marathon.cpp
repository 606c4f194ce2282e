// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <vector>

#include "clients/live/player.h"
#include "engine/sanitized.h"

using namespace eardrum;
using namespace eardrum::live;
using eardrum::test::Player;
using eardrum::test::tuning;

TEST_CASE("ten minutes of changes every 20 ms, of the stream's rate too: no jump above -80 dBFS in a steady tone") {
  // B has a FIR whose highest point comes late and that rings long: what a start does to it must not be heard.
  engine::Tuning late = tuning(-3.0, -8.0);
  late.fixed = std::make_shared<engine::FixedPart>([](Hertz rate, std::size_t channels) -> Result<engine::PlanSpec> {
    engine::PlanSpec spec;
    spec.sample_rate = rate;
    spec.channels = channels;
    std::vector<float> h(3000, 0.0f);
    h[0] = 0.05f, h[2400] = 0.8f, h[2999] = 0.05f;
    spec.fir.resize(channels * channels);
    for (std::size_t c = 0; c < channels; ++c) spec.fir[c * channels + c] = h;
    return spec;
  });
  Session session(tuning());
  REQUIRE(session.load(Slot::kB, late).has_value());
  REQUIRE(session.prepare({48000, 2}).has_value());
  constexpr int kMinutes = EARDRUM_SANITIZED ? 1 : 10;
  std::mt19937 random(20);
  Player player(session);
  std::uint32_t rate = 48000;
  std::size_t rates = 0, loud = 0;
  double worst = -300.0;
  for (int step = 0; step < kMinutes * 60 * 50; ++step) {
    // Mostly one change at a time, now and then a burst of rates that ends before anything could be built.
    switch (random() % 8) {
      case 0:
      case 1:
        CHECK(session.set_volume(Gain(-static_cast<double>(random() % 12))).has_value());
        break;
      case 2:
      case 3: {
        const double gain_db = static_cast<double>(random() % 12) - 6.0;
        CHECK(session.edit([&](engine::Tuning& edited) {
          edited.ears[0][1].band.gain = Gain(gain_db);
          return Result<void>{};
        }));
        break;
      }
      case 4:
        CHECK(session.set_bypass(random() % 2 == 0).has_value());
        break;
      case 5:
        CHECK(session.choose(random() % 2 == 0 ? Slot::kA : Slot::kB).has_value());
        break;
      case 6:
        if (random() % 6 == 0 || step % 1000 < 10) {
          constexpr std::uint32_t kRates[] = {44100, 48000, 96000};
          rate = kRates[random() % 3];
          ++rates;
        }
        break;
      default:
        break;
    }
    if (random() % 4 != 0) session.service();
    const std::size_t kept = std::min<std::size_t>(player.heard.size(), 3);  // the end of the step before
    player.heard.erase(player.heard.begin(), player.heard.end() - static_cast<std::ptrdiff_t>(kept));
    player.play(rate, rate / 50, 60);
    worst = std::max(worst, player.click_dbfs());
    loud += player.peak() > 0.01f ? 1u : 0u;
  }
  MESSAGE("worst ", worst, " dBFS; ", rates, " rates");
  CHECK(worst < -80.0);
  CHECK(rates > 20u * kMinutes);
  CHECK(loud > static_cast<std::size_t>(kMinutes * 60 * 50 / 3));
  CHECK(session.meters().faults == 0);
}
