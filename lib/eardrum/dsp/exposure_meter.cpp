// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/dsp/exposure_meter.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>
#include <vector>

#include <eardrum/base/expects.h>
#include <eardrum/fft/real_fft.h>
#include <eardrum/response/drum_field.h>
#include <eardrum/response/exposure.h>
#include <eardrum/response/weighting.h>

namespace eardrum::dsp {
namespace {

constexpr double kShortestWindowSeconds = 0.06;  // at most 17 Hz a bin: less than the A-weighting's lowest poles
constexpr std::size_t kOverlap = 4;
constexpr double kSumOfSquares = 1.5;  // of four Hann windows over one sample
constexpr double kSlowSeconds = 1.0;

DbFieldA level_of(double pa2) {
  constexpr double kReferencePa = 20e-6;
  return DbFieldA(10.0 * std::log10(pa2 / (kReferencePa * kReferencePa)));
}

}  // namespace

struct ExposureMeter::State {
  std::size_t channels, size, hop, filled;
  double hop_hours, slow;
  fft::RealFft<float> fft;
  std::vector<float> window, windowed, re, im;
  std::vector<double> pa2;  // per bin: mean-square pressure of a hop for each unit of |X|^2
  std::vector<std::vector<float>> recent;
  std::array<double, ExposureReading::kMostChannels> slow_pa2{};
  ExposureReading reading;

  State(std::size_t channel_count, Hertz sample_rate, const FrequencyResponse& drum_db_spl)
      : channels(channel_count),
        size(std::bit_ceil(static_cast<std::size_t>(kShortestWindowSeconds * sample_rate.value()))),
        hop(size / kOverlap),
        filled(size - hop),
        hop_hours(static_cast<double>(hop) / sample_rate.value() / 3600.0),
        slow(-std::expm1(-static_cast<double>(hop) / sample_rate.value() / kSlowSeconds)),
        fft(size),
        window(size),
        windowed(size),
        re(fft.bins()),
        im(fft.bins()),
        pa2(fft.bins()),
        recent(channels, std::vector<float>(size)) {
    EARDRUM_EXPECTS(channels >= 1 && channels <= ExposureReading::kMostChannels);
    EARDRUM_EXPECTS(sample_rate >= Hertz(8000) && sample_rate <= Hertz(768000));
    const auto n = static_cast<double>(size);
    for (std::size_t k = 0; k < size; ++k) {
      window[k] = static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(k) / n));
    }
    std::vector<double> weight(fft.bins() + 1);  // mean-square pressure of a full-scale sine
    for (std::size_t k = 1; k <= fft.bins(); ++k) {
      const Hertz f(static_cast<double>(k) * sample_rate.value() / n);
      const DbFieldA full_scale(drum_db_spl.db_at(f) + (weighting(Weighting::kA, f) - drum_over_field(f)).db());
      weight[k] = sound_exposure_pa2h({full_scale, Hours(1)});
    }
    for (std::size_t k = 1; k < fft.bins(); ++k) {  // nobody hears bin 0
      // The window spreads a tone over its neighbours with a variance of 1/3 bin^2, wherever between bins it stands;
      // half of that times the curvature is what the weight would be too high by.
      const double curvature = weight[k - 1] - 2.0 * weight[k] + weight[k + 1];
      const double both_sides = k + 1 == fft.bins() ? 1.0 : 2.0;
      // Parseval: the window's energy in hops' worth of samples; twice, because a full-scale sine has a mean square of
      // 1/2.
      pa2[k] = 2.0 * std::max(0.0, weight[k] - curvature / 6.0) * both_sides /
               (n * kSumOfSquares * static_cast<double>(hop));
    }
    reading.level.fill(level_of(0.0));
  }

  void count_window() {
    for (std::size_t c = 0; c < channels; ++c) {
      std::vector<float>& samples = recent[c];
      for (std::size_t k = 0; k < size; ++k) windowed[k] = window[k] * samples[k];
      fft.forward(windowed, re, im);
      double sum = 0.0;
      for (std::size_t k = 1; k < fft.bins(); ++k) sum += pa2[k] * static_cast<double>(re[k] * re[k] + im[k] * im[k]);
      if (!std::isfinite(sum)) sum = 0.0;
      reading.pa2h[c] += sum * hop_hours;
      slow_pa2[c] += slow * (sum - slow_pa2[c]);
      reading.level[c] = level_of(slow_pa2[c]);
      std::copy(samples.begin() + static_cast<std::ptrdiff_t>(hop), samples.end(), samples.begin());
    }
    filled = size - hop;
  }

  template <class Sample>
  void process(std::span<const Sample* const> audio, std::size_t frames) {
    EARDRUM_EXPECTS(audio.size() == channels);
    for (std::size_t from = 0; from < frames;) {
      const std::size_t now = std::min(frames - from, size - filled);
      for (std::size_t c = 0; c < channels; ++c) {
        std::transform(audio[c] + from, audio[c] + from + now, recent[c].data() + filled,
                       [](Sample sample) { return static_cast<float>(sample); });
      }
      from += now;
      filled += now;
      if (filled == size) count_window();
    }
    reading.frames += frames;
  }
};

ExposureMeter::ExposureMeter(std::size_t channels, Hertz sample_rate, const FrequencyResponse& drum_db_spl)
    : state_(std::make_unique<State>(channels, sample_rate, drum_db_spl)) {}
ExposureMeter::~ExposureMeter() = default;
ExposureMeter::ExposureMeter(ExposureMeter&&) noexcept = default;
ExposureMeter& ExposureMeter::operator=(ExposureMeter&&) noexcept = default;

void ExposureMeter::process(std::span<const float* const> audio, std::size_t frames) noexcept {
  state_->process(audio, frames);
}
void ExposureMeter::process(std::span<const double* const> audio, std::size_t frames) noexcept {
  state_->process(audio, frames);
}
const ExposureReading& ExposureMeter::reading() const noexcept {
  return state_->reading;
}

FrequencyResponse diffuse_field_equalised(DbSpl level) {
  const FrequencyGrid grid = FrequencyGrid::logarithmic(Hertz(20), Hertz(20000), 24);
  const Gain reference = drum_over_field(Hertz(1000));
  std::vector<double> db;
  for (const double hz : grid.hz()) db.push_back((level + (drum_over_field(Hertz(hz)) - reference)).db());
  return FrequencyResponse::make(grid, std::move(db)).value();
}

}  // namespace eardrum::dsp
