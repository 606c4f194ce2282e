// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <eardrum/app/inventory.h>
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
  std::optional<std::string>
      target;  ///< as named_target.h says; none: the one that belongs to the headphone's response
};

/// Who judges: one Listening with many chains, each target read once. Not for two threads at once.
class Listeners {
 public:
  /// Fails with kNotFound for an unknown programme or target, and with kUsage for a level, hours or noise that nobody
  /// means.
  static Result<Listeners> make(const Listening& listening, const Inventory& inventory);

  /// The listener for one chain: the target is the one asked for, else the one that belongs to the rig on which the
  /// headphone's response was measured, else none; with what comparing their rigs costs, where they are close and not
  /// the same.
  match::Listener for_chain(const chain::Chain& chain);

 private:
  Listeners(const target::TargetLibrary& targets, match::Listener same) : targets_(&targets), same_(std::move(same)) {}
  const target::TargetLibrary* targets_;
  match::Listener same_;                                                     ///< all that does not depend on the chain
  std::map<std::string, std::optional<target::Target>, std::less<>> known_;  ///< none: not in the library
};

}  // namespace eardrum::app
