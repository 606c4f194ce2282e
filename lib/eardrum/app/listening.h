// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <eardrum/base/result.h>
#include <eardrum/chain/chain.h>
#include <eardrum/match/listener.h>
#include <eardrum/target/target_library.h>

namespace eardrum::app {

/// How somebody listens, as asked for; what is left out takes the default of match::Listener.
struct Listening {
  std::optional<DbSpl> level;
  std::string music = "jazz";  ///< a programme of response/programme.h
  std::optional<double> hours_per_week;
  std::optional<double> room_noise_dba;
  std::optional<std::string> target;  ///< by name; none: the one that belongs to the headphone's response
};

/// The listener for one chain: its target is the one asked for, else the one that belongs to the rig on which the
/// headphone's response was measured, else none. Fails with kNotFound for an unknown programme or target, and with
/// kUsage for a level, hours or noise that nobody means.
Result<match::Listener> listener_for(const Listening& listening, const chain::Chain& chain,
                                     const target::TargetLibrary& targets);

}  // namespace eardrum::app
