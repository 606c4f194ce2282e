// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/tuning.h>

#include <doctest/doctest.h>

#include <cmath>

using namespace eardrum;
using namespace eardrum::engine;

namespace {

Band peak(double hz, double db) {
  return {BandType::kPeaking, Hertz(hz), Gain(db), 1.0};
}

// A fixed part that multiplies by `factor`, and counts how often it is asked to be made.
std::shared_ptr<const FixedPart> factor(float by, int& made) {
  return std::make_shared<const FixedPart>([by, &made](Hertz rate, std::size_t channels) -> Result<PlanSpec> {
    ++made;
    if (rate > Hertz(50000)) return Error{Errc::kUsage, "Not at that rate", {}};
    PlanSpec spec;
    spec.fir.resize(channels * channels);
    for (std::size_t c = 0; c < channels; ++c) spec.fir[c * channels + c] = {0.0f, by};
    return spec;
  });
}

}  // namespace

TEST_CASE("a band that is off, or beyond half the rate, does nothing and is kept") {
  const Peq peq{Gain(-3), {peak(100, 3), peak(1000, 3), peak(30000, 3)}};
  Tuning tuning = tuning_of(std::vector{peq}, "three");
  CHECK(plan_for(tuning, Hertz(48000), 2)->biquads[1].size() == 2);
  CHECK(plan_for(tuning, Hertz(96000), 2)->biquads[1].size() == 3);
  tuning.ears[0][0].on = false;
  const auto spec = plan_for(tuning, Hertz(48000), 1);
  REQUIRE(spec->biquads.size() == 1);
  REQUIRE(spec->biquads[0].size() == 1);
  CHECK(spec->biquads[0][0] == design(peak(1000, 3), Hertz(48000)));
  CHECK(spec->preamp == Gain(-3));
}

TEST_CASE("two ears: the left one's for one channel, refused for more than two") {
  Tuning tuning = tuning_of(std::vector{Peq{Gain(-3), {peak(100, 3)}}, Peq{Gain(-5), {}}});
  CHECK(tuning.preamp == Gain(-5));
  CHECK(plan_for(tuning, Hertz(48000), 1)->biquads[0].size() == 1);
  CHECK(plan_for(tuning, Hertz(48000), 2)->biquads[1].empty());
  CHECK(!plan_for(tuning, Hertz(48000), 4).has_value());
}

TEST_CASE("crossfeed needs two channels") {
  Tuning tuning;
  tuning.crossfeed = dsp::CrossfeedParams{};
  CHECK(plan_for(tuning, Hertz(48000), 2)->crossfeed.has_value());
  CHECK(!plan_for(tuning, Hertz(48000), 1)->crossfeed.has_value());
}

TEST_CASE("the fixed part runs besides, counts for the loudness, and is made once a rate") {
  int made = 0;
  Tuning tuning = tuning_of(std::vector{Peq{Gain(-3), {peak(100, 3)}}});
  const Gain bands = loudness_change(tuning, Hertz(48000));
  tuning.fixed = factor(0.5f, made);
  const auto spec = plan_for(tuning, Hertz(48000), 2);
  CHECK(spec->biquads[0].size() == 1);
  CHECK(spec->fir[3] == std::vector<float>{0.0f, 0.5f});
  CHECK(std::abs((loudness_change(tuning, Hertz(48000)) - bands).db() + 6.0206) < 0.001);
  CHECK(std::abs((loudness_change(tuning, Hertz(44100)) - bands).db() + 6.0206) < 0.01);
  (void)plan_for(tuning, Hertz(48000), 2);
  CHECK(made == 2);
  CHECK(plan_for(tuning, Hertz(96000), 2).error().message == "Not at that rate");
}

TEST_CASE("loudness: a gain is what it says, a bass boost less than its gain, a part above hearing nothing") {
  CHECK(loudness_change(tuning_of(std::vector{Peq{Gain(-7), {}}}), Hertz(48000)).db() == doctest::Approx(-7.0));
  const Gain bass = loudness_change(
      tuning_of(std::vector{Peq{Gain(0), {{BandType::kLowShelf, Hertz(105), Gain(6), 0.7}}}}), Hertz(48000));
  CHECK(bass.db() > 0.3);
  CHECK(bass.db() < 4.0);
  Tuning crossfed;
  crossfed.crossfeed = dsp::CrossfeedParams{};
  CHECK(std::abs(loudness_change(crossfed, Hertz(48000)).db()) < 1.5);
}

TEST_CASE("figures that make no filter are refused, not aborted on") {
  for (const Band& band : {peak(0, 3), peak(-5, 3), peak(1000, 1e9), peak(1000, std::nan("")),
                           Band{BandType::kPeaking, Hertz(1000), Gain(3), 0.0}, peak(std::nan(""), 3)}) {
    Tuning tuning;
    tuning.ears[0].push_back({band, true});
    CHECK(!plan_for(tuning, Hertz(48000), 2).has_value());
  }
}
