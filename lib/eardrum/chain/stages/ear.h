// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/response/frequency_response.h>

namespace eardrum::chain {

/// The listener's ear where it differs from the rig's: the change of level at the drum reference point. None: as on the
/// rig.
struct Ear {
  std::string name = "ear";
  std::optional<FrequencyResponse> change{};

  bool operator==(const Ear&) const = default;
};

}  // namespace eardrum::chain
