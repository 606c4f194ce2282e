// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/formats/band_limits.h>

#include <algorithm>
#include <cmath>
#include <limits>

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

// On the step nearest to `value` that is within the ends; step 0 = any value.
double nearest(double value, double low, double high, double step) {
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

bool has_gain(BandType type) {
  return type != BandType::kLowPass && type != BandType::kHighPass;
}

}  // namespace

eq::DeviceLimits BandLimits::for_each_type() const {
  eq::DeviceLimits limits;
  limits.bands = max_bands > 0 ? static_cast<std::size_t>(max_bands) : std::numeric_limits<std::size_t>::max();
  for (const auto type : types) {
    eq::DeviceLimits::Kind kind;
    kind.type = type;
    kind.frequency = {Hertz(frequency_hz.low), Hertz(frequency_hz.high)};
    kind.gain = {Gain(gain_db.low), Gain(gain_db.high)};
    kind.q = {q.low, q.high};
    limits.kinds.push_back(kind);
  }
  limits.steps.frequency = Hertz(frequency_hz.step);
  limits.steps.gain = Gain(gain_db.step);
  limits.steps.q = q.step;
  if (has_preamp) limits.preamp = eq::Range<Gain>{Gain(preamp_db.low), Gain(preamp_db.high)};
  limits.preamp_step = Gain(preamp_db.step);
  if (coefficients) limits.coefficients = eq::DeviceLimits::Coefficients::kAlso;
  return limits;
}

Peq held_by(const BandLimits& limits, const Peq& peq, std::vector<std::string>& losses) {
  return held_by(limits.for_each_type(), peq, losses);
}

Peq held_by(const eq::DeviceLimits& limits, const Peq& peq, std::vector<std::string>& losses) {
  Peq held;
  if (limits.coefficients != eq::DeviceLimits::Coefficients::kNone) held.design = peq.design;
  std::size_t cut = 0;
  for (std::size_t i = 0; i < peq.bands.size(); ++i) {
    const Band& band = peq.bands[i];
    const auto* kind = limits.find(band.type);
    if (kind == nullptr) {
      losses.push_back(band_label(i, band) + " is of a type that can't be held and was left out");
      continue;
    }
    const auto of_this_type = static_cast<std::size_t>(std::count_if(
        held.bands.begin(), held.bands.end(), [&](const Band& other) { return other.type == band.type; }));
    if (of_this_type >= kind->at_most) {
      losses.push_back(band_label(i, band) + " is one more of its type than the " + std::to_string(kind->at_most) +
                       " that can be held and was left out");
      continue;
    }
    if (held.bands.size() >= limits.bands) {
      ++cut;
      continue;
    }
    Band kept = band;
    kept.frequency = Hertz(nearest(band.frequency.value(), kind->frequency.lowest.value(),
                                   kind->frequency.highest.value(), limits.steps.frequency.value()));
    const auto& frequencies =
        limits.graphic_frequencies.empty() ? limits.steps.frequencies : limits.graphic_frequencies;
    if (!frequencies.empty()) {
      kept.frequency = *std::min_element(frequencies.begin(), frequencies.end(), [&](Hertz a, Hertz b) {
        return std::abs(std::log(a / band.frequency)) < std::abs(std::log(b / band.frequency));
      });
    }
    if (has_gain(band.type)) {
      kept.gain =
          Gain(nearest(band.gain.db(), kind->gain.lowest.db(), kind->gain.highest.db(), limits.steps.gain.db()));
    }
    kept.q = nearest(band.q, kind->q.lowest, kind->q.highest, limits.steps.q);
    if (!limits.steps.qs.empty()) {
      kept.q = *std::min_element(limits.steps.qs.begin(), limits.steps.qs.end(),
                                 [&](double a, double b) { return std::abs(a - band.q) < std::abs(b - band.q); });
    }
    const auto clamped = [&](double low, double high, double value, const char* what) {
      if (value >= low - 1e-9 && value <= high + 1e-9) return;
      losses.push_back(band_label(i, band) + ": its " + what + " " + fixed_trimmed(value, 3) + " is outside " +
                       fixed_trimmed(low, 3) + " to " + fixed_trimmed(high, 3) + " and was limited");
    };
    clamped(kind->frequency.lowest.value(), kind->frequency.highest.value(), band.frequency.value(), "frequency in Hz");
    if (has_gain(band.type)) clamped(kind->gain.lowest.db(), kind->gain.highest.db(), band.gain.db(), "gain in dB");
    clamped(kind->q.lowest, kind->q.highest, band.q, "Q");
    held.bands.push_back(kept);
  }
  if (cut > 0) {
    losses.push_back(std::to_string(cut) + " bands beyond the " + std::to_string(limits.bands) +
                     " that can be held were left out");
  }
  if (limits.preamp) {
    held.preamp = Gain(
        nearest(peq.preamp.db(), limits.preamp->lowest.db(), limits.preamp->highest.db(), limits.preamp_step.db()));
    if (peq.preamp.db() < limits.preamp->lowest.db() - 1e-9 || peq.preamp.db() > limits.preamp->highest.db() + 1e-9) {
      losses.push_back("The preamp of " + fixed_trimmed(peq.preamp.db(), 2) + " dB was limited to " +
                       fixed_trimmed(held.preamp.db(), 2) + " dB");
    }
  } else if (peq.preamp != Gain(0.0)) {
    losses.push_back("There is no preamp: set the volume " + fixed_trimmed(std::abs(peq.preamp.db()), 2) + " dB " +
                     (peq.preamp.db() < 0.0 ? "lower" : "higher") + " by hand, or boosts may clip");
  }
  Peq compared = peq;
  if (!limits.preamp) compared.preamp = Gain(0.0);
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
