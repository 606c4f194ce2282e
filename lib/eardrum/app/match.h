// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <eardrum/app/inventory.h>
#include <eardrum/app/listening.h>
#include <eardrum/app/pairing.h>
#include <eardrum/chain/evaluation.h>
#include <eardrum/match/judge.h>

namespace eardrum::app {

/// Do these get along?
struct MatchRequest {
  /// Headphones and sources as a person names them, in any order: which is which is looked up. At least one of each.
  std::vector<std::string> gear;
  Listening listening;
  ConnectionRequest connection;
};

/// One source with one headphone, judged.
struct Pairing {
  std::string headphone;
  std::string source;  ///< with its socket: "Chord Mojo, 3.5mm"
  chain::Evaluation evaluation;
  match::Listener listener;
  match::Verdict verdict;
  /// The same two by the source's other sockets and gain modes, where the request left them open.
  std::vector<Pairing> alternatives;
};

struct MatchAnswer {
  /// Every headphone with every source, in the order in which they were named, headphones first.
  std::vector<Pairing> pairings;

  /// Whether there is nothing here to recommend: all of it is poor.
  bool all_poor() const;
};

/// Fails with kNotFound for a name that is unknown or ambiguous, and with kUsage when there is no headphone or no
/// source among the names.
Result<MatchAnswer> match(const MatchRequest& request, const Inventory& inventory);

}  // namespace eardrum::app
