// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/band_limits.h>

#include <algorithm>
#include <cmath>

#include <eardrum/filter/biquad_response.h>
#include <eardrum/formats/decimal.h>
#include <eardrum/formats/eq_document.h>

namespace eardrum {
namespace {

constexpr double kWorthSayingDb = 0.02;
constexpr double kJudgedAtHz = 48000.0;

std::string band_label(std::size_t index, const Band& band) {
  return "Band " + std::to_string(index + 1) + " (" + std::string(to_text(band.type)) + " " +
         fixed_trimmed(band.frequency.value(), 1) + " Hz)";
}

bool has_gain(BandType type) {
  return type != BandType::kLowPass && type != BandType::kHighPass;
}

}  // namespace

double ValueRange::nearest(double value) const {
  double held = std::clamp(value, low, high);
  if (step > 0.0) {
    held = std::round(held / step) * step;
    if (held < low - 1e-9) held += step;
    if (held > high + 1e-9) held -= step;
    // 0.1 * 3 is not 0.3: nine decimals are finer than any step.
    held = rounded(held, 9);
  }
  return held;
}

bool BandLimits::allows(BandType type) const {
  return std::find(types.begin(), types.end(), type) != types.end();
}

Peq held_by(const BandLimits& limits, const Peq& peq, std::vector<std::string>& losses) {
  Peq held;
  std::vector<std::size_t> cut;
  for (std::size_t i = 0; i < peq.bands.size(); ++i) {
    const Band& band = peq.bands[i];
    if (!limits.allows(band.type)) {
      losses.push_back(band_label(i, band) + " is of a type that can't be held and was left out");
      continue;
    }
    if (limits.max_bands > 0 && held.bands.size() == static_cast<std::size_t>(limits.max_bands)) {
      cut.push_back(i);
      continue;
    }
    Band kept = band;
    kept.frequency = Hertz(limits.frequency_hz.nearest(band.frequency.value()));
    if (has_gain(band.type)) kept.gain = Gain(limits.gain_db.nearest(band.gain.db()));
    kept.q = limits.q.nearest(band.q);
    const auto clamped = [&](const ValueRange& range, double value, const char* what) {
      if (value >= range.low - 1e-9 && value <= range.high + 1e-9) return;
      losses.push_back(band_label(i, band) + ": its " + what + " " + fixed_trimmed(value, 3) + " is outside " +
                       fixed_trimmed(range.low, 3) + " to " + fixed_trimmed(range.high, 3) + " and was limited");
    };
    clamped(limits.frequency_hz, band.frequency.value(), "frequency in Hz");
    if (has_gain(band.type)) clamped(limits.gain_db, band.gain.db(), "gain in dB");
    clamped(limits.q, band.q, "Q");
    held.bands.push_back(kept);
  }
  if (!cut.empty()) {
    losses.push_back(std::to_string(cut.size()) + " bands beyond the " + std::to_string(limits.max_bands) +
                     " that can be held were left out");
  }
  if (limits.has_preamp) {
    held.preamp = Gain(limits.preamp_db.nearest(peq.preamp.db()));
    if (peq.preamp.db() < limits.preamp_db.low - 1e-9 || peq.preamp.db() > limits.preamp_db.high + 1e-9) {
      losses.push_back("The preamp of " + fixed_trimmed(peq.preamp.db(), 2) + " dB was limited to " +
                       fixed_trimmed(held.preamp.db(), 2) + " dB");
    }
  } else if (peq.preamp != Gain(0.0)) {
    losses.push_back("There is no preamp: set the volume " + fixed_trimmed(std::abs(peq.preamp.db()), 2) + " dB " +
                     (peq.preamp.db() < 0.0 ? "lower" : "higher") + " by hand, or boosts may clip");
  }
  Peq compared = peq;
  if (!limits.has_preamp) compared.preamp = Gain(0.0);
  if (const double error_db = largest_difference_db(compared, held, Hertz(kJudgedAtHz)); error_db > kWorthSayingDb) {
    losses.push_back("What can be held differs from what was wanted by up to " + fixed(error_db, 2) + " dB");
  }
  return held;
}

double largest_difference_db(const Peq& a, const Peq& b, Hertz sample_rate) {
  const auto grid = FrequencyGrid::geometric(Hertz(20.0), Hertz(std::min(20000.0, 0.499 * sample_rate.value())), 1.01);
  const auto gap = difference(response_of(below_nyquist(a, sample_rate), sample_rate, grid),
                              response_of(below_nyquist(b, sample_rate), sample_rate, grid));
  double largest = 0.0;
  for (const double db : gap.db()) largest = std::max(largest, std::abs(db));
  return largest;
}

}  // namespace eardrum
