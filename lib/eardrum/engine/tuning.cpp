// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/engine/tuning.h>

#include <algorithm>
#include <complex>
#include <numbers>
#include <utility>

#include <eardrum/base/expects.h>
#include <eardrum/filter/biquad_response.h>
#include <eardrum/response/programme.h>

namespace eardrum::engine {
namespace {

Peq heard(const std::vector<TunedBand>& bands, FilterDesign design, Hertz sample_rate) {
  Peq peq;
  peq.design = design;
  for (const TunedBand& tuned : bands) {
    if (tuned.on && tuned.band.frequency < sample_rate / 2.0) peq.bands.push_back(tuned.band);
  }
  return peq;
}

// What crossfeed does to sound that both channels share, as most of music's power does.
double crossfeed_power(const dsp::CrossfeedParams& params, double frequency_hz, Hertz sample_rate) {
  const auto c = dsp::design(params, sample_rate);
  const std::complex<double> z =
      std::polar(1.0, -2.0 * std::numbers::pi * std::min(frequency_hz / sample_rate.value(), 0.5));
  return std::norm(c.gain * (c.low_a0 / (1.0 - c.low_b1 * z) + (c.high_a0 + c.high_a1 * z) / (1.0 - c.high_b1 * z)));
}

double fir_power(const std::vector<float>& taps, double frequency_hz, Hertz sample_rate) {
  const std::complex<double> z = std::polar(1.0, -2.0 * std::numbers::pi * frequency_hz / sample_rate.value());
  std::complex<double> sum;
  for (std::size_t k = taps.size(); k-- > 0;) sum = sum * z + static_cast<double>(taps[k]);
  return std::norm(sum);
}

}  // namespace

Result<PlanSpec> FixedPart::at(Hertz sample_rate, std::size_t channels) const {
  const std::lock_guard lock(mutex_);
  const std::pair key(sample_rate.value(), channels);
  if (const auto known = made_.find(key); known != made_.end()) return known->second;
  EARDRUM_TRY(auto made, make_(sample_rate, channels));
  return made_[key] = std::move(made);
}

std::vector<double> FixedPart::power(Hertz sample_rate, const FrequencyGrid& grid) const {
  constexpr std::size_t kChannels = 2;
  const auto part = at(sample_rate, kChannels);
  const std::lock_guard lock(mutex_);
  const std::pair key(sample_rate.value(), grid);
  if (power_ && power_->first == key) return power_->second;
  std::vector<double> power(grid.size(), part ? 0.0 : 1.0);
  for (std::size_t k = 0; k < grid.size() && part; ++k) {
    const Hertz frequency(grid.hz()[k]);
    if (frequency >= sample_rate / 2.0) continue;
    for (std::size_t c = 0; c < kChannels; ++c) {
      double through =
          part->fir.empty() ? 1.0 : fir_power(part->fir[c * kChannels + c], frequency.value(), sample_rate);
      if (c < part->biquads.size()) {
        for (const auto& section : part->biquads[c]) {
          through *= Gain(magnitude_db(section, frequency, sample_rate)).power_ratio();
        }
      }
      power[k] += through / static_cast<double>(kChannels);
    }
  }
  power_.emplace(key, power);
  return power;
}

Tuning tuning_of(std::span<const Peq> ears, std::string name) {
  EARDRUM_EXPECTS(ears.size() == 1 || (ears.size() == 2 && ears[0].design == ears[1].design));
  Tuning tuning;
  tuning.name = std::move(name);
  tuning.preamp = ears.front().preamp;
  tuning.design = ears.front().design;
  tuning.ears.clear();
  for (const Peq& peq : ears) {
    tuning.preamp = std::min(tuning.preamp, peq.preamp);
    auto& bands = tuning.ears.emplace_back();
    for (const Band& band : peq.bands) bands.push_back({band, true});
  }
  return tuning;
}

Result<PlanSpec> plan_for(const Tuning& tuning, Hertz sample_rate, std::size_t channels) {
  EARDRUM_EXPECTS(tuning.ears.size() == 1 || tuning.ears.size() == 2);
  if (tuning.ears.size() == 2 && channels > 2) {
    return Error{Errc::kUsage,
                 "Expected one or two channels for an equaliser of two ears, found " + std::to_string(channels),
                 {}};
  }
  PlanSpec spec;
  spec.sample_rate = sample_rate;
  spec.channels = channels;
  spec.preamp = tuning.preamp;
  // design() needs figures that make a filter; check() then looks at what came out.
  for (const auto& bands : tuning.ears) {
    for (const TunedBand& tuned : bands) {
      const Band& band = tuned.band;
      const bool sound = band.frequency.value() > 0.0 && band.q > 0.0 && std::abs(band.gain.db()) <= 120.0;
      if (!sound) {
        return Error{Errc::kUsage,
                     "Expected a band with a frequency and Q above 0 and a gain within 120 dB, found " +
                         std::to_string(band.frequency.value()) + " Hz, Q " + std::to_string(band.q) + ", " +
                         std::to_string(band.gain.db()) + " dB",
                     {{}, 0, "band"}};
      }
    }
  }
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const auto& bands = tuning.ears[std::min(channel, tuning.ears.size() - 1)];
    spec.biquads.push_back(design(heard(bands, tuning.design, sample_rate), sample_rate));
  }
  if (tuning.fixed != nullptr) {
    EARDRUM_TRY(auto part, tuning.fixed->at(sample_rate, channels));
    for (std::size_t channel = 0; channel < part.biquads.size(); ++channel) {
      spec.biquads[channel].insert(spec.biquads[channel].end(), part.biquads[channel].begin(),
                                   part.biquads[channel].end());
    }
    spec.fir = std::move(part.fir);
    spec.fir_delay = part.fir_delay;
  }
  if (channels >= 2) spec.crossfeed = tuning.crossfeed;
  spec.limiter = tuning.limiter;
  EARDRUM_CHECK(check(spec));
  return spec;
}

Gain loudness_change(const Tuning& tuning, Hertz sample_rate) {
  static const Programme kMusic = *find_programme("jazz");
  static const FrequencyGrid grid = FrequencyGrid::logarithmic(Hertz(20.0), Hertz(20000.0), 12.0);
  std::vector<double> power(grid.size(), 0.0);
  for (const auto& bands : tuning.ears) {
    const FrequencyResponse response = response_of(heard(bands, tuning.design, sample_rate), sample_rate, grid);
    for (std::size_t k = 0; k < power.size(); ++k) {
      power[k] += Gain(response.db()[k]).power_ratio() / static_cast<double>(tuning.ears.size());
    }
  }
  if (tuning.fixed != nullptr) {
    const std::vector<double> fixed = tuning.fixed->power(sample_rate, grid);
    for (std::size_t k = 0; k < power.size(); ++k) power[k] *= fixed[k];
  }
  for (std::size_t k = 0; k < power.size(); ++k) {
    if (tuning.crossfeed) power[k] *= crossfeed_power(*tuning.crossfeed, grid.hz()[k], sample_rate);
    power[k] = Gain::from_power_ratio(std::max(power[k], 1e-12)).db();
  }
  const auto gain = FrequencyResponse::make(grid, std::move(power));
  return gain ? tuning.preamp + loudness_change(kMusic, *gain) : tuning.preamp;
}

}  // namespace eardrum::engine
