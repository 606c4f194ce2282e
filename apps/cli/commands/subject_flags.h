// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/app/subject.h>

#include "../arguments.h"

namespace eardrum::cli {

/// --rig, --form, --target, --bass, --treble, --ear-gain, --tilt, --force: what is measured, and against what. For
/// every verb that holds a response against a target.
std::vector<Flag> subject_flags();
app::SubjectRequest subject_from(const Arguments& arguments, std::string name);
Result<app::TargetRequest> target_from(const Arguments& arguments);

/// The operand that names a headphone or a measurement file.
Operand subject_operand();

}  // namespace eardrum::cli
