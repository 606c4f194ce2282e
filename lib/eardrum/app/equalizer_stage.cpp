// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/equalizer_stage.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <filesystem>
#include <numbers>

#include <eardrum/app/equalizer_plan.h>
#include <eardrum/app/impulse_files.h>
#include <eardrum/base/file.h>
#include <eardrum/chain/standard_grid.h>

namespace eardrum::app {
namespace {

namespace fs = std::filesystem;

constexpr Hertz kUsualRate(48000.0);
constexpr double kQuietestDb = -200.0;

// dB on the grid, of the left ear's way to the left ear.
Result<std::vector<double>> impulse_db(const Convolution& convolution, const std::string& settings,
                                       const FrequencyGrid& grid) {
  EARDRUM_TRY(const auto played, read_convolution(convolution, settings, std::nullopt));
  const auto& samples = played.taps[convolution.channel.value_or(0) % played.taps.size()];
  std::vector<double> db;
  for (const double hz : grid.hz()) {
    const double last_hz = std::min(hz, 0.4999 * played.sample_rate.value());
    const auto step = std::polar(1.0, -2.0 * std::numbers::pi * last_hz / played.sample_rate.value());
    std::complex<double> sum;
    for (std::size_t n = samples.size(); n-- > 0;) sum = sum * step + samples[n];
    db.push_back(std::max(kQuietestDb, 20.0 * std::log10(std::max(1e-300, std::abs(sum)))));
  }
  return db;
}

Hertz rate_of(const EqChannel& channel) {
  const auto& sets = channel.coefficients;
  const bool usual = sets.empty() || std::any_of(sets.begin(), sets.end(), [](const CoefficientSet& set) {
                       return set.sample_rate == kUsualRate;
                     });
  return usual ? kUsualRate : sets.front().sample_rate;
}

Result<chain::Stage> source_with_tone(const EqChannel& channel, std::string name, const std::string& settings) {
  const FrequencyGrid& grid = chain::standard_grid();
  const auto bands = response_of(channel, rate_of(channel), grid);
  std::vector<double> db(bands.db().begin(), bands.db().end());
  for (const Convolution& convolution : channel.convolutions) {
    EARDRUM_TRY(const auto convolved, impulse_db(convolution, settings, grid));
    for (std::size_t i = 0; i < db.size(); ++i) db[i] += convolved[i];
  }
  EARDRUM_TRY(auto tone, FrequencyResponse::make(grid, std::move(db)));
  chain::Source source;
  source.name = std::move(name);
  source.tone = std::move(tone);
  return chain::Stage(std::move(source));
}

}  // namespace

Result<chain::Stage> equalizer_stage(const std::string& path) {
  EARDRUM_TRY(const EqDocument document, read_equalizer_file(path));
  const EqChannel& channel = channel_for(document, Channel::kLeft);
  std::string name = fs::path(path).filename().string();
  if (!same_for_both(document)) name += " (left ear)";
  if (!channel.graphic.empty() || !channel.coefficients.empty() || !channel.convolutions.empty())
    return source_with_tone(channel, std::move(name), path);
  chain::Equalizer equalizer;
  equalizer.name = std::move(name);
  equalizer.peq = below_nyquist(channel.peq, equalizer.sample_rate);
  return chain::Stage(std::move(equalizer));
}

}  // namespace eardrum::app
