// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <eardrum/engine/tuning.h>

#include "ports.h"

namespace eardrum::lv2 {

/// What a listener has set. Bands of no gain are off: they would cost time and do nothing.
engine::Tuning tuning(const Values& values);

}  // namespace eardrum::lv2
