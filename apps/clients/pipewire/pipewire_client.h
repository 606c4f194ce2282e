// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <live/session.h>

namespace eardrum::live {

struct PipeWireOptions {
  std::string node_name = "eardrum.live";  ///< by which the server, scripts and settings know the sink
  std::string description = "Eardrum";     ///< what players show
  std::uint32_t channels = 2;              ///< 1 to 8, heard where channel_layout() says
  /// The node.name of the sink to play to; none: the default one, whichever it is.
  std::optional<std::string> device{};
  /// Sends the streams that play to `device` through here, and those that join it later: a filter on an existing sink.
  bool filter = false;
};

/// A session as a PipeWire sink that players choose; what it plays goes on to a device. Follows the server's sample
/// rate, the default device and the device's coming and going, and connects again when the server was restarted. Fails
/// with kDevice when no server answers now.
Result<std::unique_ptr<Backend>> open_pipewire(Session& session, const PipeWireOptions& options);

/// A sink of the server.
struct PipeWireDevice {
  std::string name;  ///< node.name
  std::string text;  ///< for people
  bool is_default = false;
};
/// The sinks that there are, ours among them. Fails with kDevice when no server answers.
Result<std::vector<PipeWireDevice>> pipewire_devices();

}  // namespace eardrum::live
