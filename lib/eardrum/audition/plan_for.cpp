// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/audition/plan_for.h>

#include <vector>

#include <eardrum/filter/biquad_design.h>

namespace eardrum::audition {
namespace {

void append(const Peq& equalizer, Hertz sample_rate, std::vector<BiquadCoefficients>& sections) {
  for (const Band& band : equalizer.bands) {
    if (band.frequency < sample_rate / 2.0) sections.push_back(design(band, sample_rate));
  }
}

}  // namespace

Result<engine::PlanSpec> plan_for(std::span<const Peq> equalizers, Hertz sample_rate, std::size_t channels) {
  engine::PlanSpec spec;
  spec.sample_rate = sample_rate;
  spec.channels = channels;
  if (equalizers.size() != 1 && equalizers.size() != channels) {
    return Error{Errc::kUsage,
                 "Expected one equaliser, or one for each of " + std::to_string(channels) + " channels, found " +
                     std::to_string(equalizers.size()),
                 {}};
  }
  spec.preamp = equalizers.front().preamp;
  spec.biquads.resize(channels);
  for (std::size_t i = 0; i < channels; ++i) {
    const Peq& equalizer = equalizers[equalizers.size() == 1 ? 0 : i];
    // The quieter preamp keeps every channel from clipping, and the balance between the ears.
    if (equalizer.preamp < spec.preamp) spec.preamp = equalizer.preamp;
    append(equalizer, sample_rate, spec.biquads[i]);
  }
  EARDRUM_CHECK(engine::check(spec));
  return spec;
}

Result<engine::PlanSpec> plan_for(const chain::Chain& chain, Hertz sample_rate, std::size_t channels) {
  engine::PlanSpec spec;
  spec.sample_rate = sample_rate;
  spec.channels = channels;
  spec.biquads.resize(channels);
  for (const chain::Stage& stage : chain.stages()) {
    if (const auto* source = std::get_if<chain::Source>(&stage)) spec.preamp = spec.preamp + source->gain;
    if (const auto* equalizer = std::get_if<chain::Equalizer>(&stage)) {
      spec.preamp = spec.preamp + equalizer->peq.preamp;
      for (auto& sections : spec.biquads) append(equalizer->peq, sample_rate, sections);
    }
    if (const auto* crossfeed = std::get_if<chain::Crossfeed>(&stage); crossfeed != nullptr && channels >= 2) {
      spec.crossfeed = dsp::CrossfeedParams{crossfeed->cutoff, crossfeed->feed};
    }
  }
  EARDRUM_CHECK(engine::check(spec));
  return spec;
}

}  // namespace eardrum::audition
