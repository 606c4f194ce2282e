// SPDX-FileCopyrightText: 2026 The Eardrum authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <eardrum/chain/chain.h>
#include <eardrum/chain/stage.h>
#include <eardrum/report/document.h>

namespace eardrum::report {

/// Every figure of a stage with its source and its confidence; what is not known says so. A headphone's sensitivity
/// comes with what it is worth as an interval.
std::vector<Fact> facts_of(const chain::Stage& stage);

/// The figures of all stages that have some, under their titles. A DAC that shares its box with the amplifier and of
/// which nothing is published is left out: the box's figures are the amplifier's.
std::vector<Facts> facts_of(const chain::Chain& chain);

/// "DAC: Chord Mojo": what the stage is, and its name unless it is only that.
std::string title_of(const chain::Stage& stage);

}  // namespace eardrum::report
