// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/chain/spread.h>

#include <array>
#include <cmath>
#include <span>

#include <eardrum/chain/standard_grid.h>

namespace eardrum::chain {

LevelSpread spread_of_sensitivity(Confidence confidence) {
  switch (confidence) {
    case Confidence::kMeasured:
      return {Gain(0.0), Gain(1.6)};
    // The user measured it, or says so: taken at the user's word, with the scatter of one seat and one meter.
    case Confidence::kUser:
      return {Gain(0.0), Gain(1.6)};
    case Confidence::kPage:
    case Confidence::kKnown:
    case Confidence::kComputed:
      return {Gain(-2.2), Gain(3.7)};
    // A figure from memory adds its own doubt, [approx] 3 dB.
    case Confidence::kApprox:
      return {Gain(-2.2), Gain(4.8)};
  }
  return {};
}

namespace {

struct BandScatter {
  double up_to_hz;
  double sd_db;
};

constexpr std::array<BandScatter, 9> kOverEar = {{{100, 0.07},
                                                  {500, 0.10},
                                                  {1000, 0.13},
                                                  {2000, 0.19},
                                                  {4000, 0.16},
                                                  {6000, 0.58},
                                                  {8000, 0.62},
                                                  {10000, 2.5},
                                                  {1e9, 3.2}}};
constexpr std::array<BandScatter, 6> kInEar = {
    {{100, 0.61}, {1000, 0.41}, {4000, 0.39}, {8000, 0.54}, {10000, 0.66}, {1e9, 0.99}}};
constexpr double kClosedBassSd = 1.0;
constexpr double kClosedBassBelowHz = 200.0;

std::vector<double> scatter(Form form, Back back, const FrequencyGrid& grid) {
  const bool in_ear = form == Form::kInEar || form == Form::kEarbud;
  const std::span<const BandScatter> bands =
      in_ear ? std::span<const BandScatter>(kInEar) : std::span<const BandScatter>(kOverEar);
  std::vector<double> sd;
  for (const double f : grid.hz()) {
    std::size_t band = 0;
    while (f > bands[band].up_to_hz) ++band;
    double here = bands[band].sd_db;
    if (!in_ear && back == Back::kClosed && f < kClosedBassBelowHz) here = std::hypot(here, kClosedBassSd);
    sd.push_back(here);
  }
  return sd;
}

}  // namespace

std::shared_ptr<const std::vector<double>> shape_sd_db(Form form, Back back, const FrequencyGrid& grid) {
  using Shared = std::shared_ptr<const std::vector<double>>;
  if (!(grid == standard_grid())) return std::make_shared<const std::vector<double>>(scatter(form, back, grid));
  // Six distinct curves on the one grid that nearly every evaluation uses.
  static const std::array<std::array<Shared, 3>, 4> kOnStandardGrid = [] {
    std::array<std::array<Shared, 3>, 4> all;
    for (std::size_t f = 0; f < all.size(); ++f) {
      for (std::size_t b = 0; b < all[f].size(); ++b) {
        all[f][b] = std::make_shared<const std::vector<double>>(
            scatter(static_cast<Form>(f), static_cast<Back>(b), standard_grid()));
      }
    }
    return all;
  }();
  return kOnStandardGrid[static_cast<std::size_t>(form)][static_cast<std::size_t>(back)];
}

}  // namespace eardrum::chain
