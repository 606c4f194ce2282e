// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/gear.h>
#include <eardrum/catalogue/load_models.h>

namespace eardrum::catalogue {

/// Reads a gear file: [[headphone]] and [[source]] tables, and [citations] that name pages once.
/// docs/formats/gear.md lists the keys. Strict: what is unknown, of a wrong type, unit or range fails with
/// kInvalidData and one sentence that names file, line and field. A load may be named when `models` holds it. `file`
/// only names the text in messages.
Result<GearSet> read_gear_toml(std::string_view text, const std::string& file, const LoadModels* models = nullptr);

/// The TOML text that reads back as the same gear. Loads and sources are written out, not named.
std::string write_gear_toml(const GearSet& gear);

}  // namespace eardrum::catalogue
