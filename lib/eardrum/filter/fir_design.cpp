// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/filter/fir_design.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <string>

#include <eardrum/fft/real_fft.h>
#include <eardrum/response/minimum_phase.h>

namespace eardrum {
namespace {

constexpr std::size_t kOversampling = 8;  // of the spectrum: transform length over taps
constexpr int kCorrections = 4;
constexpr double kHighestPartOfRate = 0.475;
// The last part of the taps fades out; a cut would ripple over all frequencies.
constexpr double kFadedPart = 0.25;
constexpr double kDbPerNeper = 20.0 / std::numbers::ln10;

// One length, one sample rate: transforms and scratch for designing and checking.
class Design {
 public:
  Design(const FrequencyResponse& gain, const FirSpec& spec, std::size_t taps)
      : spec_(spec), taps_(taps), size_(std::bit_ceil(taps) * kOversampling), fft_(size_), wanted_(fft_.bins()) {
    const double bin_hz = spec.sample_rate.value() / static_cast<double>(size_);
    std::vector<double> hz(fft_.bins());
    // Bin 0 is no frequency of a logarithmic grid, and takes the next one's level.
    for (std::size_t k = 0; k < hz.size(); ++k) hz[k] = bin_hz * (k == 0 ? 0.5 : static_cast<double>(k));
    gain.sample(FrequencyGrid::make(std::move(hz)).value(), wanted_);
    first_ = static_cast<std::size_t>(std::ceil(spec.from.value() / bin_hz));
    last_ = std::min(
        static_cast<std::size_t>(std::min(spec.to.value() / bin_hz, kHighestPartOfRate * static_cast<double>(size_))),
        fft_.bins() - 1);
    first_ = std::min(first_, last_);
    const double blend_octave = std::log2(spec.linear_from.value());
    linear_part_.resize(fft_.bins(), spec.phase == FirPhase::kLinear ? 1.0 : 0.0);
    if (spec.phase == FirPhase::kMixed) {
      // A raised cosine over the two octaves around linear_from.
      for (std::size_t k = 1; k < linear_part_.size(); ++k) {
        const double octaves = std::clamp(std::log2(bin_hz * static_cast<double>(k)) - blend_octave, -1.0, 1.0);
        linear_part_[k] = 0.5 + 0.5 * std::sin(0.5 * std::numbers::pi * octaves);
      }
    }
    delay_ = spec.phase == FirPhase::kMinimum ? 0
             : spec.phase == FirPhase::kLinear
                 ? taps / 2
                 : std::min(taps / 4, static_cast<std::size_t>(kMixedDelayPeriods * spec.sample_rate.value() /
                                                               spec.linear_from.value()));
  }

  Fir best() {
    std::vector<double> target = wanted_;
    Fir best;
    for (int round = 0; round <= kCorrections; ++round) {
      Fir fir = from_magnitude(target);
      const std::vector<double> error = errors(fir);
      fir.worst_error_db = 0.0;
      for (std::size_t k = first_; k <= last_; ++k)
        fir.worst_error_db = std::max(fir.worst_error_db, std::abs(error[k]));
      if (best.taps.empty() || fir.worst_error_db < best.worst_error_db) best = std::move(fir);
      if (best.worst_error_db < 0.1 * spec_.accuracy_db) break;
      for (std::size_t k = first_; k <= last_; ++k) target[k] -= error[k];
    }
    return best;
  }

 private:
  static constexpr double kMixedDelayPeriods = 4.0;

  Fir from_magnitude(const std::vector<double>& db) {
    std::vector<double> log_magnitude(db.size()), phase(db.size(), 0.0), re(db.size()), im(db.size()), time(size_);
    for (std::size_t k = 0; k < db.size(); ++k) log_magnitude[k] = db[k] / kDbPerNeper;
    if (spec_.phase != FirPhase::kLinear) minimum_phase(log_magnitude, phase);
    const double turn = 2.0 * std::numbers::pi * static_cast<double>(delay_) / static_cast<double>(size_);
    for (std::size_t k = 0; k < db.size(); ++k) {
      const double angle = (1.0 - linear_part_[k]) * phase[k] - turn * static_cast<double>(k);
      const double magnitude = std::exp(log_magnitude[k]);
      re[k] = magnitude * std::cos(angle);
      im[k] = magnitude * std::sin(angle);
    }
    im.front() = im.back() = 0.0;
    fft_.inverse(re, im, time);
    Fir fir;
    fir.sample_rate = spec_.sample_rate;
    fir.delay = delay_;
    fir.taps.assign(time.begin(), time.begin() + static_cast<std::ptrdiff_t>(taps_));
    const auto faded = static_cast<std::size_t>(kFadedPart * static_cast<double>(taps_));
    for (std::size_t i = 0; i < faded; ++i) {
      const double fade =
          0.5 - 0.5 * std::cos(std::numbers::pi * (static_cast<double>(i) + 0.5) / static_cast<double>(faded));
      fir.taps[taps_ - 1 - i] *= fade;
    }
    if (spec_.phase == FirPhase::kLinear) {
      // Symmetric around taps/2: the fade's mirror, and a first tap without a partner.
      fir.taps[0] = 0.0;
      for (std::size_t i = 1; i < taps_ / 2; ++i) fir.taps[i] = fir.taps[taps_ - i];
    }
    const double scale = 1.0 / static_cast<double>(size_);
    for (double& tap : fir.taps) tap *= scale;
    return fir;
  }

  // What the taps do less what was wanted, in dB, a bin.
  std::vector<double> errors(const Fir& fir) {
    std::vector<double> time(size_, 0.0), re(fft_.bins()), im(fft_.bins());
    std::copy(fir.taps.begin(), fir.taps.end(), time.begin());
    fft_.forward(time, re, im);
    for (std::size_t k = 0; k < re.size(); ++k) {
      re[k] = 10.0 * std::log10(std::max(re[k] * re[k] + im[k] * im[k], 1e-60)) - wanted_[k];
    }
    return re;
  }

  const FirSpec& spec_;
  std::size_t taps_, size_;
  fft::RealFft<double> fft_;
  std::vector<double> wanted_, linear_part_;
  std::size_t first_ = 0, last_ = 0, delay_ = 0;
};

}  // namespace

Result<Fir> design_fir(const FrequencyResponse& gain, const FirSpec& spec) {
  if (!(spec.sample_rate > Hertz(0)) || !(spec.from > Hertz(0)) || !(spec.to > spec.from) ||
      !(spec.accuracy_db > 0.0)) {
    return Error{Errc::kUsage, "Expected a sample rate, rising frequencies and an accuracy above 0", {}};
  }
  if (spec.taps != 0) {
    if (spec.taps < 16 || spec.taps % 2 != 0 || spec.taps > spec.most_taps) {
      return Error{Errc::kUsage,
                   "Expected an even number of taps from 16 to " + std::to_string(spec.most_taps) + ", found " +
                       std::to_string(spec.taps),
                   {}};
    }
    return Design(gain, spec, spec.taps).best();
  }
  // A response needs about a period of its lowest frequency.
  std::size_t taps =
      std::max<std::size_t>(64, std::bit_ceil(static_cast<std::size_t>(0.5 * (spec.sample_rate / spec.from))));
  taps = std::min(taps, std::bit_floor(spec.most_taps));
  for (;; taps *= 2) {
    Fir fir = Design(gain, spec, taps).best();
    if (fir.worst_error_db <= spec.accuracy_db || 2 * taps > spec.most_taps) return fir;
  }
}

}  // namespace eardrum
