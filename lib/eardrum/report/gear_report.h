// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/value.h>
#include <eardrum/chain/stages/headphone.h>
#include <eardrum/report/document.h>

namespace eardrum::report {

/// A piece of gear as the catalogue knows it: every figure with its source, also those that disagree.
struct GearSheet {
  std::string kind{};  ///< "headphone", "source"
  std::string name{};
  std::vector<Facts> groups{};       ///< "Electrical", "3.5 mm socket", ...
  std::vector<std::string> notes{};  ///< what a reader must know: disagreements, unit traps
  std::optional<chain::Impedance> impedance{};
  std::vector<chain::MeasuredResponse> responses{};
};

Document gear_document(const GearSheet& sheet);
/// docs/schema/gear-1.schema.json
Value gear_value(const GearSheet& sheet);

}  // namespace eardrum::report
