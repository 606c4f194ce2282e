// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/audition/plan_for.h>

namespace eardrum::audition {

engine::Tuning tuning_of(const chain::Chain& chain) {
  engine::Tuning tuning;
  for (const chain::Stage& stage : chain.stages()) {
    if (const auto* source = std::get_if<chain::Source>(&stage)) tuning.preamp = tuning.preamp + source->gain;
    if (const auto* equalizer = std::get_if<chain::Equalizer>(&stage)) {
      tuning.preamp = tuning.preamp + equalizer->peq.preamp;
      for (const Band& band : equalizer->peq.bands) tuning.ears.front().push_back({band, true});
    }
    if (const auto* crossfeed = std::get_if<chain::Crossfeed>(&stage)) {
      tuning.crossfeed = dsp::CrossfeedParams{crossfeed->cutoff, crossfeed->feed};
    }
  }
  return tuning;
}

Result<engine::PlanSpec> plan_for(const chain::Chain& chain, Hertz sample_rate, std::size_t channels) {
  return engine::plan_for(tuning_of(chain), sample_rate, channels);
}

}  // namespace eardrum::audition
