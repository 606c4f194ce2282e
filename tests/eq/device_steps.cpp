// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <random>

#include <doctest/doctest.h>

#include <eardrum/eq/device_limits.h>
#include <eardrum/eq/fit.h>
#include <eardrum/filter/biquad_response.h>

#include "curves.h"
#include "support/figures.h"

using namespace eardrum;

namespace {

FrequencyResponse wavy_curve(unsigned seed, int bands) {
  std::mt19937 random(seed);
  Peq wanted;
  for (int i = 0; i < bands; ++i) wanted.bands.push_back(test::random_band(random, BandType::kPeaking));
  return response_of(wanted, Hertz(48000.0), FrequencyGrid::geometric(Hertz(20.0), Hertz(20000.0), 1.02));
}

// RME ADI-2: five bands, half-decibel gains, Q in tenths.
eq::DeviceLimits adi_2() {
  eq::DeviceLimits device;
  device.name = "ADI-2";
  device.bands = 5;
  for (const BandType type : {BandType::kPeaking, BandType::kLowShelf, BandType::kHighShelf}) {
    device.kinds.push_back({type,
                            type == BandType::kPeaking ? 5U : 1U,
                            {Hertz(20.0), Hertz(20000.0)},
                            {Gain(-12.0), Gain(12.0)},
                            {0.5, 9.9}});
  }
  device.steps.gain = Gain(0.5);
  device.steps.q = 0.1;
  device.steps.frequency = Hertz(1.0);
  return device;
}

double off_step(double value, double step) {
  return std::abs(value / step - std::round(value / step)) * step;
}

}  // namespace

TEST_CASE("every value stands on the device's steps, exactly") {
  for (unsigned seed = 0; seed < 4; ++seed) {
    const auto spec = eq::fit_spec_for(adi_2(), 5, Hertz(48000.0)).value();
    CHECK(spec.bands[0].type == BandType::kLowShelf);
    CHECK(spec.bands[1].type == BandType::kHighShelf);
    const auto fit = eq::fit(wavy_curve(seed, 6), spec);
    REQUIRE(fit);
    for (const Band& band : fit->peq.bands) {
      CHECK(off_step(band.frequency.value(), 1.0) == 0.0);
      CHECK(off_step(band.gain.db(), 0.5) == 0.0);
      CHECK(off_step(band.q, 0.1) < 1e-12);
      CHECK(band.q == std::round(band.q * 10.0) / 10.0);  // the double nearest to the decimal
      CHECK(band.gain <= Gain(12.0));
      CHECK(band.q >= 0.5);
    }
  }
}

TEST_CASE("a list of frequencies is kept to") {
  eq::FitSpec spec;
  spec.bands = eq::free_bands(6, false);
  spec.steps.frequencies = {Hertz(31.0),   Hertz(63.0),   Hertz(125.0),  Hertz(250.0),  Hertz(500.0),
                            Hertz(1000.0), Hertz(2000.0), Hertz(4000.0), Hertz(8000.0), Hertz(16000.0)};
  spec.steps.qs = {0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0};
  const auto fit = eq::fit(wavy_curve(7, 5), spec);
  REQUIRE(fit);
  for (const Band& band : fit->peq.bands) {
    CHECK(std::count(spec.steps.frequencies.begin(), spec.steps.frequencies.end(), band.frequency) == 1);
    CHECK(std::count(spec.steps.qs.begin(), spec.steps.qs.end(), band.q) == 1);
  }
}

TEST_CASE("fitting after rounding beats rounding after fitting") {
  double ratio_sum = 0.0;
  int count = 0;
  for (unsigned seed = 0; seed < 6; ++seed) {
    const auto curve = wavy_curve(seed, 6);
    auto spec = eq::fit_spec_for(adi_2(), 5, Hertz(48000.0)).value();
    spec.steps.frequency = Hertz(10.0);
    const auto fit = eq::fit(curve, spec);
    auto free = spec;
    free.steps = {};
    auto plain = eq::fit(curve, free)->peq;
    for (Band& band : plain.bands) {
      band.frequency = Hertz(std::max(20.0, std::round(band.frequency.value() / 10.0) * 10.0));
      band.gain = Gain(std::round(band.gain.db() * 2.0) / 2.0);
      band.q = std::round(band.q * 10.0) / 10.0;
    }
    const double rounded_after = *eq::loss_db(curve, plain, spec.sample_rate, spec.objective);
    CHECK(fit->loss_db <= rounded_after + 1e-9);
    ratio_sum += fit->loss_db / rounded_after;
    ++count;
  }
  CHECK(ratio_sum / count < 0.95);
}

TEST_CASE("small problems: no point of the whole lattice is better by more than a hair") {
  // One band on a coarse lattice: all of it can be tried.
  for (unsigned seed = 20; seed < 26; ++seed) {
    const auto curve = wavy_curve(seed, 2);
    eq::FitSpec spec;
    spec.bands = eq::free_bands(1);
    spec.bands[0].type = BandType::kPeaking;
    spec.bands[0].gain = {Gain(-12.0), Gain(12.0)};
    spec.steps.frequencies = {};
    for (double f = 25.0; f < 16000.0; f *= std::cbrt(2.0)) spec.steps.frequencies.push_back(Hertz(f));
    spec.steps.gain = Gain(1.0);
    spec.steps.qs = {0.25, 0.5, 1.0, 2.0, 4.0};
    const auto fit = eq::fit(curve, spec);
    REQUIRE(fit);
    double best = 1e9;
    for (const Hertz frequency : spec.steps.frequencies) {
      for (const double q : spec.steps.qs) {
        for (int gain = -12; gain <= 12; ++gain) {
          const Peq peq{Gain(0.0), {{BandType::kPeaking, frequency, Gain(gain), q}}};
          best = std::min(best, *eq::loss_db(curve, peq, spec.sample_rate, spec.objective));
        }
      }
    }
    CHECK(fit->loss_db <= best * 1.02);
  }
}

TEST_CASE("what a device lacks is said") {
  CHECK(eq::fit_spec_for(adi_2(), 9, Hertz(48000.0)).error().message == "ADI-2: expected 1 to 5 bands, found 9");
  eq::FitSpec spec;
  spec.bands = eq::free_bands(2, false);
  spec.bands[1].gain = {Gain(0.1), Gain(0.2)};
  spec.steps.gain = Gain(0.5);
  CHECK(eq::fit(wavy_curve(1, 2), spec).error().message ==
        "Band 2: expected a range of gain that holds a value of its steps, found none");
}

TEST_CASE("a graphic device gets its bands, their gains on its steps") {
  eq::DeviceLimits device;
  device.name = "ten bands";
  device.kinds = {
      {BandType::kPeaking, 10, {Hertz(20.0), Hertz(20000.0)}, {Gain(-12.0), Gain(12.0)}, eq::fixed_at(1.41)}};
  for (double f = 31.25; f < 20000.0; f *= 2.0) device.graphic_frequencies.push_back(Hertz(f));
  device.steps.gain = Gain(1.0);
  const auto spec = eq::fit_spec_for(device, 10, Hertz(44100.0)).value();
  const auto fit = eq::fit(wavy_curve(3, 5), spec);
  REQUIRE(fit);
  CHECK(fit->peq.bands.size() == 10);
  for (const Band& band : fit->peq.bands) {
    CHECK(off_step(band.gain.db(), 1.0) == 0.0);
    CHECK(band.q == 1.41);
  }
}
