// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include <live/session.h>

#include "../arguments.h"
#include "../console.h"

namespace eardrum::cli {

/// How many channels the session has, 2 unless --channels says otherwise. Fails with kUsage.
Result<std::uint32_t> channels_from(const Arguments& arguments);

/// The connection to the audio server that the flags ask for, as far as this build has it. Fails with kDevice, and what
/// to install, when it does not, or when no server answers.
Result<std::unique_ptr<live::Backend>> open_backend(const Arguments& arguments, live::Session& session,
                                                    const std::string& description);

/// What to say when the device that --device or --filter names is not there; empty when it is, or nothing is named.
std::string missing_device(const Arguments& arguments);

/// Prints the devices that there are. Fails as open_backend does.
Result<void> print_devices(const Arguments& arguments, Console& console);

}  // namespace eardrum::cli
