// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/base/result.h>
#include <eardrum/target/rig.h>
#include <eardrum/target/target.h>

namespace eardrum::target {

/// A user's own target from the text of a curve (parse_curve). Lines "# rig: ...", "# form: ...", "# name: ...",
/// "# source: ..." and "# licence: ..." in it count; `rig` stands in where it names none. A target without a rig is
/// refused, because it could not be compared with anything.
Result<Target> parse_user_target(std::string_view text, const RigTable& rigs, std::string_view rig = {},
                                 const std::string& file = {});

}  // namespace eardrum::target
