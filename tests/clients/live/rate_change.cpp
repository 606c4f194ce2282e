// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
// How a change of rate is heard, frame by frame, against docs/design/live.md: the old engine is gone after 5 ms; the
// new one stays silent for as long as its filters remember, 250 ms at most, and rises within 20 ms to the level of the
// plan.
#include <live/session.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <memory>
#include <numbers>
#include <vector>

#include <eardrum/filter/biquad_response.h>

using namespace eardrum;
using namespace eardrum::live;

namespace {

constexpr double kCyclesPerSample = 11.0 / 1200.0;  // at any rate, so that the player sends no edge: 440 Hz at 48 kHz
constexpr double kAmplitude = 0.1;
constexpr double kOfTheLevel = 0.0116;  // 0.1 dB

// A sine on the left and its cosine on the right turn in a circle, whose radius is the level at each single frame.
struct Circle {
  explicit Circle(Session& to) : session(to) {}

  void play(std::uint32_t rate_hz, std::size_t frames, std::size_t block) {
    std::vector<float> left(block), right(block);
    const float* const in[2] = {left.data(), right.data()};
    float* const out[2] = {left.data(), right.data()};
    while (frames > 0) {
      const std::size_t now = std::min(block, frames);
      for (std::size_t k = 0; k < now; ++k, ++at) {
        const double phase = 2.0 * std::numbers::pi * kCyclesPerSample * static_cast<double>(at);
        left[k] = static_cast<float>(kAmplitude * std::sin(phase));
        right[k] = static_cast<float>(kAmplitude * std::cos(phase));
      }
      session.process(rate_hz, in, out, now);
      for (std::size_t k = 0; k < now; ++k)
        level.push_back(std::hypot(static_cast<double>(left[k]), static_cast<double>(right[k])));
      frames -= now;
    }
  }

  Session& session;
  std::size_t at = 0;
  std::vector<double> level;
};

// Something to be warm: 3000 taps whose highest comes late.
std::vector<float> late_taps() {
  std::vector<float> h(3000, 0.0f);
  h[0] = 0.05f, h[2400] = 0.8f, h[2999] = 0.05f;
  return h;
}

struct Case {
  const char* name;
  Peq peq;
  bool late;

  engine::Tuning tuning() const {
    auto made = engine::tuning_of(std::span<const Peq>(&peq, 1), name);
    made.limiter = dsp::LimiterParams{};
    if (!late) return made;
    made.fixed = std::make_shared<engine::FixedPart>([](Hertz rate, std::size_t channels) -> Result<engine::PlanSpec> {
      engine::PlanSpec spec;
      spec.sample_rate = rate;
      spec.channels = channels;
      spec.fir.resize(channels * channels);
      for (std::size_t c = 0; c < channels; ++c) spec.fir[c * channels + c] = late_taps();
      return spec;
    });
    return made;
  }

