// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#include <eardrum/app/pairing.h>

#include <algorithm>

#include <eardrum/app/cable_text.h>
#include <eardrum/app/equalizer_stage.h>

namespace eardrum::app {

bool has_output(const catalogue::SourceGear& source, catalogue::Output output) {
  return std::any_of(source.sockets.begin(), source.sockets.end(),
                     [&](const catalogue::Socket& socket) { return socket.output == output; });
}

Result<Connection> resolve(const ConnectionRequest& request, const catalogue::Catalogue& catalogue) {
  Connection connection;
  connection.output = request.output;
  connection.gain_mode = request.gain_mode;
  if (request.cable) {
    EARDRUM_TRY(connection.cable, parse_cable(*request.cable));
  }
  if (request.dac) {
    EARDRUM_TRY(auto dac, catalogue.source(*request.dac));
    connection.dac = std::move(dac.gear);
  }
  if (request.equalizer) {
    EARDRUM_TRY(connection.equalizer, equalizer_stage(*request.equalizer));
  }
  return connection;
}

namespace {

std::optional<Ohms> load_of(const catalogue::HeadphoneGear& headphone) {
  return catalogue::nominal_impedance(headphone);
}

}  // namespace

Result<Connected> connect(const catalogue::HeadphoneGear& headphone, const catalogue::SourceGear& source,
                          const Connection& connection) {
  if (source.sockets.empty()) {
    return Error{Errc::kInvalidData,
                 "Nothing is known of the outputs of " + full_name(source) + "; eardrum gear edit can add figures",
                 {}};
  }
  if (connection.output && !has_output(source, *connection.output)) {
    return Error{Errc::kNotFound,
                 full_name(source) + " has no " + std::string(to_text(*connection.output)) + " output that is known",
                 {}};
  }
  if (headphone.wireless && headphone.connector == "none") {
    return Error{
        Errc::kInvalidData,
        full_name(headphone) + " takes no cable: its own amplifier drives it, and no source can be matched to it",
        {}};
  }
  const auto& socket = catalogue::socket_for(source, connection.output, load_of(headphone));
  EARDRUM_TRY(auto stages, catalogue::source_stages(source, socket, connection.gain_mode));
  std::string label = full_name(source);
  label += ", " + (socket.connector.empty() ? std::string(to_text(socket.output)) : socket.connector);
  if (connection.gain_mode) label += ", gain " + *connection.gain_mode;
  if (connection.dac && !stages.dac) {
    const auto& line_out = catalogue::socket_for(*connection.dac);
    EARDRUM_TRY(const auto dac, catalogue::source_stages(*connection.dac, line_out));
    stages = catalogue::connected(dac, stages);
    label += ", fed by " + full_name(*connection.dac);
  }
  std::vector<chain::Stage> all;
  if (connection.equalizer) {
    if (!stages.dac) {
      return Error{Errc::kUsage,
                   "An equaliser works on samples, and " + full_name(source) +
                       " is only an amplifier: say with --dac what feeds it",
                   {}};
    }
    all.push_back(*connection.equalizer);
    label += ", equalised by " + chain::name_of(*connection.equalizer);
  }
  for (auto& stage : stages.stages()) all.push_back(std::move(stage));
  if (connection.cable) all.emplace_back(*connection.cable);
  EARDRUM_TRY(auto load, catalogue::headphone_stage(headphone));
  all.emplace_back(std::move(load));
  EARDRUM_TRY(auto chain, chain::Chain::make(std::move(all)));
  return Connected{std::move(chain), std::move(label)};
}

std::vector<Connection> alternatives(const catalogue::HeadphoneGear& headphone, const catalogue::SourceGear& source,
                                     const Connection& connection) {
  std::vector<Connection> others;
  for (const auto output : {catalogue::Output::kSingleEnded, catalogue::Output::kBalanced}) {
    if (!has_output(source, output) || (connection.output && *connection.output != output)) continue;
    const auto& socket = catalogue::socket_for(source, output, load_of(headphone));
    const bool is_main = &socket == &catalogue::socket_for(source, connection.output, load_of(headphone));
    Connection other = connection;
    other.output = output;
    if (!is_main) others.push_back(other);
    if (connection.gain_mode || socket.gain_modes.size() < 2) continue;
    for (const auto& mode : socket.gain_modes) {
      if (mode.name.empty()) continue;
      other.gain_mode = mode.name;
      others.push_back(other);
    }
  }
  return others;
}

}  // namespace eardrum::app
