// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/plan_spec.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

namespace eardrum::engine {
namespace {

constexpr std::size_t kMostTaps = std::size_t{1} << 22;

Error wrong(std::string field, const std::string& expected, const std::string& found) {
  return {Errc::kInvalidData, "Expected " + expected + ", found " + found, {{}, 0, std::move(field)}};
}

std::string in_db(Gain gain) {
  return std::to_string(gain.db()) + " dB";
}

// |a2| < 1 and |a1| < 1 + a2: both poles inside the unit circle.
bool stable(const BiquadCoefficients& s) {
  const bool finite = std::isfinite(s.b0) && std::isfinite(s.b1) && std::isfinite(s.b2);
  return finite && std::abs(s.a2) < 1.0 && std::abs(s.a1) < 1.0 + s.a2;
}

}  // namespace

Result<void> check(const PlanSpec& spec) {
  const double rate_hz = spec.sample_rate.value();
  if (!(rate_hz >= 8000.0 && rate_hz <= 768000.0)) {
    return wrong("sample_rate", "8000 to 768000 Hz", std::to_string(rate_hz) + " Hz");
  }
  if (spec.channels < 1 || spec.channels > 8)
    return wrong("channels", "1 to 8 channels", std::to_string(spec.channels));
  if (!(spec.preamp.db() >= -120.0 && spec.preamp.db() <= 40.0))
    return wrong("preamp", "-120 to 40 dB", in_db(spec.preamp));
  if (!spec.biquads.empty() && spec.biquads.size() != spec.channels) {
    return wrong("biquads", "filters for " + std::to_string(spec.channels) + " channels",
                 std::to_string(spec.biquads.size()));
  }
  for (const auto& channel : spec.biquads) {
    if (!std::all_of(channel.begin(), channel.end(), stable))
      return wrong("biquads", "stable filters", "one that is not");
  }
  if (!spec.fir.empty() && spec.fir.size() != spec.channels * spec.channels) {
    return wrong("fir", std::to_string(spec.channels * spec.channels) + " impulse responses",
                 std::to_string(spec.fir.size()));
  }
  for (const auto& response : spec.fir) {
    const auto finite = [](float tap) { return std::isfinite(tap); };
    if (!std::all_of(response.begin(), response.end(), finite)) return wrong("fir", "finite taps", "one that is not");
    if (response.size() > kMostTaps) {
      return wrong("fir", "at most " + std::to_string(kMostTaps) + " taps", std::to_string(response.size()));
    }
  }
  const std::size_t longest = spec.fir_late ? 32768 : 4096;
  if (!std::has_single_bit(spec.fir_block) || spec.fir_block < 32 || spec.fir_block > longest) {
    return wrong("fir_block", "a power of two from 32 to " + std::to_string(longest), std::to_string(spec.fir_block));
  }
  if (spec.fir_delay > kMostTaps) {
    return wrong("fir_delay", "at most " + std::to_string(kMostTaps) + " frames", std::to_string(spec.fir_delay));
  }
  if (spec.crossfeed) {
    if (spec.channels < 2) return wrong("crossfeed", "two channels", "one");
    if (!(spec.crossfeed->cutoff.value() >= 300.0 && spec.crossfeed->cutoff.value() <= 2000.0)) {
      return wrong("crossfeed.cutoff", "300 to 2000 Hz", std::to_string(spec.crossfeed->cutoff.value()) + " Hz");
    }
    if (!(spec.crossfeed->feed.db() >= 1.0 && spec.crossfeed->feed.db() <= 15.0)) {
      return wrong("crossfeed.feed", "1 to 15 dB", in_db(spec.crossfeed->feed));
    }
  }
  if (spec.limiter) {
    if (!(spec.limiter->ceiling.db() >= -60.0 && spec.limiter->ceiling.db() <= 0.0)) {
      return wrong("limiter.ceiling", "-60 to 0 dB", in_db(spec.limiter->ceiling));
    }
    if (!(spec.limiter->look_ahead_s > 0.0 && spec.limiter->look_ahead_s <= 0.1)) {
      return wrong("limiter.look_ahead", "more than 0, at most 0.1 s",
                   std::to_string(spec.limiter->look_ahead_s) + " s");
    }
    if (!(spec.limiter->release_s > 0.0 && spec.limiter->release_s <= 10.0)) {
      return wrong("limiter.release", "more than 0, at most 10 s", std::to_string(spec.limiter->release_s) + " s");
    }
  }
  return {};
}

PlanChange diff(const PlanSpec& from, const PlanSpec& to) {
  if (from == to) return PlanChange::kNone;
  PlanSpec with_its_gain = from;
  with_its_gain.preamp = to.preamp;
  return with_its_gain == to ? PlanChange::kParameters : PlanChange::kPlan;
}

std::string_view to_text(PlanChange change) {
  switch (change) {
    case PlanChange::kNone:
      return "none";
    case PlanChange::kParameters:
      return "parameters";
    case PlanChange::kPlan:
      return "plan";
  }
  return "";
}

}  // namespace eardrum::engine
