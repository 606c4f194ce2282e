// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <eardrum/app/listening.h>
#include <eardrum/app/pairing.h>

#include "../arguments.h"

namespace eardrum::cli {

/// --level, --music, --hours, --room, --target: who listens, how. For every verb that judges.
std::vector<Flag> listening_flags();
Result<app::Listening> listening_from(const Arguments& arguments);

/// --balanced, --single-ended, --gain, --cable, --dac: how source and headphone are plugged together.
std::vector<Flag> connection_flags();
/// Fails with kUsage when both kinds of output were asked for.
Result<app::ConnectionRequest> connection_from(const Arguments& arguments);

}  // namespace eardrum::cli
