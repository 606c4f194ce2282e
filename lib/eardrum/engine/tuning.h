// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <eardrum/engine/plan_spec.h>
#include <eardrum/filter/peq.h>
#include <eardrum/response/grid.h>

namespace eardrum::engine {

/// A band that can be switched off without being forgotten.
struct TunedBand {
  Band band;
  bool on = true;

  bool operator==(const TunedBand&) const = default;
};

/// The part of a tuning that nobody turns: impulse responses, coefficients that a file gave. Made for a rate when it is
/// needed, and kept.
class FixedPart {
 public:
  /// The biquads and the FIR of a PlanSpec for that rate and number of channels; may fail for a rate that there is
  /// nothing for.
  using Make = std::function<Result<PlanSpec>(Hertz sample_rate, std::size_t channels)>;
  explicit FixedPart(Make make) : make_(std::move(make)) {}

  /// Any thread.
  Result<PlanSpec> at(Hertz sample_rate, std::size_t channels) const;
  /// |H|^2 from each input to its own output, the mean of two channels, at each frequency of `grid`; all 1 where at()
  /// fails.
  std::vector<double> power(Hertz sample_rate, const FrequencyGrid& grid) const;

 private:
  Make make_;
  mutable std::mutex mutex_;
  mutable std::map<std::pair<double, std::size_t>, PlanSpec> made_;
  mutable std::optional<std::pair<std::pair<double, FrequencyGrid>, std::vector<double>>> power_;  // the last one
};

/// What is done to the sound, in a person's units and for any sample rate: what a listener turns while music plays. A
/// PlanSpec is one at one rate.
struct Tuning {
  std::string name{};  ///< "HD 650"
  Gain preamp{0.0};
  /// One list of bands for all channels, or the left ear's and the right ear's.
  std::vector<std::vector<TunedBand>> ears = std::vector<std::vector<TunedBand>>(1);
  FilterDesign design = FilterDesign::kBilinear;  ///< of all bands
  std::optional<dsp::CrossfeedParams> crossfeed{};
  std::optional<dsp::LimiterParams> limiter{};
  std::shared_ptr<const FixedPart> fixed{};  ///< runs besides; null for none

  bool operator==(const Tuning&) const = default;
};

/// One equaliser for all channels, or one an ear. The quieter preamp holds for both: it keeps every channel from
/// clipping, and the balance between the ears. Precondition: one or two, of one design.
Tuning tuning_of(std::span<const Peq> ears, std::string name = {});

/// The engine's work for `tuning`. Bands above half the rate do nothing and are left out. One channel gets the left
/// ear's bands. Fails with kUsage for two ears and more than two channels, and as check() and the
/// fixed part do.
Result<PlanSpec> plan_for(const Tuning& tuning, Hertz sample_rate, std::size_t channels);

/// How much louder typical music becomes (BS.1770 weighting, the spectrum of the "jazz" programme), both ears together,
/// without the limiter: what to take off to compare at one loudness.
Gain loudness_change(const Tuning& tuning, Hertz sample_rate);

}  // namespace eardrum::engine
