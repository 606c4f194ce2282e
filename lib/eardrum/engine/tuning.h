// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <eardrum/engine/plan_spec.h>
#include <eardrum/filter/peq.h>

namespace eardrum::engine {

/// A band that can be switched off without being forgotten.
struct TunedBand {
  Band band;
  bool on = true;

  bool operator==(const TunedBand&) const = default;
};

/// What is done to the sound, in a person's units and for any sample rate: what a listener turns while music plays. A
/// PlanSpec is one at one rate.
struct Tuning {
  std::string name{};  ///< "HD 650"
  Gain preamp{0.0};
  /// One list of bands for all channels, or the left ear's and the right ear's.
  std::vector<std::vector<TunedBand>> ears = std::vector<std::vector<TunedBand>>(1);
  std::optional<dsp::CrossfeedParams> crossfeed{};
  std::optional<dsp::LimiterParams> limiter{};

  bool operator==(const Tuning&) const = default;
};

/// One equaliser for all channels, or one an ear. The quieter preamp holds for both: it keeps every channel from
/// clipping, and the balance between the ears. Precondition: one or two.
Tuning tuning_of(std::span<const Peq> ears, std::string name = {});

/// The engine's work for `tuning`. Bands above half the rate do nothing and are left out. One channel gets the left
/// ear's bands. Fails with kUsage for two ears and more than two channels, and as check() does.
Result<PlanSpec> plan_for(const Tuning& tuning, Hertz sample_rate, std::size_t channels);

/// How much louder typical music becomes (BS.1770 weighting, the spectrum of the "jazz" programme), both ears together,
/// without the limiter: what to take off to compare at one loudness.
Gain loudness_change(const Tuning& tuning, Hertz sample_rate);

}  // namespace eardrum::engine
