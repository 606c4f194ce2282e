// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <eardrum/base/result.h>
#include <eardrum/chain/stages/cable.h>

namespace eardrum::app {

/// A cable as a person writes it: gauge and length, "26:1.5" (AWG 26, 1.5 m), or the resistance of its loop in ohms,
/// "0.3". Fails with kUsage and a sentence that shows both forms.
Result<chain::Cable> parse_cable(std::string_view text);

}  // namespace eardrum::app
