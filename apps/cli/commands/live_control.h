// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "../command.h"

namespace eardrum::cli {

/// The verbs that talk to a live session: status, set, bypass, ab, load, meters, stop.
std::vector<Command> live_verbs();

/// --name, which session is meant.
Flag live_name_flag();

}  // namespace eardrum::cli
