// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include <eardrum/engine/control.h>

#include "engine/click.h"
#include "engine/sanitized.h"
#include "engine/specs.h"

using eardrum::Gain;
using eardrum::Hertz;
using eardrum::test::full_spec;
using namespace eardrum::engine;

namespace {

// The rate that a plan is made for is what changes here: the audio's own rate belongs to the client, which makes
// another engine (tests/clients/live/session.cpp).
std::vector<PlanSpec> various_plans(std::mt19937& random) {
  const double rates_hz[] = {44100, 48000, 96000};
  std::vector<PlanSpec> plans;
  for (unsigned k = 0; k < 40; ++k) {
    PlanSpec spec = full_spec(k % 4, Hertz(rates_hz[k % 3]));
    // The same for all: to move the tone in time is to be heard.
    spec.limiter->look_ahead_s = 72.0 / spec.sample_rate.value();
    if (random() % 2 == 0) spec.crossfeed.reset();
    if (random() % 3 == 0) spec.fir.clear();
    if (random() % 5 == 0) spec.biquads.clear();
    plans.push_back(std::move(spec));
  }
  return plans;
}

}  // namespace

TEST_CASE("ten minutes of changes every 20 ms in a steady tone: no jump above -80 dBFS, no NaN") {
  constexpr std::size_t kStep = 960, kPeriod = 1200;  // 440 Hz: 11 cycles in 1200 samples of 48 kHz
  constexpr std::size_t kMinutes = EARDRUM_SANITIZED ? 1 : 10, kSteps = kMinutes * 60 * 50;
  std::vector<float> tone(kStep + kPeriod);
  for (std::size_t k = 0; k < tone.size(); ++k) {
    tone[k] = 0.25f * static_cast<float>(std::sin(2.0 * std::numbers::pi * 11.0 * static_cast<double>(k) / kPeriod));
  }
  std::mt19937 random(20);
  const std::vector<PlanSpec> specs = various_plans(random);
  Engine engine(eardrum::test::plan(specs[0]));
  Control control(engine, specs[0]);
  std::vector<std::vector<float>> out(2, std::vector<float>(kStep + 3));  // with the end of the step before
  double click = -300.0;
  std::size_t plans = 0, not_finite = 0;
  for (std::size_t step = 0; step < kSteps; ++step) {
    switch (step < 25 ? 99 : random() % 8) {
      case 0:
      case 1:
        control.set_volume(Gain(-static_cast<double>(random() % 20)));
        break;
      case 2:
      case 3:
        control.set_bypass(random() % 2 == 0, Gain(-static_cast<double>(random() % 6)));
        break;
      case 4:
      case 5: {
        PlanSpec next = control.spec();
        next.preamp = Gain(-static_cast<double>(random() % 12));
        REQUIRE(control.apply(next).has_value());
        break;
      }
      case 6: {
        const auto change = control.apply(specs[random() % specs.size()]);
        REQUIRE(change.has_value());
        plans += *change == PlanChange::kPlan ? 1u : 0u;
        break;
      }
      case 7: {  // all at once
        control.set_volume(Gain(-static_cast<double>(random() % 20)));
        control.set_bypass(random() % 2 == 0);
        REQUIRE(control.apply(specs[random() % specs.size()]).has_value());
        break;
      }
      default:
        break;
    }
    const float* const from = tone.data() + step * kStep % kPeriod;
    const float* const in[2] = {from, from};
    float* const to[2] = {out[0].data() + 3, out[1].data() + 3};
    engine.process(std::span<const float* const>(in), std::span<float* const>(to), kStep);
    for (auto& channel : out) {
      for (const float x : channel) not_finite += static_cast<std::size_t>(!std::isfinite(x));
      if (step >= 25) click = std::max(click, eardrum::test::click_dbfs(channel));
      std::copy(channel.end() - 3, channel.end(), channel.begin());
    }
  }
  CAPTURE(plans);
  CHECK(click < -80.0);
  CHECK(not_finite == 0);
  CHECK(control.meters().faults == 0);
  CHECK(control.meters().plan_number > kSteps / 20);
}
