// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <eardrum/base/result.h>
#include <eardrum/chain/stage.h>

namespace eardrum::app {

/// The stage that a file of equaliser settings is in a chain, preamp included: an Equalizer where the file holds bands
/// and nothing else; else a Source whose tone is all that the file does (graphic curves, coefficients, impulse
/// responses, whose files are looked for beside it too). Of settings that tell the ears apart it is the left ear's, and
/// its name says so. Fails as read_equalizer_file does, and with kUsage for an impulse response that can't be read.
Result<chain::Stage> equalizer_stage(const std::string& path);

}  // namespace eardrum::app
