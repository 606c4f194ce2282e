// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <eardrum/chain/evaluation.h>
#include <eardrum/match/finding.h>

namespace eardrum::match {

/// The statement with how sure it is: "Loud enough", "Probably loud enough", "Perhaps loud enough". `statement` begins
/// with a small letter.
std::string hedged(Certainty certainty, std::string_view statement);

/// "12 dB (6 to 18)": a figure in decibels with its 90 % interval, where it has one.
std::string decibels_with_range(const Figure& figure);

/// "118 dB SPL (115 to 121)": a level with its 90 % interval, where it has one.
std::string level_with_range(const Figure& figure);

/// What the levels of this chain are worth, as a sentence: "The sensitivity is the maker's: ...".
std::string sensitivity_caution(const chain::Evaluation& evaluation);

/// The name of the last electrical box before the cable.
const std::string& output_name(const chain::Evaluation& evaluation);
const std::string& headphone_name(const chain::Evaluation& evaluation);

}  // namespace eardrum::match
