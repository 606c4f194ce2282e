// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <eardrum/catalogue/database_internal.h>
#include <eardrum/catalogue/gear.h>
#include <eardrum/catalogue/measurement_store.h>

/// The rows of imported_curve. Writing is within a transaction of the caller's.
namespace eardrum::catalogue {

enum class Put { kAdded, kChanged, kUnchanged };

/// A curve that is there already, or a copy of it, is left; another one from the same file is replaced.
Result<Put> put(Database& database, const StoredImpedance& impedance);
Result<Put> put(Database& database, const StoredCalibration& calibration);
/// One whose rig was said before keeps it when it is not said again.
Result<Put> put(Database& database, const StoredTarget& target);

/// The names, as imported, of impedances whose folded name is one of `keys`.
Result<std::vector<std::string>> impedance_names(const Database& database, const std::vector<std::string>& keys);
/// The impedance of that name as gear has it: both sides before the left, the latest import first. Nothing when there
/// is none.
Result<std::optional<ImpedanceCurve>> imported_impedance(const Database& database, std::string_view name);

Result<std::vector<StoredCalibration>> imported_calibrations(const Database& database);
Result<std::vector<StoredTarget>> imported_targets(const Database& database);

/// The file's words as one text, and back.
std::string details_text(const std::vector<std::string>& details);
Result<std::vector<std::string>> details_from(std::string_view text, const std::string& path);

/// The side that `to_text(Channel)` gave the text of.
Channel side_of(std::string_view text);

}  // namespace eardrum::catalogue
