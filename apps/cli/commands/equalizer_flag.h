// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "../command.h"

namespace eardrum::cli {

/// --eq FILE: the equaliser that is put into the sound, or counted. For every verb that takes one.
Flag equalizer_flag(std::string_view detail = {});

}  // namespace eardrum::cli
