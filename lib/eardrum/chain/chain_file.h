// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <eardrum/chain/chain.h>

namespace eardrum::chain {

/// Turns the name of a piece of gear in a chain file into its stages; the catalogue does it. Fails as a look-up fails.
using GearLookup = std::function<Result<std::vector<Stage>>(const std::string& name)>;

/// Reads a chain file: TOML 1.0 that a person can write by hand, described in docs/formats/chain.md.
///
///     [[stage]]
///     gear = "Chord Mojo"
///     [[stage]]
///     kind = "cable"
///     awg = 26
///     length_m = 1.2
///     [[stage]]
///     gear = "HD 650"
///
/// A figure is a number, or { value, confidence, source }. Unknown keys, wrong types and figures out of range fail with
/// kInvalidData and one sentence that names file, line and field. Without a `lookup`, `gear` is refused.
Result<Chain> read_chain(std::string_view text, const std::string& file = {}, const GearLookup& lookup = {});

/// Writes every stage in full, so that the file does not depend on a catalogue; read_chain gives back an equal chain.
std::string write_chain(const Chain& chain);

}  // namespace eardrum::chain
