// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <eardrum/response/frequency_response.h>
#include <eardrum/units/level.h>

namespace eardrum::target {

/// The published models that predict how listeners would rate a headphone's tonality.
enum class ScoreModel {
  kOverEar,  ///< Olive, Welti, Khonsaripour, AES 144 (2018), paper 9919, full-precision constants as AutoEq has them. r
             ///< = 0.86.
  kInEar,    ///< In-ear, as Listen Inc. and AutoEq compute it.
  kInEarPatent,  ///< In-ear, as US 2019/0087739 A1 prints it; its scale ends at 68.7. r = 0.91.
};
/// "over-ear", "in-ear", "in-ear (patent)".
std::string_view to_text(ScoreModel model);
std::optional<ScoreModel> parse_score_model(std::string_view text);

/// Where the over-ear model's variables begin. The paper's data begin at 50 Hz; the patent's text says 20 Hz, which
/// moves scores by about 10 points. The in-ear models always begin at 20 Hz.
enum class ScoreRange { kFrom50Hz, kFrom20Hz };

/// A predicted preference: 0 to 100 by design, 114.49 (over-ear) for a perfect match, and below 0 for the very bad. Not
/// clamped: the number is the formula's.
struct PreferenceScore {
  ScoreModel model = ScoreModel::kOverEar;
  ScoreRange range = ScoreRange::kFrom50Hz;
  double score = 0.0;
  double sd_db = 0.0;                   ///< Sample SD of the error on the R40 frequencies.
  double slope_db_per_efold = 0.0;      ///< Slope of the error over ln f: below 0 warm, above 0 bright.
  std::optional<double> mean_error_db;  ///< In-ear: mean |error - error(500 Hz)|, 40 Hz to 10 kHz.

  double slope_db_per_octave() const;
};

/// The score of `error`, a response less its target (Deviation::error; the level does not count). Give it on
/// comparison_grid(), as deviation_from does, to get AutoEq's figures to the sixth decimal. The over-ear model belongs
/// to the target Harman over-ear 2018, the in-ear models to Harman in-ear 2017 or 2019: with another target, the number
/// says how far a headphone is from it and nothing about preference.
PreferenceScore preference_score(const FrequencyResponse& error, ScoreModel model,
                                 ScoreRange range = ScoreRange::kFrom50Hz);

/// Scores closer than this are tied (Olive): the models' own error is 5.5 to 6.7 points RMS.
inline constexpr double kScoreTie = 7.0;
/// The RMS error of the model's predictions against listeners' ratings, in points: 6.7 over-ear, 5.5 in-ear.
double model_error_points(ScoreModel model);
/// Whether the model can tell the two apart. Precondition: one model and one range.
bool tied(const PreferenceScore& a, const PreferenceScore& b);

/// A group of listeners by the bass that they like (Olive, Acoustics Today, Spring 2022).
struct ListenerSegment {
  std::string_view name;
  double share;    ///< Of all listeners.
  Gain bass_from;  ///< Against Harman's target ...
  Gain bass_to;    ///< ... from, to.
};
/// 64 % like the target as it is, 15 % want 4 to 6 dB more bass, 21 % about 2 dB less.
extern const std::array<ListenerSegment, 3> kListenerSegments;

/// What a score of this model is worth, in a few plain sentences for a report.
std::string_view meaning_of(ScoreModel model);

}  // namespace eardrum::target
