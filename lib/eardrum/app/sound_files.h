// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/engine/render.h>

namespace eardrum::app {

/// A sound file and what it becomes.
struct SoundFile {
  std::string input, output;
  std::uint64_t bytes = 0;  ///< of the input: how much work it is
};

/// What files and folders become under `output`: a folder gives all sound files in it, by their suffix, at whatever
/// depth, in the same tree; of several folders each keeps its name. FLAC files become FLAC, others WAV, unless
/// `container` says so. One file and an `output` that is no folder is itself the file to write. No two get the same
/// name. Fails with kNotFound when folders hold none, and with kUsage for several files and an output that is a file.
Result<std::vector<SoundFile>> sound_files(const std::vector<std::string>& inputs, const std::string& output,
                                           engine::Container container);

}  // namespace eardrum::app
