// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <live/session.h>

namespace eardrum::live {

struct JackOptions {
  std::string client_name = "eardrum";  ///< made unique by the server when it is taken
  std::size_t channels = 2;             ///< 1 to 8
  /// The client to play to, as in "system" of "system:playback_1"; none: the first ports of hardware.
  std::optional<std::string> device{};
};

/// A session as a JACK client: ports in_1, in_2, ... for players, out_1, out_2, ... that are connected to the device
/// once and are the user's to connect after that. Follows the server's rate and block size, counts its xruns, and waits
/// for the server to come back when it went; what was connected to the inputs is connected again. Fails with kDevice
/// when no server answers now.
Result<std::unique_ptr<Backend>> open_jack(Session& session, const JackOptions& options);

/// The clients that can be played to, those of hardware first. Fails with kDevice when no server answers.
Result<std::vector<std::string>> jack_devices();

}  // namespace eardrum::live
