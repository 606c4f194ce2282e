// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/base/value.h>
#include <eardrum/chain/stage.h>

namespace eardrum::chain {

/// A stage as the table of a chain file; missing figures are left out.
Value to_value(const Stage& stage);
/// The stage of a table. `file` is named in errors.
Result<Stage> stage_from(const Value& table, const std::string& file);

}  // namespace eardrum::chain
