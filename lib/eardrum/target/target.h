// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/response/frequency_response.h>
#include <eardrum/target/score.h>

namespace eardrum::target {

/// The headphones that a target is for.
enum class TargetForm { kOverEar, kInEar, kBoth };
/// "over-ear", "in-ear", "both".
std::string_view to_text(TargetForm form);
std::optional<TargetForm> parse_target_form(std::string_view text);

/// Where a target's shape comes from.
enum class TargetKind {
  kPreference,    ///< What listeners preferred in controlled tests.
  kTranslated,    ///< A target of another rig, translated to this one.
  kDiffuseField,  ///< The level at the drum in a diffuse field: a baseline, brighter than people prefer.
  kFreeField,     ///< The same for sound from the front.
  kReviewer,      ///< What a reviewer or a maker holds to be right.
  kUser,          ///< The user's own.
};
/// "preference", "translated", "diffuse-field", "free-field", "reviewer", "user".
std::string_view to_text(TargetKind kind);
std::optional<TargetKind> parse_target_kind(std::string_view text);

/// What the level at the eardrum should be over frequency, as one rig would show it. The level as a whole means
/// nothing.
struct Target {
  std::string name;
  std::vector<std::string> aliases;
  std::string rig;  ///< The name of the rig that it is locked to (RigTable).
  TargetForm form = TargetForm::kOverEar;
  TargetKind kind = TargetKind::kUser;
  /// The model that predicts preference from errors against this target; without one, a score is only a distance.
  std::optional<ScoreModel> scored_by = std::nullopt;
  std::string about;   ///< Who made it, from what.
  std::string source;  ///< Where the figures were found.
  std::string licence;
  std::string note;
  FrequencyResponse response;

  bool operator==(const Target&) const = default;
};

/// Whether a target for `form` fits a headphone of `headphone_form`.
constexpr bool fits(TargetForm form, TargetForm headphone_form) {
  return form == TargetForm::kBoth || headphone_form == TargetForm::kBoth || form == headphone_form;
}

}  // namespace eardrum::target
