// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/target.h>

namespace eardrum::target {

std::string_view to_text(TargetForm form) {
  switch (form) {
    case TargetForm::kOverEar:
      return "over-ear";
    case TargetForm::kInEar:
      return "in-ear";
    case TargetForm::kBoth:
      return "both";
  }
  return "";
}

std::optional<TargetForm> parse_target_form(std::string_view text) {
  for (const auto form : {TargetForm::kOverEar, TargetForm::kInEar, TargetForm::kBoth}) {
    if (to_text(form) == text) return form;
  }
  return std::nullopt;
}

std::string_view to_text(TargetKind kind) {
  switch (kind) {
    case TargetKind::kPreference:
      return "preference";
    case TargetKind::kTranslated:
      return "translated";
    case TargetKind::kDiffuseField:
      return "diffuse-field";
    case TargetKind::kFreeField:
      return "free-field";
    case TargetKind::kReviewer:
      return "reviewer";
    case TargetKind::kUser:
      return "user";
  }
  return "";
}

std::optional<TargetKind> parse_target_kind(std::string_view text) {
  for (const auto kind : {TargetKind::kPreference, TargetKind::kTranslated, TargetKind::kDiffuseField,
                          TargetKind::kFreeField, TargetKind::kReviewer, TargetKind::kUser}) {
    if (to_text(kind) == text) return kind;
  }
  return std::nullopt;
}

}  // namespace eardrum::target
