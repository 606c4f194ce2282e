// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <eardrum/app/pairing.h>
#include <eardrum/catalogue/catalogue.h>
#include <eardrum/chain/chain.h>

namespace eardrum::app {

/// A chain as a person points at it.
struct ChainRequest {
  /// The path of one chain file ("-" is the standard input; other paths hold a '/' or end in ".toml"), or the names of
  /// one headphone and one source.
  std::vector<std::string> words;
  ConnectionRequest connection;  ///< for names; a chain file says itself how things are connected
};

/// Fails with kUsage when the words are neither, with kInvalidData and the place in the file, or like find_gear().
Result<chain::Chain> find_chain(const ChainRequest& request, const catalogue::Catalogue& catalogue);

/// Whether a word is the path of a chain file and not the name of gear.
bool is_chain_file(const std::string& word);

}  // namespace eardrum::app
