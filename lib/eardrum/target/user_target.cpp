// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/target/user_target.h>

#include <eardrum/base/printable.h>
#include <eardrum/target/curve_text.h>

#include "curve_comments_internal.h"

namespace eardrum::target {

Result<Target> parse_user_target(std::string_view text, const RigTable& rigs, std::string_view rig,
                                 const std::string& file) {
  EARDRUM_TRY(CurveText curve, parse_curve(text, file));
  std::string rig_name = comment_field(curve.comments, "rig");
  if (rig_name.empty()) rig_name = rig;
  if (rig_name.empty()) {
    return Error{
        Errc::kInvalidData,
        "Expected the rig that this target is for: give one, or write \"# rig: NAME\" above the curve; known are " +
            rigs.names(),
        {file, 0, "rig"}};
  }
  const Rig* known = rigs.find(rig_name);
  if (known == nullptr) {
    return Error{Errc::kInvalidData,
                 "Expected one of the rigs " + rigs.names() + ", found \"" + printable(rig_name) + "\"",
                 {file, 0, "rig"}};
  }
  TargetForm form = TargetForm::kBoth;
  if (const std::string form_text = comment_field(curve.comments, "form"); !form_text.empty()) {
    const auto parsed = parse_target_form(form_text);
    if (!parsed) {
      return Error{Errc::kInvalidData,
                   "Expected over-ear, in-ear or both, found \"" + printable(form_text) + "\"",
                   {file, 0, "form"}};
    }
    form = *parsed;
  }
  std::string name = comment_field(curve.comments, "name");
  if (name.empty()) name = file.empty() ? "user target" : file.substr(file.find_last_of('/') + 1);
  return Target{std::move(name),
                {},
                known->name,
                form,
                TargetKind::kUser,
                std::nullopt,
                "The user's own",
                comment_field(curve.comments, "source"),
                comment_field(curve.comments, "licence"),
                "",
                std::move(curve.response)};
}

}  // namespace eardrum::target
