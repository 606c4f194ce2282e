// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <eardrum/base/result.h>
#include <eardrum/catalogue/catalogue.h>
#include <eardrum/catalogue/stages.h>
#include <eardrum/chain/chain.h>

namespace eardrum::app {

/// How a source and a headphone are plugged together.
struct Connection {
  std::optional<catalogue::Output> output;   ///< none: the single-ended socket, or the only one
  std::optional<std::string> gain_mode;      ///< a position of the gain switch, by name; none: the highest
  std::optional<chain::Cable> cable;         ///< none: without resistance
  std::optional<catalogue::SourceGear> dac;  ///< before a source that is only an amplifier
  std::optional<chain::Stage> equalizer;     ///< what the player does to the samples (equalizer_stage.h)
};

/// The same as a person asks for it, in words.
struct ConnectionRequest {
  std::optional<catalogue::Output> output;
  std::optional<std::string> gain_mode;
  std::optional<std::string> cable;      ///< as in cable_text.h
  std::optional<std::string> dac;        ///< what feeds a source that is only an amplifier, by name
  std::optional<std::string> equalizer;  ///< a file of equaliser settings in any format that there is a reader for
};
/// Fails with kUsage for a cable that can't be read, with kNotFound for an unknown DAC, and as equalizer_stage().
Result<Connection> resolve(const ConnectionRequest& request, const catalogue::Catalogue& catalogue);

/// A source and a headphone, plugged together.
struct Connected {
  chain::Chain chain;
  std::string source;  ///< the device with the socket and the gain mode used: "Chord Mojo, 3.5mm"
};
/// The chain of a source, a cable and a headphone. Fails with kNotFound, and what there is, when the source has no such
/// socket or gain mode, and with kInvalidData for a headphone that takes no cable.
Result<Connected> connect(const catalogue::HeadphoneGear& headphone, const catalogue::SourceGear& source,
                          const Connection& connection);

/// Whether the source has a socket of that kind.
bool has_output(const catalogue::SourceGear& source, catalogue::Output output);

/// The other ways of plugging the two together that were left open: each kind of socket, each position of its gain
/// switch.
std::vector<Connection> alternatives(const catalogue::HeadphoneGear& headphone, const catalogue::SourceGear& source,
                                     const Connection& connection);

}  // namespace eardrum::app
