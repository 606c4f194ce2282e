// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/score.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace eardrum::target {
namespace {

// The R40 preferred numbers (ISO 3), 20 Hz to 10 kHz, as AutoEq rounds them.
constexpr std::array<double, 109> kR40{
    20,   21.2, 22.4, 23.6, 25,   26.5, 28,   30,   31.5, 33.5, 35.5, 37.5, 40,   42.5, 45,   47.5, 50,   53,   56,
    60,   63,   67,   71,   75,   80,   85,   90,   95,   100,  106,  112,  118,  125,  132,  140,  150,  160,  170,
    180,  190,  200,  212,  224,  236,  250,  265,  280,  300,  315,  335,  355,  375,  400,  425,  450,  475,  500,
    530,  560,  600,  630,  670,  710,  750,  800,  850,  900,  950,  1000, 1060, 1120, 1180, 1250, 1320, 1400, 1500,
    1600, 1700, 1800, 1900, 2000, 2120, 2240, 2360, 2500, 2650, 2800, 3000, 3150, 3350, 3550, 3750, 4000, 4250, 4500,
    4750, 5000, 5300, 5600, 6000, 6300, 6700, 7100, 7500, 8000, 8500, 9000, 9500, 10000};

std::span<const double> r40_from(double hz) {
  return std::span(kR40).subspan(
      static_cast<std::size_t>(std::lower_bound(kR40.begin(), kR40.end(), hz) - kR40.begin()));
}

struct Line {
  double sd;     // of the values
  double slope;  // of the least-squares line over ln f
};

Line fit_line(std::span<const double> hz, std::span<const double> db) {
  const auto n = static_cast<double>(hz.size());
  double mean_x = 0.0;
  double mean_y = 0.0;
  for (std::size_t i = 0; i < hz.size(); ++i) {
    mean_x += std::log(hz[i]) / n;
    mean_y += db[i] / n;
  }
  double xx = 0.0;
  double xy = 0.0;
  double yy = 0.0;
  for (std::size_t i = 0; i < hz.size(); ++i) {
    const double x = std::log(hz[i]) - mean_x;
    const double y = db[i] - mean_y;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  return {std::sqrt(yy / (n - 1.0)), xy / xx};
}

}  // namespace

const std::array<ListenerSegment, 3> kListenerSegments{{{"as Harman's target", 0.64, Gain(0), Gain(0)},
                                                        {"more bass", 0.15, Gain(4), Gain(6)},
                                                        {"less bass", 0.21, Gain(-2), Gain(-2)}}};

std::string_view to_text(ScoreModel model) {
  switch (model) {
    case ScoreModel::kOverEar:
      return "over-ear";
    case ScoreModel::kInEar:
      return "in-ear";
    case ScoreModel::kInEarPatent:
      return "in-ear (patent)";
  }
  return "";
}

std::optional<ScoreModel> parse_score_model(std::string_view text) {
  for (const auto model : {ScoreModel::kOverEar, ScoreModel::kInEar, ScoreModel::kInEarPatent}) {
    if (to_text(model) == text) return model;
  }
  return std::nullopt;
}

double PreferenceScore::slope_db_per_octave() const {
  return slope_db_per_efold * std::numbers::ln2;
}

PreferenceScore preference_score(const FrequencyResponse& error, ScoreModel model, ScoreRange range) {
  const bool over_ear = model == ScoreModel::kOverEar;
  if (!over_ear) range = ScoreRange::kFrom20Hz;
  const auto hz = r40_from(range == ScoreRange::kFrom50Hz ? 50.0 : 20.0);
  std::array<double, kR40.size()> storage{};
  const auto db = std::span(storage).first(hz.size());
  for (std::size_t i = 0; i < hz.size(); ++i) db[i] = error.db_at(Hertz(hz[i]));

  PreferenceScore result;
  result.model = model;
  result.range = range;
  const Line line = fit_line(hz, db);
  result.sd_db = line.sd;
  result.slope_db_per_efold = line.slope;
  const double absolute_slope = std::abs(line.slope);
  if (over_ear) {
    // Published as 114.49 - 12.62 SD - 15.52 AS.
    result.score = 114.490443008238 - 12.62 * line.sd - 15.5163857197367 * absolute_slope;
    return result;
  }
  const double at_500_hz = error.db_at(Hertz(500));
  double mean = 0.0;
  double count = 0.0;
  for (std::size_t i = 0; i < hz.size(); ++i) {
    if (hz[i] < 40.0) continue;
    mean += std::abs(db[i] - at_500_hz);
    count += 1.0;
  }
  mean /= count;
  result.mean_error_db = mean;
  result.score = model == ScoreModel::kInEar ? 100.0795 - 8.5 * line.sd - 6.796 * absolute_slope - 3.475 * mean
                                             : 68.685 - 3.238 * line.sd - 4.473 * absolute_slope - 2.658 * mean;
  return result;
}

double model_error_points(ScoreModel model) {
  return model == ScoreModel::kOverEar ? 6.7 : 5.5;
}

bool tied(const PreferenceScore& a, const PreferenceScore& b) {
  EARDRUM_EXPECTS(a.model == b.model && a.range == b.range);
  return std::abs(a.score - b.score) <= kScoreTie;
}

std::string_view meaning_of(ScoreModel model) {
  switch (model) {
    case ScoreModel::kOverEar:
      return "Scores within 7 points are tied. The model comes from 31 headphones and 130 listeners (correlation 0.86, "
             "error 6.7 "
             "points RMS); it hears only the frequency response on one rig, up to 10 kHz, and predicts an average "
             "listener: 64 % "
             "like the target as it is, 15 % want 4 to 6 dB more bass, 21 % about 2 dB less.";
    case ScoreModel::kInEar:
    case ScoreModel::kInEarPatent:
      return "Scores within 7 points are tied. The in-ear model (correlation 0.91, error 5.5 points RMS) hears only "
             "the frequency "
             "response on one rig, up to 10 kHz, and predicts an average listener: 64 % like the target as it is, 15 % "
             "want 4 to 6 "
             "dB more bass, 21 % about 2 dB less. Fit and insertion depth can change more than it measures.";
  }
  return "";
}

}  // namespace eardrum::target