  // What the tone comes to, worked out from the settings alone.
  double level(std::uint32_t rate_hz) const {
    const Hertz rate(rate_hz), tone(kCyclesPerSample * rate_hz);
    const auto grid = FrequencyGrid::logarithmic(tone, Hertz(2.0 * tone.value()), 1);
    std::complex<double> taps{1.0};
    if (late) {
      taps = 0.0;
      const auto h = late_taps();
      for (std::size_t k = 0; k < h.size(); ++k)
        taps +=
            std::polar(static_cast<double>(h[k]), -2.0 * std::numbers::pi * kCyclesPerSample * static_cast<double>(k));
    }
    return kAmplitude * std::abs(taps) * std::pow(10.0, response_of(peq, rate, grid).db()[0] / 20.0);
  }
};

std::vector<Case> cases(std::uint32_t after_hz) {
  return {
      {"shelves",
       {Gain(-6.0),
        {{BandType::kLowShelf, Hertz(105), Gain(4.0), 0.7}, {BandType::kHighShelf, Hertz(9000), Gain(2.0), 0.7}}},
       false},
      // It rings for a tenth of a second, at the very tone.
      {"ringing", {Gain(-12.0), {{BandType::kPeaking, Hertz(kCyclesPerSample * after_hz), Gain(12.0), 10.0}}}, false},
      {"late", {Gain(-3.0), {{BandType::kPeaking, Hertz(3000), Gain(-3.0), 2.0}}}, true},
      // Too long for one to do the work of both.
      {"ringing, then late",
       {Gain(-12.0), {{BandType::kPeaking, Hertz(kCyclesPerSample * after_hz), Gain(12.0), 10.0}}},
       true}};
}

double seconds(std::size_t frames, std::uint32_t rate_hz) {
  return static_cast<double>(frames) / rate_hz;
}

// `level`: from the change on. The old engine's rate says how long it takes.
void check_fall(const std::vector<double>& level, double was, std::uint32_t rate_hz) {
  const auto silent = static_cast<std::size_t>(std::find(level.begin(), level.end(), 0.0) - level.begin());
  CHECK(seconds(silent, rate_hz) > 0.0045);
  CHECK(seconds(silent, rate_hz) < 0.0051);
  CHECK(
      std::all_of(level.begin() + static_cast<std::ptrdiff_t>(silent), level.end(), [](double x) { return x == 0.0; }));
  // Downwards only, and no steeper anywhere than half a cosine.
  double rises = 0.0, drop = was - level[0];
  for (std::size_t k = 1; k < silent; ++k) {
    rises = std::max(rises, level[k] - level[k - 1]);
    drop = std::max(drop, level[k - 1] - level[k]);
  }
  CHECK(rises < 1e-5 * was);
  CHECK(drop * static_cast<double>(silent) < 1.65 * was);
}

// `level`: from the moment on that there is an engine for the rate.
void check_rise(const std::vector<double>& level, double plan, std::uint32_t rate_hz, std::size_t remembered) {
  const auto heard = static_cast<std::size_t>(
      std::find_if(level.begin(), level.end(), [](double x) { return x != 0.0; }) - level.begin());
  CHECK(heard + 1 >= remembered);
  CHECK(seconds(heard, rate_hz) < 0.2501);
  double steepest = 0.0, falls = 0.0;
  std::size_t off = heard;  // the last frame that is further than 0.1 dB from the plan
  for (std::size_t k = heard; k < level.size(); ++k) {
    const double step = level[k] - level[k - 1];
    steepest = std::max(steepest, step);
    falls = std::max(falls, -step);
    if (std::abs(level[k] - plan) > kOfTheLevel * plan) off = k;
  }
  const double risen_s = seconds(off + 1 - heard, rate_hz);
  // Half a cosine of 20 ms is within 0.1 dB after 18.6 ms.
  CHECK(risen_s > 0.018);
  CHECK(risen_s < 0.020);
  CHECK(falls < 1e-4 * plan);
  CHECK(steepest * 0.02 * rate_hz < 1.65 * plan);
}

}  // namespace

TEST_CASE(
    "a rate that changes in a tone: silent in 5 ms, and back at the plan's level in 20 ms once the filters are warm") {
  std::uint32_t before = 48000;
  for (const std::uint32_t after : {96000u, 44100u, 192000u, 48000u}) {
    for (const Case& each : cases(after)) {
      for (const std::size_t block : {std::size_t{64}, std::size_t{1000}, std::size_t{8192}}) {
        CAPTURE(before);
        CAPTURE(after);
        CAPTURE(each.name);
        CAPTURE(block);
        Session session(each.tuning());
        REQUIRE(session.prepare({before, 2}).has_value());
        Circle circle(session);
        circle.play(before, before, block);
        const double was = circle.level.back();
        CHECK(std::abs(was - each.level(before)) < kOfTheLevel * was);
        circle.level.clear();
        circle.play(after, after / 20, block);
        check_fall(circle.level, was, before);
        session.service();
        circle.level.clear();
        circle.play(after, after / 2, block);
        check_rise(circle.level, each.level(after), after, each.late ? 3000 : 0);
      }
    }
    before = after;
  }
}

TEST_CASE("a band that is turned leaves the level of a tone elsewhere alone, though another band rings at the tone") {
  constexpr std::uint32_t kRate = 48000;
  Case each{"ringing",
            {Gain(-12.0),
             {{BandType::kPeaking, Hertz(kCyclesPerSample * kRate), Gain(12.0), 10.0},
              {BandType::kPeaking, Hertz(9000), Gain(0.0), 4.0}}},
            false};
  Session session(each.tuning());
  REQUIRE(session.prepare({kRate, 2}).has_value());
  Circle circle(session);
  circle.play(kRate, kRate, 480);
  double lowest = 1.0, highest = 1.0;  // of the plan
  for (const double gain_db : {6.0, -6.0, 3.0}) {
    each.peq.bands[1].gain = Gain(gain_db);
    REQUIRE(session.load(Slot::kA, each.tuning()).has_value());
    circle.level.clear();
    circle.play(kRate, kRate / 2, 480);
    const auto [low, high] = std::minmax_element(circle.level.begin(), circle.level.end());
    lowest = std::min(lowest, *low / each.level(kRate));
    highest = std::max(highest, *high / each.level(kRate));
  }
  CHECK(lowest > 1.0 - kOfTheLevel);
  CHECK(highest < 1.0 + kOfTheLevel);
}
